"""What feeds say, of whatever kind and however written: plain text, at most so much, or nothing."""

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.marketplace.feed_readings import MOST_ITEMS, Item
from handlers.feeds.apart import read_apart
from handlers.feeds.fetching import Unfetched
from handlers.feeds.reading import LONGEST_TEXT, NoFeed, plain, read
from tests.handlers.feeds.samples import ATOM, BOMB, RSS, event, ical, rss
from tests.town import START


def test_rss_is_read() -> None:
    item = (
        "<item><title>Map the parks</title><guid>1</guid><link>https://example.org/1</link>"
        "<description><![CDATA[<p>Walk &amp; look</p><script>alert(1)</script>]]></description></item>"
    )
    found = read(RSS.format(items=item).encode(), "application/rss+xml")
    assert (found.title, found.whole) == ("Volunteer & Co", True)
    assert found.items == (Item("1", "Map the parks", "Walk & look", "https://example.org/1"),)


FIVE = rss("1 a", "2 b", "3 c", "4 d", "5 e")


@pytest.mark.parametrize(
    ("ends", "there"),
    [("<item><title>3", 2), ("3 c", 2), ("<guid>5", 4), ("</channel>", 5), ("</rss>", 5)],
)
def test_a_feed_that_breaks_off_is_not_whole_and_has_its_whole_items(ends: str, there: int) -> None:
    cut = FIVE.rindex(ends) + 2
    found = read(FIVE[:cut].encode(), "application/rss+xml")
    assert ([item.key for item in found.items], found.whole) == (["1", "2", "3", "4", "5"][:there], False)


@pytest.mark.parametrize(
    "body",
    [
        FIVE.encode(),
        FIVE.replace("UTF-8", "us-ascii").replace("a</title>", "é</title>").encode(),
        FIVE.replace("UTF-8", "utf-16").encode("utf-16"),
        FIVE.replace("1 a", "1 a & b &nbsp; <br>").encode(),
        FIVE.encode() + b"\n<!-- cached --><script>count()</script>\n",
        FIVE.replace("rss version", "RSS version").replace("</rss>", "</RSS >").encode(),
    ],
    ids=["sound", "another encoding", "UTF-16", "not well-formed", "more behind it", "capitals"],
)
def test_a_feed_that_was_closed_is_whole_whatever_else_is_wrong_with_it(body: bytes) -> None:
    found = read(body, "application/rss+xml")
    assert ([item.key for item in found.items], found.whole) == (["1", "2", "3", "4", "5"], True)


def test_every_kind_of_feed_says_when_it_is_closed() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel><title>Parks</title><items/></channel><item rdf:about="1"><title>One</title></item></rdf:RDF>'
    )
    night = ical(event("1", "SUMMARY:Hack night", "DTSTART:20261201T183000"))
    for written in (rdf, ATOM, night, FIVE.replace("</item>", "</item><item-count>5</item-count>")):
        assert read(written.encode()).whole
        assert not read(written.strip()[:-4].encode()).whole


def test_atom_is_read_with_its_markup_as_text() -> None:
    found = read(ATOM.encode())
    assert (found.title, found.items) == (
        "Bénévoles", (Item("urn:1", "Map the parks", "Walk\n\na park", "https://example.org/1"),),
    )  # fmt: skip


def test_json_feed_is_read() -> None:
    entries = [
        {"id": "1", "title": "Map <b>parks</b>", "content_html": "<p>Walk</p>", "url": "https://example.org/1"},
        {"id": 2, "title": "Two", "content_text": "a < b", "external_url": "https://example.org/2"},
        {"id": "3", "content_text": "no title"},
        "nonsense",
    ]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Parks", "items": entries})
    found = read(b"\xef\xbb\xbf" + body.encode())
    assert (found.title, found.items) == ("Parks", (
        Item("1", "Map parks", "Walk", "https://example.org/1"), Item("2", "Two", "a < b", "https://example.org/2"),
    ))  # fmt: skip


def test_a_calendar_is_read_with_its_hours_and_zones() -> None:
    body = ical(
        event("1", "SUMMARY:Hack night\\, again", "DTSTART;TZID=America/Toronto:20261201T183000",
              "DTEND;TZID=America/Toronto:20261201T213000", "LOCATION:12 rue Principale",
              "DESCRIPTION:Bring\\na laptop", "URL:https://example.org/hack"),
        event("2", "SUMMARY:In UTC <1 h", "DTSTART:20261201T233000Z", "DURATION:PT2H"),
        event("3", "SUMMARY:Anywhere", "DTSTART:20261201T183000", "DTEND:20261201T200000"),
        event("4", "SUMMARY:All day", "DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261202"),
        event("5", "SUMMARY:Called off", "DTSTART:20261201T183000", "STATUS:CANCELLED"),
        event("6", "SUMMARY:Every week", "DTSTART:20261201T183000", "DTEND:20261201T200000", "RRULE:FREQ=WEEKLY"),
    )  # fmt: skip
    found = read(body.encode(), "text/calendar")
    assert found.title == "Hack nights"
    assert found.items == (
        Item("1/", "Hack night, again", "Bring\na laptop", "https://example.org/hack", "12 rue Principale",
             "2026-12-01T18:30:00", "2026-12-01T21:30:00", "America/Toronto"),
        Item("2/", "In UTC <1 h", starts="2026-12-01T23:30:00", ends="2026-12-02T01:30:00", timezone="UTC"),
        Item("3/", "Anywhere", starts="2026-12-01T18:30:00", ends="2026-12-01T20:00:00"),
        Item("4/", "All day", over="2026-12-02"),
        Item("6/", "Every week"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "body", [b"", b"nothing", b"<html><body><p>Hello</p></body></html>", b"{}", b'{"items": []}', b"[]", b"\x00" * 99]
)
def test_what_is_no_feed_is_none(body: bytes) -> None:
    with pytest.raises(NoFeed):
        read(body)


def test_what_names_a_file_or_an_address_opens_neither() -> None:
    """The library opens what it is given as text, if that is the name of something."""
    for name in (b"/etc/hostname", b"http://127.0.0.1:1/feed"):
        with pytest.raises(NoFeed):
            read(name)


def test_broken_xml_is_read_as_far_as_it_goes() -> None:
    found = read(rss("One thing", "Two things").replace("</item>", "").replace("&amp;", "&").encode())
    assert "One thing" in {item.title for item in found.items}


@pytest.mark.parametrize("coding", ["utf-8", "latin-1", "utf-16"])
def test_other_encodings_are_understood(coding: str) -> None:
    body = rss("Été").replace("UTF-8", coding).encode(coding)
    assert read(body).items[0].title == "Été"


def test_a_wrong_encoding_breaks_nothing() -> None:
    assert read(rss("Été").encode("latin-1")).items[0].title


@pytest.mark.parametrize("kind", ["rss", "ical"])
def test_of_ten_thousand_items_two_thousand_are_looked_at(kind: str) -> None:
    many = range(10_000)
    events = (event(f"{n}", f"SUMMARY:{n} thing", "DTSTART:20261201T183000", "DTEND:20261201T203000") for n in many)
    body = rss(*[f"{n} thing" for n in many]) if kind == "rss" else ical(*events)
    found = read_apart(body.encode(), "", START)
    assert (len(found.items), found.whole, found.items[-1].title) == (MOST_ITEMS, False, "1999 thing")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>One</p>\n\n<ul><li>two<li>three</ul>", "One\n\ntwo\nthree"),
        ("a &lt;b&gt; &amp;amp; &eacute;", "a <b> &amp; é"),
        ("<style>p {}</style>x<img src=x onerror=alert(1)>", "x"),
        ("<!-- no --><a href='javascript:x'>yes</a>", "yes"),
        ("<" * 50, "<" * 50),
        (None, ""),
        ("x" * (LONGEST_TEXT + 9), "x" * LONGEST_TEXT),
    ],
)
def test_markup_becomes_plain_text(markup: object, words: str) -> None:
    assert plain(markup) == words


@given(st.text())
@settings(max_examples=200)
def test_any_text_is_taken_for_markup(markup: str) -> None:
    assert isinstance(plain(markup), str)


# in a process of its own


def test_a_feed_read_apart_says_the_same() -> None:
    body = rss("One thing", "Été").encode()
    assert read_apart(body, "text/xml\r\nX: y", START) == read(body)


@pytest.mark.parametrize("body", [b"", b"nonsense", b"{" * 100_000, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nnonsense"])
def test_what_cannot_be_read_apart_is_said(body: bytes) -> None:
    with pytest.raises(Unfetched, match="unreadable"):
        read_apart(body, "", START)


def test_an_entity_bomb_goes_off_nowhere() -> None:
    before = time.monotonic()
    with suppress(Unfetched):
        found = read_apart(BOMB.encode(), "text/xml", START)
        assert all(len(item.title) <= 1_000 and "root:" not in item.text for item in found.items)
    assert time.monotonic() - before < 20


def test_the_reader_has_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is started with where its code is, and nothing else of the environment."""
    monkeypatch.setenv("PYTHONHOME", "nowhere")  # with which no Python would start
    assert read_apart(rss("One").encode(), "", START).items[0].title == "One"
