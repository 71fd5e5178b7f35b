"""Feeds, those that are due, and their items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as DbSession

from db.models import Feed, FeedItem, Opportunity
from db.queries.opportunities import LIVE


def feeds_of(db: DbSession, community_id: int) -> Sequence[Feed]:
    return db.scalars(select(Feed).where(Feed.community_id == community_id).order_by(Feed.id)).all()


def feed_at(db: DbSession, community_id: int, url: str) -> Feed | None:
    return db.scalar(select(Feed).where(Feed.community_id == community_id, Feed.url == url))


def feed_due(db: DbSession, now: datetime) -> Feed | None:
    """The one that has been due for the longest."""
    return db.scalar(select(Feed).where(Feed.next_at <= now).order_by(Feed.next_at, Feed.id).limit(1))


def items_of(db: DbSession, feed_id: int, keys: Sequence[str]) -> dict[str, FeedItem]:
    found = select(FeedItem).where(FeedItem.feed_id == feed_id, FeedItem.key.in_(keys))
    return {item.key: item for item in db.scalars(found)}


def items_there(db: DbSession, feed_id: int) -> Sequence[FeedItem]:
    """Those that the feed had when it was last read."""
    return db.scalars(select(FeedItem).where(FeedItem.feed_id == feed_id, FeedItem.gone_at.is_(None))).all()


def count_items(db: DbSession, feed_id: int) -> int:
    """How many of its items became postings."""
    became = (FeedItem.feed_id == feed_id, FeedItem.opportunity_id.is_not(None))
    return db.scalar(select(func.count()).select_from(FeedItem).where(*became)) or 0


def gone_since(db: DbSession, community_id: int, since: datetime) -> list[int]:
    """The live postings whose feed has lost them since then, by number."""
    found = (
        select(Opportunity.id)
        .join(FeedItem, FeedItem.opportunity_id == Opportunity.id)
        .where(Opportunity.community_id == community_id, Opportunity.state.in_(LIVE), FeedItem.gone_at > since)
    )
    return list(db.scalars(found.order_by(Opportunity.number)))


def delete_feed(db: DbSession, feed: Feed) -> None:
    """Forgets the feed and its items; what they became stays."""
    db.execute(delete(FeedItem).where(FeedItem.feed_id == feed.id))
    db.delete(feed)
    db.flush()


@dataclass(frozen=True, slots=True)
class FeedState:
    """How a feed is, without what it is called: `checked_at` is when it was last read, or had not changed."""

    id: int
    checked_at: datetime | None
    next_at: datetime
    failures: int


def feed_states(db: DbSession) -> list[FeedState]:
    found = select(Feed.id, Feed.checked_at, Feed.next_at, Feed.failures).order_by(Feed.id)
    return [FeedState(*row) for row in db.execute(found).all()]
