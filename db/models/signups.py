"""Who is in, who waits, who left."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, states
from db.types import Instant, Key, references


class SignupState(StrEnum):
    IN = "in"
    WAITING = "waiting"
    LEFT = "left"


CURRENT = text("state IN ('in', 'waiting')")


class Signup(Base):
    """One person in one role. A person who leaves and comes back has two rows, one of them current."""

    __tablename__ = "signup"
    __table_args__ = (
        Index("uq_signup_current", "role_id", "person_id", unique=True, sqlite_where=CURRENT, postgresql_where=CURRENT),
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
