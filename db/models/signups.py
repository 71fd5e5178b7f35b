"""Who is in, who waits, who asked to be taken, who left."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, partial, states
from db.types import Instant, Key, Long, Short, references


class SignupState(StrEnum):
    IN = "in"
    WAITING = "waiting"
    LEFT = "left"
    APPLIED = "applied"
    SHORTLISTED = "shortlisted"
    """An application that is looked at again. The person is not told: for them it still waits for an answer."""
    REFUSED = "refused"


CURRENT = text("state IN ('in', 'waiting', 'applied', 'shortlisted')")


class Signup(Base):
    """One person in one role. A person who leaves and comes back has two rows, one of them current."""

    __tablename__ = "signup"
    __table_args__ = (
        partial("uq_signup_current", "role_id", "person_id", unique=True, where=CURRENT),
        Index("ix_signup_line", "role_id", "state", "position"),
    )

    id: Mapped[Key]
    role_id: Mapped[int] = references("role.id", index=False)
    person_id: Mapped[int] = references("person.id")
    state: Mapped[SignupState] = mapped_column(states(SignupState))
    position: Mapped[int]
    """The order on the waiting list, within the role; 0 for who never waited."""
    signed_up_at: Mapped[Instant]
    coming_at: Mapped[datetime | None]
    """When they said that they still come after it had moved; none again when it moves once more."""
    promoted_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    attendance: Mapped[Short | None]
    """"came", "absent" or "excused", once it was noted."""
    minutes: Mapped[int | None]
    """Given, of who came: quarters of an hour."""
    contested_at: Mapped[datetime | None]
    """When somebody noted as absent said that they were there."""


class Application(Base):
    """What somebody filled in to come in, and what was decided."""

    __tablename__ = "application"

    id: Mapped[Key]
    signup_id: Mapped[int] = references("signup.id", index=False, unique=True)
    note: Mapped[Long]
    answers: Mapped[list[list[str]]] = mapped_column(JSON)
    """Pairs of a question as it was asked and what was answered."""
    consent: Mapped[Long]
    """What was agreed to, as it was worded then; empty where nothing was asked."""
    consented_at: Mapped[datetime | None]
    needs: Mapped[Long]
    """What the person needs to take part, for the organizer alone."""
    decided_at: Mapped[datetime | None]
    """When it got its answer; none while it waits, and for what needed none."""
    decided_by: Mapped[int | None] = references("person.id", index=False)
    """Who decided; none where the posting ended before anybody did."""
    text: Mapped[Long]
    """What the organizer wrote with the answer."""
    created_at: Mapped[Instant]
