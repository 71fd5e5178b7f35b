"""The answers to what people and admins choose."""

import pytest

from bot.marketplace.communities import Settings
from bot.messages import people as say
from bot.messages.message import plain
from db.models import Channel
from tests.bot.messages.samples import ENGLISH, FRENCH, buttons, words

SETTINGS = Settings(True, "fr", "America/St_Johns", digest_on=True, weekday=4, minute=17 * 60 + 5)


def test_a_language_is_confirmed_in_itself() -> None:
    assert words(say.language_chosen(ENGLISH)) == ["I will speak English with you from now on."]
    assert "français" in words(say.language_chosen(FRENCH))[0]


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (True, "Reminders are on: a day and an hour before what you are in."),
        (False, "Reminders are off. To turn them on again, type /volunteer reminders on"),
    ],
)
def test_reminders_say_what_they_are_now(on: bool, told: str) -> None:
    assert words(say.reminders_chosen(ENGLISH, on)) == [told]


def test_channels_are_listed_with_what_they_announce_and_a_way_to_stop() -> None:
    shown = say.channel_list(
        ENGLISH, [Channel(platform_id="C1", kinds=[]), Channel(platform_id="C2", kinds=["event", "team"])]
    )
    assert words(shown)[:2] == ["#C1 announces: everything", "#C2 announces: Event or hack night and Project team"]
    assert [(one.does, one.about) for one in buttons(shown)] == [
        ("channels.stop", "C1"), ("channels.stop", "C2"), ("channels.add", ""),
    ]  # fmt: skip


def test_no_channel_says_how_to_choose_one() -> None:
    shown = say.channel_list(ENGLISH, [])
    assert words(shown) == ["No channel announces opportunities yet."]
    assert [one.does for one in buttons(shown)] == ["channels.add"]


def test_a_channel_that_was_chosen_says_how_to_invite_the_bot() -> None:
    told = plain(say.channel_saved(ENGLISH, Channel(platform_id="C1", kinds=["event"])))
    assert told.startswith("#C1 announces: Event or hack night.")
    assert "/invite @Elan" in told
    assert words(say.channel_stopped(ENGLISH, "C1")) == ["#C1 announces nothing new. Its cards stay up to date."]


def test_settings_are_told_in_words() -> None:
    told = [line.replace("\u202f", " ") for line in words(say.settings(ENGLISH, SETTINGS))]
    assert told[:5] == [
        "Review postings before they open: On",
        "Postings of vetted organizations skip review: Off",
        "Language of cards in channels: French",
        "Time zone: America/St_Johns",
        "Weekly digest for admins: Friday at 5:05 p.m.",
    ]
    off = Settings(False, "en", "UTC", digest_on=False, weekday=0, minute=0)
    assert words(say.settings(ENGLISH, off))[4] == "Weekly digest for admins: Off"
