"""A feed from its address to the channel: reviewed, joined, edited, vanished; and an admin who hears of a bad one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.marketplace import feeds
from handlers.feeds.polling import Poller
from tests.handlers.feeds.samples import event, ical
from tests.handlers.feeds.stranger import Stranger, page
from tests.stories.saying import french
from tests.town import START, Town

HOUR = timedelta(hours=1)


def night(title: str, starts: str = "20261201T183000") -> str:
    return event(title, f"SUMMARY:{title}", f"DTSTART:{starts}", "DTEND:20261201T213000", "DESCRIPTION:Bring a laptop")


class Feed:
    """A calendar that a stranger serves, and the bot looks at when it is told to."""

    def __init__(self, town: Town, stranger: Stranger) -> None:
        self._town = town
        self._stranger = stranger
        self._poller = Poller(town.bot.desk, stranger.fetcher())
        with town.bot.desk.work() as work:
            feeds.add(work, 1, stranger.url(), publish=False)

    def says(self, *events: str) -> None:
        self._stranger.pages["/feed"] = page(ical(*events))
        self.looked_at()

    def breaks(self) -> None:
        self._stranger.pages["/feed"] = page("", 503)
        self.looked_at()

    def looked_at(self) -> None:
        assert self._poller.look_at_due() == 1
        self._town.deliver()
        self._town.slack.advance(26 * HOUR)


@pytest.fixture
def feed(town: Town) -> Iterator[Feed]:
    with Stranger() as stranger:
        yield Feed(town, stranger)


def asked(town: Town) -> list[str]:
    return [words.splitlines()[0] for words in town.dms(town.maya)]


def test_what_a_feed_brings_is_reviewed_joined_edited_and_flagged(town: Town, feed: Feed) -> None:
    feed.says(night("Old night"))
    assert asked(town) == []
    assert "#1 Old night" in town.answer(town.maya, "/volunteer-admin review").words
    feed.says(night("Old night"), night("Hack <!channel> night"))
    assert asked(town) == ["#2 Hack <!channel> night from Hack nights is waiting for your review."]
    town.press(town.maya, town.maya.last(town.maya.dm), "Approve")
    town.deliver()
    assert town.press(town.luc, town.card(2), "Join as Contributor").words.startswith("Votre place est confirmée")
    feed.says(night("Old night"), night("Hack <!channel> night", "20261201T190000"))
    assert "7:00 PM to 9:30 PM" in town.card(2).words
    assert len(town.dms(town.luc)) == 1
    feed.says(night("Old night"))
    assert "No longer in their feed: still open?" in town.answer(town.maya, "/volunteer-admin digest").words
    town.answer(town.maya, "/volunteer language fr")
    assert (
        "Disparues de leur flux\u00a0: toujours ouvertes?"
        in town.answer(town.maya, "/benevole-admin recapitulatif").words
    )


@pytest.mark.parametrize("on", [True, False], ids=["with a digest", "without"])
def test_admins_hear_once_a_week_what_a_feed_has_lost(town: Town, feed: Feed, *, on: bool) -> None:
    town.answer(town.maya, "/volunteer-admin settings moderation off")
    town.answer(town.maya, f"/volunteer-admin settings digest {'on' if on else 'off'}")
    feed.says(night("Old night"), night("Late night"))
    for number in (1, 2):
        town.answer(town.maya, f"/volunteer-admin approve {number}")
    feed.says(night("Late night"))
    for weeks in (1, 2, 3):
        town.move_to(START + timedelta(weeks=weeks))
    told = [words for words in town.dms(town.maya) if "No longer in their feed: still open?" in words]
    assert len(told) == 1
    assert "#1 Old night" in told[0]
    assert ("Volunteer digest" in told[0]) is on
    assert "Late night" not in told[0].partition("No longer")[2].split("Filling up")[0]


def weekly(title: str, *lines: str, starts: str = "183000") -> str:
    when = (f"DTSTART;TZID=America/Toronto:20261201T{starts}", "DTEND;TZID=America/Toronto:20261201T213000")
    return event(title, f"SUMMARY:{title}", *when, "DESCRIPTION:Bring a laptop", *lines)


def test_an_event_that_repeats_is_one_posting_with_all_its_dates(town: Town, feed: Feed) -> None:
    rule = "RRULE:FREQ=WEEKLY;COUNT=4"
    feed.says(weekly("Hack night", rule))
    assert "#1 Hack night" in town.answer(town.maya, "/volunteer-admin review").words
    town.answer(town.maya, "/volunteer-admin approve 1")
    town.deliver()
    assert "Tuesday, December 1st, 6:30 PM to 9:30 PM" in town.card(1).words
    assert "; 3 more dates" in town.card(1).words
    dates = town.answer(town.luc, "/benevole seances 1")
    assert "15 décembre" in dates.words
    town.press(town.luc, dates, french("Join as {role}", role="Contributor"), nth=1)
    feed.says(weekly("Hack night", rule, starts="190000"))
    assert "7:00 PM to 9:30 PM" in town.card(1).words
    assert "mardi 8 décembre, 19:00" in town.dms(town.luc)[-1]
    feed.says(
        weekly(
            "Hack night",
            f"{rule}",
            "EXDATE;TZID=America/Toronto:20261208T190000",
            "EXDATE;TZID=America/Toronto:20261215T190000",
            starts="190000",
        )
    )
    told = town.answer(town.ana, "/volunteer dates 1").words
    assert "December 8th" in told, "somebody is in it"
    assert "December 15th" not in told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "cannot be read: its server answers 503. Its postings stay as they are"),
        ("fr", "ne peut pas être lu\u00a0: son serveur répond 503. Ses offres restent telles quelles"),
    ],
)
def test_an_admin_hears_of_a_bad_feed_when_it_has_been_bad_for_a_while(
    town: Town, feed: Feed, language: str, told: str
) -> None:
    town.answer(town.maya, f"/volunteer language {language}")
    feed.breaks()
    feed.breaks()
    assert town.dms(town.maya) == []
    feed.breaks()
    (message,) = town.dms(town.maya)
    assert told in message
    assert message.endswith("python -m bot feed check 1")


def test_a_feed_that_is_well_again_before_its_message_goes_out_is_not_complained_of(town: Town) -> None:
    with town.bot.desk.work() as work:
        number = feeds.add(work, 1, "https://feeds.example.org/", publish=False).id
        for _ in range(3):
            feeds.failed(work, number, "slow")
    with town.bot.desk.work() as work:
        feeds.went_well(work, feeds.found(work, 1, number), None, None)
    town.deliver()
    assert (town.dms(town.maya), town.slack.clock.now()) == ([], START)
