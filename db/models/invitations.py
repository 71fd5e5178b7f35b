"""Whom organizers asked to join a posting, and what they answered."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, partial
from db.types import Instant, Key, Short, references

OPEN = text("answer IS NULL")


class Invitation(Base):
    """Somebody was asked to take a role, and is in nothing until they say yes."""

    __tablename__ = "invitation"
    __table_args__ = (
        partial("uq_invitation_open", "opportunity_id", "person_id", unique=True, where=OPEN),
        Index("ix_invitation_asked", "opportunity_id", "person_id"),
        Index("ix_invitation_author", "author_id", "created_at"),
    )

    id: Mapped[Key]
    opportunity_id: Mapped[int] = references("opportunity.id", index=False)
    role_id: Mapped[int | None] = mapped_column(ForeignKey("role.id", ondelete="SET NULL"), index=True)
    """None: the role was taken away since."""
    person_id: Mapped[int] = references("person.id", index=False)
    author_id: Mapped[int] = references("person.id", index=False)
    """Who asked."""
    created_at: Mapped[Instant]
    answer: Mapped[Short | None]
    """"yes", "no", or "lapsed" where nobody answered in time and they were asked anew; none while it waits."""
    answered_at: Mapped[datetime | None]
