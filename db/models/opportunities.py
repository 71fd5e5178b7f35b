"""Postings, the roles in them and when they happen."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, partial, states
from db.types import Instant, Key, Long, Names, Short, Values, WallTime, references

RECRUITING = text("state IN ('open', 'paused')")
UNDATED, DATED, SHOWN = text("session_id IS NULL"), text("session_id IS NOT NULL"), text("shown")


class OpportunityState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    OPEN = "open"
    PAUSED = "paused"
    FILLED = "filled"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Opportunity(Base):
    """A posting: what, for whom, when, how much time, in which languages."""

    __tablename__ = "opportunity"
    __table_args__ = (
        UniqueConstraint("community_id", "number"),
        UniqueConstraint("community_id", "source"),
        Index("ix_opportunity_listing", "community_id", "state", "published_at"),
        Index("ix_opportunity_publish_at", "publish_at"),
        partial("ix_opportunity_confirmed", "confirmed_at", where=RECRUITING),
        partial("ix_opportunity_asked", "asked_at", where=RECRUITING),
        CheckConstraint("hours > 0", name="hours"),
        CheckConstraint("hours_total > 0", name="hours_total"),
    )

    id: Mapped[Key]
    community_id: Mapped[int] = references("community.id", index=False)
    number: Mapped[int]
    """Short, and unique in the community: what people type."""
    organization_id: Mapped[int] = references("organization.id")
    author_id: Mapped[int | None] = references("person.id")
    """Who posted it; none for an imported one."""
    kind: Mapped[Short]
    state: Mapped[OpportunityState] = mapped_column(states(OpportunityState))
    title: Mapped[Short]
    summary: Mapped[Long]
    description: Mapped[Long]
    place: Mapped[Short]
    """"remote", "hybrid" or "in_person"."""
    where: Mapped[Long]
    """An address or a link, as written."""
    hours: Mapped[int | None]
    hours_unit: Mapped[Short]
    """"week" (hours a week) or "all" (hours in all)."""
    hours_total: Mapped[int | None]
    work_languages: Mapped[Names]
    skills: Mapped[Long]
    question: Mapped[Long]
    """What advice is asked on."""
    honorarium: Mapped[Long]
    accessibility: Mapped[Long]
    learning: Mapped[Long]
    """What one will learn."""
    team: Mapped[Long]
    """About the team one will work with."""
    links: Mapped[Long]
    """Web addresses, one a line."""
    joining: Mapped[Long]
    """How to join, for those who are in only."""
    entry: Mapped[Short]
    """"open" (first come, first served) or "application"."""
    questions: Mapped[Names]
    """What who applies or takes part is asked, at most five."""
    consent: Mapped[Long]
    """What who takes part in research agrees to, as it is worded to them."""
    deadline: Mapped[date | None]
    """The last day to come in, in the community's zone."""
    most_waiting: Mapped[int | None]
    """How many applicants may wait for an answer at once; none for no limit."""
    nudged_at: Mapped[datetime | None]
    """When its organizers were last asked to answer applications."""
    reopened_at: Mapped[datetime | None]
    """When somebody last had it take sign-ups again."""
    language: Mapped[Short]
    """The language its texts are in: "en" or "fr"."""
    other: Mapped[Values]
    """Title, summary and description in the other language, as far as they are given."""
    searchable: Mapped[Long]
    """Title, organization, summary, description and skills without case and accents: what browsing looks in."""
    reason: Mapped[Long]
    """Why it was cancelled or declined."""
    source: Mapped[Short | None]
    """Where an imported one came from: the key that keeps it from being taken twice."""
    template: Mapped[bool]
    """A draft that others are started from; it is never published itself."""
    publish_at: Mapped[datetime | None]
    """When a draft is to be published; none when nobody said."""
    channels: Mapped[Names]
    """The platform's ids of the channels to announce it in; empty to let their subscriptions decide."""
    created_at: Mapped[Instant]
    published_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    """When somebody last said that it is still open, by publishing, editing or answering."""
    asked_at: Mapped[datetime | None]
    """When its organizers were last asked whether it is still open."""
    ended_at: Mapped[datetime | None]


class Role(Base):
    """An opening inside an opportunity. `taken` never passes `capacity`: the database sees to it.

    Each session has roles of its own, with seats of their own; where there is no date, the opportunity has them.
    """

    __tablename__ = "role"
    __table_args__ = (
        partial("uq_role_undated", "opportunity_id", "folded", unique=True, where=UNDATED),
        partial("uq_role_dated", "session_id", "folded", unique=True, where=DATED),
        CheckConstraint("taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="seats"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity"),
        # a button bears a role's id for as long as it is on somebody's screen: no id is ever given out twice
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Key]
    opportunity_id: Mapped[int] = references("opportunity.id")
    session_id: Mapped[int | None] = references("session.id", index=False)
    position: Mapped[int]
    name: Mapped[Short]
    folded: Mapped[Short]
    """The name without case and accents: what a typed name is compared with."""
    capacity: Mapped[int | None]
    """None: no limit."""
    level: Mapped[Short] = mapped_column(default="any")
    """How much of it one must have done before: "any", "beginner", "intermediate" or "experienced"."""
    required: Mapped[Names] = mapped_column(default=list)
    """The skills one must have."""
    preferred: Mapped[Names] = mapped_column(default=list)
    """The skills that are a plus."""
    taken: Mapped[int]
    next_position: Mapped[int]
    """The place the next person on the waiting list gets."""
    removed_at: Mapped[datetime | None]
    """When it was taken out of its posting, nobody being in it any more: it stays for those who had been."""


class Session(Base):
    """A dated occurrence. Wall time and zone are what was said; the instants are computed from them."""

    __tablename__ = "session"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        partial("uq_session_shown", "opportunity_id", unique=True, where=SHOWN),
    )

    id: Mapped[Key]
    opportunity_id: Mapped[int] = references("opportunity.id")
    starts: Mapped[WallTime]
    ends: Mapped[WallTime]
    timezone: Mapped[Short]
    starts_at: Mapped[Instant]
    ends_at: Mapped[Instant] = mapped_column(index=True)
    shown: Mapped[bool]
    """Whether it is the one that cards show and that the number alone means: the next to come, or the last."""
    cancelled_at: Mapped[datetime | None]
    """When it was called off alone; everyone in it was told."""
    reason: Mapped[Long] = mapped_column(default="")
    """Why it was called off."""
    warned_at: Mapped[datetime | None]
    """When its organizers were told that it is short of people; none again when it moves."""
    helped_at: Mapped[datetime | None]
    """When help was asked for it in channels: once."""
    came_asked_at: Mapped[datetime | None]
    """When its organizers were asked who came, or nobody had to be."""


class Owner(Base):
    """Somebody who runs a posting beside its author."""

    __tablename__ = "owner"
    __table_args__ = (UniqueConstraint("opportunity_id", "person_id"),)

    id: Mapped[Key]
    opportunity_id: Mapped[int] = references("opportunity.id", index=False)
    person_id: Mapped[int] = references("person.id")
    since: Mapped[Instant]
