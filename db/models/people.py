"""People, and who they are on each platform."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, partial
from db.types import Instant, Key, Long, Names, Short, references

WILLING = text("may_be_asked AND skills <> ''")
"""Who may be asked by their skills."""


class Person(Base):
    """A human in the community."""

    __tablename__ = "person"
    __table_args__ = (partial("ix_person_willing", "community_id", where=WILLING),)

    id: Mapped[Key]
    community_id: Mapped[int] = references("community.id")
    name: Mapped[Short]
    chosen_language: Mapped[Short | None]
    """What they asked for; otherwise the platform's `locale` decides."""
    locale: Mapped[Short]
    timezone: Mapped[Short]
    skills: Mapped[Long]
    hours_per_week: Mapped[int | None]
    work_languages: Mapped[Names]
    reminders: Mapped[bool]
    may_be_asked: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether they are asked where people with their skills are missing."""
    last_asked_at: Mapped[datetime | None]
    """When they were last."""
    admin: Mapped[bool]
    created_at: Mapped[Instant]


class Account(Base):
    """A person on a place."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("place_id", "platform_id"),)

    id: Mapped[Key]
    person_id: Mapped[int] = references("person.id")
    place_id: Mapped[int] = references("place.id")
    platform_id: Mapped[Short]
    dm_channel: Mapped[Short | None]
    """The direct-message channel, once it was opened."""
    checked_at: Mapped[datetime | None]
    """When the platform last told us about them; none if it must be asked when they speak: it could not be yet, or
    it said that their account is closed."""
    changed_at: Mapped[datetime | None]
    """When they last changed what the platform told us, by its clock; none if it does not say."""
