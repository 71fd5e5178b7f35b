"""A community and where it meets."""

from datetime import datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from db.models.base import Base
from db.types import Instant, Key, Names, Short, references


class Community(Base):
    """One programme using the bot. The tenant: nothing crosses it."""

    __tablename__ = "community"
    __table_args__ = (
        CheckConstraint("digest_weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("digest_minute BETWEEN 0 AND 1439", name="minute"),
    )

    id: Mapped[Key]
    name: Mapped[Short]
    language: Mapped[Short]
    """"en" or "fr": what public cards are written in."""
    timezone: Mapped[Short]
    moderation: Mapped[bool]
    """Whether postings wait for an admin before they open."""
    trust_vetted: Mapped[bool]
    """Whether postings of vetted organizations, by those who organize for them, skip that."""
    digest_on: Mapped[bool]
    digest_weekday: Mapped[int]
    """0 is Monday."""
    digest_minute: Mapped[int]
    """Minutes after midnight, in the community's zone."""
    digested_at: Mapped[Instant]
    """Up to when the last digest reported."""
    digest_set_at: Mapped[Instant]
    """When its day and hour were last chosen: the first digest by them comes after that."""
    next_number: Mapped[int]
    created_at: Mapped[Instant]


class Place(Base):
    """One Slack workspace where a community meets."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("platform", "platform_id"),)

    id: Mapped[Key]
    community_id: Mapped[int] = references("community.id")
    platform: Mapped[Short]
    platform_id: Mapped[Short]
    """Slack: the team id."""
    name: Mapped[Short]
    bot_user: Mapped[Short]
    """The bot's own user id there."""
    bot_id: Mapped[Short]
    appointed: Mapped[Names]
    """User ids that are admins whatever the platform says: the operator's choice."""
    seen_at: Mapped[datetime | None]


class Channel(Base):
    """A channel the bot posts to, with what it subscribes to."""

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("place_id", "platform_id"),)

    id: Mapped[Key]
    place_id: Mapped[int] = references("place.id")
    platform_id: Mapped[Short]
    announces: Mapped[bool]
    kinds: Mapped[Names]
    """The kinds of opportunity it announces; empty for all of them."""
