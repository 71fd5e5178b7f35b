"""What a feed says, of the bytes of it: RSS, Atom, JSON Feed or iCalendar, as plain text.

Run as a program it reads a feed from its standard input and writes it as JSON: a stranger's bytes are parsed in a
process that has nothing to lose, and only so much time and memory (`handlers/feeds/apart.py`).
"""

import io
import json
import re
import resource
import sys
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from html.parser import HTMLParser
from typing import Any

import feedparser
import icalendar

from bot.marketplace.feed_readings import MOST_ITEMS, Item, Reading
from handlers.feeds.repeating import Written, called_off, together

BREAKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre"})
UNSAID = frozenset({"script", "style", "template", "title"})
LONGEST_LINE, LONGEST_TEXT = 1_000, 20_000
"""Characters of an item's parts that are handed on; the rules cut them to size."""
LONG_AGO = "0001-01-01"
SECONDS, MEMORY = 15, 1_000_000_000
"""Of computing, and bytes of addresses, for a feed of 5 MB."""
ITEM = re.compile(rb"<(?P<ends>/?)(?:[\w.-]{1,40}:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
CLOSED = re.compile(rb"</(?:[\w.-]{1,40}:)?(?:rss|rdf|feed)\s*>", re.IGNORECASE)


class NoFeed(Exception):
    """These bytes are nothing of the kind."""


def read(body: bytes, kind: str = "", now: datetime | None = None) -> Reading:
    """`kind` is the content type its server gave it; what repeats is written out from `now` on, where that is given.

    Raises NoFeed, and what else a parser may trip over.
    """
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].upper()
    if start.startswith(b"BEGIN:VCALENDAR"):
        return _calendar(body, now)
    return _json_feed(body) if start.startswith(b"{") else _feed(body, kind)


class _Text(HTMLParser):
    """The words between the tags, a line for what stands apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._unsaid += tag in UNSAID
        self.out += ["\n"] if tag in BREAKS else []

    def handle_endtag(self, tag: str) -> None:
        self._unsaid = max(0, self._unsaid - (tag in UNSAID))
        self.out += ["\n"] if tag in BREAKS else []

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.out.append(data)


def plain(markup: object, longest: int = LONGEST_TEXT) -> str:
    """Without tags and entities; lines kept, empty ones made one."""
    if not isinstance(markup, str):
        return ""
    reader = _Text()
    reader.feed(markup[: 5 * longest])
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.out).splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip()[:longest]


def line(markup: object) -> str:
    return _one_line(plain(markup, LONGEST_LINE))


def _one_line(words: str) -> str:
    return " ".join(words[:LONGEST_LINE].split())


def _feed(body: bytes, kind: str) -> Reading:
    # of a text or bytes the library would make an address or the name of a file, and open it
    found: Any = feedparser.parse(io.BytesIO(body), response_headers={"content-type": kind} if kind else None)
    if not found.get("version") and not found.entries:
        raise NoFeed
    entries, closed = _closed(body, found.entries)
    items = [_entry(entry) for entry in entries[: MOST_ITEMS + 1]]
    return _reading(line(found.feed.get("title")), items, closed=closed)


def _closed(body: bytes, entries: list[Any]) -> tuple[list[Any], bool]:
    """The entries, without one that breaks off, and whether the feed was closed. What else may be wrong with it, such
    as another encoding than it says, takes nothing from it. Without zeros, UTF-16 reads like any other."""
    marks = body.replace(b"\0", b"")
    last = next(iter(deque(ITEM.finditer(marks), maxlen=1)), None)
    if CLOSED.search(marks, last.end() if last else 0):
        return entries, True
    breaks_off = last is not None and not last["ends"]
    return (entries[:-1] if breaks_off else entries), False


def _entry(entry: Mapping[str, Any]) -> Item:
    content = [one.get("value") for one in entry.get("content") or () if isinstance(one, Mapping)]
    text = plain((content or [None])[0]) or plain(entry.get("summary"))
    return _item(entry.get("id"), entry.get("title"), text, entry.get("link"))


def _item(key: object, title: object, text: str, link: object) -> Item:
    address = link.strip()[:LONGEST_LINE] if isinstance(link, str) else ""
    return Item(str(key or "") or address or line(title), line(title), text, address)


def _json_feed(body: bytes) -> Reading:
    """jsonfeed.org/version/1.1"""
    found = json.loads(body.decode("utf-8-sig"))
    entries = found.get("items") if isinstance(found, dict) else None
    if not isinstance(entries, list) or "jsonfeed.org" not in str(found.get("version")):
        raise NoFeed
    items = [_json_entry(entry) for entry in entries[: MOST_ITEMS + 1] if isinstance(entry, dict)]
    return _reading(line(found.get("title")), items)


def _json_entry(entry: Mapping[str, Any]) -> Item:
    text = entry.get("content_text")
    written = text.strip()[:LONGEST_TEXT] if isinstance(text, str) else ""
    said = written or plain(entry.get("content_html")) or plain(entry.get("summary"))
    return _item(entry.get("id"), entry.get("title"), said, entry.get("url") or entry.get("external_url"))


def _calendar(body: bytes, now: datetime | None) -> Reading:
    """rfc-editor.org/rfc/rfc5545; what is called off is as if it were not there."""
    found: Any = icalendar.Calendar.from_ical(body.decode("utf-8-sig", "replace"))
    groups = [group for group in together(found.walk("VEVENT")) if not called_off(group[0])][: MOST_ITEMS + 1]
    written = Written(now) if now else None
    items = [_series(group, written) if written else _event(group[0]) for group in groups]
    closed = body.rstrip().upper().endswith(b"END:VCALENDAR")
    return _reading(_one_line(str(found.get("X-WR-CALNAME", ""))), items, closed=closed)


def _series(group: list[Any], written: Written) -> Item:
    """A series has the first of its dates to come, and the others beside it; one that has none left is over."""
    item, dates = _event(group[0]), written.dates(group)
    if dates is None:
        return item
    if not dates:
        return replace(item, over=LONG_AGO) if written.is_over(group) else item
    zone = dates[0]["DTSTART"].dt.tzinfo
    times = [_when(*(_in(zone, _moment(one, name)) for name in ("DTSTART", "DTEND"))) for one in dates]
    whole = [one for one in times if "starts" in one]
    if not whole:
        return item
    return replace(item, **whole[0], others="\n".join(f"{one['starts']}/{one['ends']}" for one in whole[1:]))


def _in(zone: tzinfo | None, at: date | None) -> date | None:
    return at.astimezone(zone) if isinstance(at, datetime) and at.tzinfo is not None and zone is not None else at


def _event(event: Any) -> Item:
    starts, ends = _moment(event, "DTSTART"), _moment(event, "DTEND")
    if isinstance(starts, datetime) and not isinstance(ends, datetime):
        lasts = event.get("DURATION")
        ends = starts + lasts.dt if lasts is not None and isinstance(lasts.dt, timedelta) else None
    key = f"{event.get('UID', '')}/{event.get('RECURRENCE-ID').dt if event.get('RECURRENCE-ID') else ''}"
    title, link = str(event.get("SUMMARY", "")), str(event.get("URL", ""))
    # only the description has markup, in spite of the standard
    text, where = plain(str(event.get("DESCRIPTION", ""))), _one_line(str(event.get("LOCATION", "")))
    when = _when(starts, ends) if event.get("RRULE") is None else {}
    return Item(key, _one_line(title), text, link.strip()[:LONGEST_LINE], where, **when)


def _moment(event: Any, name: str) -> date | None:
    found = getattr(event.get(name), "dt", None)
    return found if isinstance(found, date) else None


def _when(starts: date | None, ends: date | None) -> dict[str, str]:
    """Local times and their zone, empty where they are the community's; a whole day only says when it is over."""
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        zone = getattr(starts.tzinfo, "key", "")
        if starts.tzinfo is not None and not zone:
            zone, starts, ends = "UTC", starts.astimezone(UTC), ends.astimezone(UTC)
        elif starts.tzinfo is not None and ends.tzinfo is not None:
            ends = ends.astimezone(starts.tzinfo)
        written = [one.replace(tzinfo=None, second=0, microsecond=0).isoformat() for one in (starts, ends)]
        return {"starts": written[0], "ends": written[1], "timezone": zone}
    last = ends or starts
    return {"over": last.isoformat()[:10]} if last is not None else {}


def _reading(title: str, items: list[Item], *, closed: bool = True) -> Reading:
    whole = closed and len(items) <= MOST_ITEMS
    return Reading(title, tuple(item for item in items[:MOST_ITEMS] if item.title), whole)


def main() -> int:
    """Reads bytes, after a first line with their content type, and writes JSON."""
    with suppress(ValueError, OSError):  # some systems know no such limit
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    kind, _, body = sys.stdin.buffer.read().partition(b"\n")
    now = datetime.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else None
    try:
        found = read(body, kind.decode("latin-1"), now)
    except Exception:  # noqa: BLE001  (whatever a parser trips over, it is no feed that can be read)
        return 1
    sys.stdout.buffer.write(json.dumps(asdict(found)).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
