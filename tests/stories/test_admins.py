"""Running the marketplace: channels and settings; typed, by buttons and by dialogs."""

from typing import Any

import pytest

from sandbox.workspace import Channel
from tests.stories.saying import french
from tests.town import POSTING, Town

TITLE = "#1 Map the city's parks"


@pytest.fixture
def lounge(town: Town) -> Channel:
    """A second channel, with the bot in it."""
    channel = town.slack.channel("lounge")
    town.slack.invite_bot(channel)
    return channel


def cards_in(town: Town, channel: Channel) -> list[str]:
    """The first line of each of the bot's public messages there."""
    return [m.words.splitlines()[0] for m in town.ana.sees(channel) if not m.is_ephemeral]


def test_channels_typed_announce_by_kind(town: Town, lounge: Channel) -> None:
    told = town.answer(town.maya, "/volunteer-admin channels #lounge event recherche")
    assert told.words == (
        "#lounge announces: Event or hack night and Research session. "
        "If I am not a member of it yet, invite me there with /invite @Elan"
    )
    town.posts(town.rosa, title="A role")
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().press("More: skills, way in, links, time zone")
    town.fills(town.rosa, {**POSTING, "title": "A hack night", "kind": "event"})
    town.deliver()
    assert cards_in(town, lounge) == ["#2 A hack night"]
    assert cards_in(town, town.square) == ["#1 A role", "#2 A hack night"]


def test_channels_by_dialog_and_stopped_by_button(town: Town, lounge: Channel) -> None:
    listed = town.answer(town.maya, "/volunteer-admin channels")
    assert listed.words.splitlines()[0] == "#volunteering announces: everything"
    town.maya.presses(listed, "Announce in a channel")
    town.fills(town.maya, {"Channel": lounge, "What it announces": ["Volunteering role"]})
    assert town.maya.sees_dialog().words.startswith("#lounge announces: Volunteering role.")
    listed = town.answer(town.maya, "/volunteer-admin channels")
    assert listed.buttons == ["Stop", "Stop", "Announce in a channel"]
    number = town.posts(town.rosa)
    listed = town.turn(town.maya, listed, "Stop")
    assert listed.words.splitlines()[0] == "#lounge announces: Volunteering role"
    town.answer(town.ana, f"/volunteer signup {number} designer")
    town.posts(town.rosa, title="Later")
    assert cards_in(town, town.square) == [TITLE]
    assert "Ana Silva" in town.card(number).words, "a card stays up to date where nothing new is announced"
    assert cards_in(town, lounge) == [TITLE, "#2 Later"]


def test_channels_typed_wrong_say_what_can_be_typed(town: Town, lounge: Channel) -> None:
    town.maya.changes(locale="fr-CA")
    told = town.answer(town.maya, "/benevole-admin canaux salon").words
    sentence = "“{given}” is not a channel I can see. Choose it from the list that # opens: {example}"
    assert told == french(sentence, given="salon", example="/volunteer-admin channels #general")
    told = town.answer(town.maya, "/benevole-admin canaux #lounge fêtes").words
    assert told.splitlines()[0] == french("I do not understand “{given}”. Type one of these:", given="fetes")


def test_a_channel_without_the_bot_is_told_then_tried_again(town: Town) -> None:
    design = town.slack.channel("design")
    town.answer(town.maya, "/volunteer-admin channels #design")
    number = town.posts(town.rosa)
    town.posts(town.rosa, title="Second")
    (told,) = town.maya.sees(town.maya.dm)
    assert told.words.splitlines() == [
        "I cannot post in #design: I am not a member of it.",
        "Invite me there with /invite @Elan, then press the button.",
    ]
    town.answer(town.ana, f"/volunteer signup {number} designer")
    town.slack.invite_bot(design)
    assert town.press(town.maya, told, "Try again").words == "I am trying again in #design."
    town.deliver()
    assert cards_in(town, design) == [TITLE, "#2 Second"]
    assert "Designer 1 of 1: Ana Silva" in town.card(number, design).words


SETTINGS: list[tuple[str, str]] = [
    ("moderation on", "Review postings before they open: On"),
    ("moderation off", "Review postings before they open: Off"),
    ("language french", "Language of cards in channels: French"),
    ("timezone america/st johns", "Time zone: America/St_Johns"),
    ("digest friday 16:30", "Weekly digest for admins: Friday at 4:30 p.m."),
    ("digest vendredi 8 h 15", "Weekly digest for admins: Friday at 8:15 a.m."),
    ("digest off", "Weekly digest for admins: Off"),
]


def test_settings_typed_are_shown_as_they_are(town: Town) -> None:
    for typed, line in SETTINGS:
        told = town.answer(town.maya, f"/volunteer-admin settings {typed}")
        assert line in told.words.replace("\N{NARROW NO-BREAK SPACE}", " ").splitlines(), typed


def test_settings_by_dialog_change_the_cards_language(town: Town) -> None:
    town.maya.presses(town.answer(town.maya, "/volunteer-admin settings"), "Change settings")
    values: dict[str, Any] = {"Language of cards in channels": "French", "Time zone": "Nowhere"}
    town.fills(town.maya, values)
    assert town.maya.sees_dialog().errors == {
        "Time zone": "This is not a time zone. Use a name such as America/Toronto."
    }
    town.fills(town.maya, {"Time zone": "America/Halifax"})
    assert town.maya.sees_dialog().words == "The settings are saved."
    number = town.posts(town.rosa)
    assert town.card(number).buttons[0] == french("Join as {role}", role="Designer")
    assert "19 h 30" in town.card(number).text.replace("\N{NO-BREAK SPACE}", " ")


def test_settings_in_french(town: Town) -> None:
    town.maya.changes(locale="fr-CA")
    told = town.answer(town.maya, "/benevole-admin parametres langue français").words
    assert french("Language of cards in channels") in told
    assert french("French") in told
