"""Feeds of opportunities from outside, and what became of their items."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from db.models.base import Base
from db.types import Instant, Key, Long, Short, references


class Feed(Base):
    """An address that is looked at every so often."""

    __tablename__ = "feed"
    __table_args__ = (UniqueConstraint("community_id", "url"), Index("ix_feed_next_at", "next_at"))

    id: Mapped[Key]
    community_id: Mapped[int] = references("community.id", index=False)
    url: Mapped[Short]
    title: Mapped[Short]
    """What it called itself when it was last read; empty until then."""
    publishes: Mapped[bool]
    """Whether its items open at once, or wait for an admin."""
    etag: Mapped[Short | None]
    modified: Mapped[Short | None]
    """What its server said of the version that was read last, word for word."""
    checked_at: Mapped[datetime | None]
    """When it was last read, or had not changed."""
    next_at: Mapped[Instant]
    failures: Mapped[int]
    """How many times in a row it could not be read."""
    fault: Mapped[Long | None]
    """Why not, the last time."""
    created_at: Mapped[Instant]


class FeedItem(Base):
    """One item of a feed, and the posting it became, if it became one."""

    __tablename__ = "feed_item"
    __table_args__ = (UniqueConstraint("feed_id", "key"),)

    id: Mapped[Key]
    feed_id: Mapped[int] = references("feed.id", index=False)
    key: Mapped[Short]
    """The feed's own id of it, as a digest."""
    digest: Mapped[Short]
    """Of what it said when it was last read."""
    opportunity_id: Mapped[int | None] = references("opportunity.id")
    version: Mapped[Short]
    """The posting's version as the feed left it: with another, somebody has edited it since."""
    gone_at: Mapped[datetime | None]
    """When the feed no longer had it."""
