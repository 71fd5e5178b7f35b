"""Feeds of strangers, from their servers to postings: fetched when due, one bad one harming no other."""

import json
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest

from bot.marketplace import feeds
from bot.marketplace.feed_items import Taken
from db.models import Feed, Opportunity
from handlers.feeds.fetching import Fetcher
from handlers.feeds.polling import Poller
from handlers.feeds.rounds import Rounds
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import Village
from tests.handlers.feeds.samples import ATOM, BOMB, event, ical, rss
from tests.handlers.feeds.stranger import Stranger, moved, page, versioned

HOUR = timedelta(hours=1)


@pytest.fixture
def poller(village: Village, stranger: Stranger) -> Poller:
    village.person("maya", admin=True)
    return Poller(village.desk, stranger.fetcher())


def add(village: Village, url: str, *, publish: bool = False) -> int:
    with village.desk.work() as work:
        return feeds.add(work, village.id, url, publish=publish).id


def feed(village: Village, number: int) -> Feed:
    return village.sees(lambda work: work.db.get_one(Feed, number))


def titles(village: Village) -> list[str]:
    return village.sees(lambda work: [one.title for one in work.db.query(Opportunity).order_by(Opportunity.number)])


def look(village: Village, poller: Poller) -> Taken | str:
    """What one look at the feed that is due takes in."""
    with village.desk.work() as work:
        known = feeds.claim_due(work)
    assert known is not None
    return poller.look_at(known)


def test_feeds_of_every_kind_become_postings(village: Village, stranger: Stranger, poller: Poller) -> None:
    night = event("1", "SUMMARY:Hack night", "DTSTART:20261201T183000", "DTEND:20261201T213000")
    told = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "title": "Advise us"}]})
    stranger.pages = {"/1": page(rss("Sort books")), "/2": page(ATOM), "/3": page(ical(night)), "/4": page(told)}
    for path in stranger.pages:
        add(village, stranger.url(path))
    assert poller.look_at_due() == 4
    assert titles(village) == ["Sort books", "Map the parks", "Hack night", "Advise us"]
    assert poller.look_at_due() == 0


def test_what_has_not_changed_is_not_read_again(
    village: Village, stranger: Stranger, poller: Poller, clock: FrozenClock
) -> None:
    number = add(village, stranger.url())
    stranger.pages["/feed"] = versioned(rss("One"), '"1"')
    poller.look_at_due()
    clock.advance(2 * HOUR)
    assert poller.look_at_due() == 1
    assert (stranger.headers["if-none-match"], stranger.headers["if-modified-since"]) == (
        '"1"', "Mon, 23 Nov 2026 10:00:00 GMT",
    )  # fmt: skip
    assert (feed(village, number).checked_at, titles(village)) == (clock.now(), ["One"])
    stranger.pages["/feed"] = versioned(rss("One more", "Two"), '"2"')
    clock.advance(2 * HOUR)
    poller.look_at_due()
    assert (titles(village), feed(village, number).etag) == (["One more", "Two"], '"2"')


def test_a_feed_that_breaks_off_has_lost_nothing_and_is_had_again(
    village: Village, stranger: Stranger, poller: Poller, clock: FrozenClock
) -> None:
    number = add(village, stranger.url())
    five = rss("One", "Two", "Three", "Four", "Five")
    stranger.pages["/feed"] = versioned(five, '"1"')
    poller.look_at_due()
    clock.advance(2 * HOUR)
    stranger.pages["/feed"] = versioned(five[: five.index("Three") + 3], '"2"')
    assert look(village, poller) == Taken()
    assert feed(village, number).etag is None, "its server would say that nothing has changed since"
    assert titles(village) == ["One", "Two", "Three", "Four", "Five"]
    clock.advance(2 * HOUR)
    stranger.pages["/feed"] = versioned(rss("One", "Two"), '"3"')
    assert look(village, poller) == Taken(gone=3)


def test_bad_feeds_harm_no_other_and_their_postings_stay(
    village: Village, stranger: Stranger, poller: Poller, clock: FrozenClock
) -> None:
    first = add(village, stranger.url("/first"))
    stranger.pages["/first"] = page(rss("One"))
    poller.look_at_due()
    bad = {
        "/first": page("", 500),
        "/html": page("<html><p>no feed</p></html>"),
        "/inside": moved("http://169.254.169.254/latest/meta-data/"),
        "/large": page(b"x" * 5_000_001),
        "/loop": moved("/loop"),
        "/bomb": page(BOMB),
    }
    stranger.pages |= {**bad, "/last": page(rss("Last"))}
    numbers = {path: add(village, stranger.url(path)) for path in (*bad, "/last")}
    clock.advance(2 * HOUR)
    poller.look_at_due()
    found = {path: feed(village, number).fault for path, number in numbers.items()}
    assert {path: fault for path, fault in found.items() if path != "/bomb"} == {
        "/first": "status 500", "/html": "unreadable", "/inside": "private", "/large": "large", "/loop": "redirects",
        "/last": None,
    }  # fmt: skip
    assert {"One", "Last"} <= set(titles(village))
    assert (numbers["/first"], feed(village, first).failures) == (first, 1)


def test_the_admins_hear_of_a_bad_feed_in_words(village: Village, stranger: Stranger, clock: FrozenClock) -> None:
    village.person("maya", admin=True)
    add(village, stranger.url("/gone"))
    poller = Poller(village.desk, stranger.fetcher())
    for _ in range(4):
        poller.look_at_due()
        clock.advance(25 * HOUR)
    assert village.told("feed.failed") == ["maya", "maya"]


def test_a_slow_feed_holds_up_nobody_who_writes(village: Village, stranger: Stranger) -> None:
    """While it is fetched no transaction is open."""
    village.people("rosa")
    add(village, stranger.url())
    asked, go_on = threading.Event(), threading.Event()

    def slowly(answered: BaseHTTPRequestHandler) -> None:
        asked.set()
        go_on.wait(10)
        page(rss("Late"))(answered)

    stranger.pages["/feed"] = slowly
    rounds = Rounds(village.desk, Poller(village.desk, stranger.fetcher(within=10)))
    rounds.start()
    assert asked.wait(10)
    village.posts("rosa", title="Meanwhile")
    go_on.set()
    until = time.monotonic() + 20
    while titles(village) != ["Meanwhile", "Late"] and time.monotonic() < until:
        time.sleep(0.05)
    rounds.stop()
    assert titles(village) == ["Meanwhile", "Late"]


def test_a_fault_of_ours_stops_no_thread(village: Village) -> None:
    class Broken(Fetcher):
        def fetch(self, *_given: object) -> object:  # type: ignore[override]
            raise ZeroDivisionError

    add(village, "https://feeds.example.org/")
    assert Poller(village.desk, Broken()).look_at_due() == 1
    assert Poller(village.desk, Broken()).look_at_due() == 0
