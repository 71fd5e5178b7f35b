"""Opportunities from feeds: which are looked at, when, and what becomes of their items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from bot import events
from bot.marketplace.feed_readings import Item
from bot.work import Work
from db.models import Community, Feed
from db.queries.feeds import count_items, delete_feed, feed_at, feed_due, feeds_of

LONGEST_URL = 255
EVERY, AT_MOST = timedelta(hours=1), timedelta(days=1)
JITTER = 0.1
"""By how much of the time a look may come early or late, so that not all feeds come at once."""
TOLD_AFTER = 3
"""Failures in a row before the admins are told: servers are away now and then."""


@dataclass(frozen=True, slots=True)
class Known:
    """A feed as it is to be asked for."""

    id: int
    url: str
    etag: str | None
    modified: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed as an operator sees it: how many of its items became postings."""

    feed: Feed
    postings: int


class NoSuchFeed(Exception):
    """No feed bears that id."""


class BadAddress(Exception):
    """No address of the web, or one that is too long."""


class SecretAddress(BadAddress):
    """A name or a password stands in it: admins are told addresses, and they are kept as they are."""


def must_be_an_address(url: str) -> None:
    """Raises BadAddress, SecretAddress."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise BadAddress(url) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > LONGEST_URL:
        raise BadAddress(url)
    if "@" in parts.netloc:
        raise SecretAddress


def add(work: Work, community_id: int, url: str, *, publish: bool) -> Feed:
    """Looks at that address from now on; the same one again only changes what becomes of its items.

    Raises BadAddress, SecretAddress.
    """
    must_be_an_address(url)
    known = feed_at(work.db, community_id, url)
    if known is not None:
        known.publishes = publish
        return known
    feed = Feed(
        community_id=community_id,
        url=url,
        title="",
        publishes=publish,
        next_at=work.now,
        failures=0,
        created_at=work.now,
    )
    work.db.add(feed)
    work.db.flush()
    return feed


def listed(work: Work, community_id: int) -> list[Listed]:
    return [Listed(feed, count_items(work.db, feed.id)) for feed in feeds_of(work.db, community_id)]


def found(work: Work, community_id: int, feed_id: int) -> Feed:
    """Raises NoSuchFeed."""
    feed = work.db.get(Feed, feed_id) if feed_id < 2**31 else None
    if feed is None or feed.community_id != community_id:
        raise NoSuchFeed(feed_id)
    return feed


def remove(work: Work, community_id: int, feed_id: int) -> str:
    """Looks at it no more; what its items became stays. Its address. Raises NoSuchFeed."""
    feed = found(work, community_id, feed_id)
    delete_feed(work.db, feed)
    return feed.url


def any_due(work: Work) -> bool:
    return feed_due(work.db, work.now) is not None


def claim_due(work: Work) -> Known | None:
    """The feed to be looked at now, if one is; nobody else looks at it meanwhile."""
    feed = feed_due(work.db, work.now)
    return claim(work, feed) if feed is not None else None


def claim(work: Work, feed: Feed) -> Known:
    """Plans the next look, as if this one went well: should it never end, there is another in an hour."""
    feed.next_at = work.now + _pause(feed, work.now)
    return Known(feed.id, feed.url, feed.etag, feed.modified)


def _pause(feed: Feed, now: datetime) -> timedelta:
    """An hour, twice that after each failure, up to a day; a little more or less for each feed and time."""
    doubled: int = 2 ** min(feed.failures, 10)
    pause = min(EVERY * doubled, AT_MOST)
    chance = sha256(f"{feed.id} {now.isoformat()}".encode()).digest()[0] / 255
    return pause * (1 - JITTER + 2 * JITTER * chance)


def kept(work: Work, feed_id: int) -> Feed | None:
    """The feed, if nobody removed it while it was fetched."""
    return work.db.get(Feed, feed_id)


def went_well(work: Work, feed: Feed, etag: str | None, modified: str | None) -> None:
    """It was read to the end, or has not changed."""
    feed.failures, feed.fault, feed.checked_at = 0, None, work.now
    feed.etag, feed.modified = etag, modified
    feed.next_at = work.now + _pause(feed, work.now)


def failed(work: Work, feed_id: int, fault: str) -> None:
    """It could not be read. The admins are told when that has happened several times, and then once a day at most."""
    feed = kept(work, feed_id)
    if feed is None:
        return
    feed.failures, feed.fault = feed.failures + 1, fault
    feed.next_at = work.now + _pause(feed, work.now)
    if feed.failures >= TOLD_AFTER:
        work.happened(events.FeedFailed(feed.id))


def community_of(work: Work, feed: Feed) -> Community:
    return work.db.get_one(Community, feed.community_id)


def batches(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    """The items, so many to a transaction, each key once."""
    once = list({item.known_by: item for item in reversed(items)}.values())[::-1]
    return [once[start : start + size] for start in range(0, len(once), size)]
