"""The public-benefit organizations behind opportunities."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Instant, Key, Short, references


class Organization(Base):
    __tablename__ = "organization"
    __table_args__ = (UniqueConstraint("community_id", "folded"),)

    id: Mapped[Key]
    community_id: Mapped[int] = references("community.id", index=False)
    name: Mapped[Short]
    folded: Mapped[Short]
    """The name without case, accents and extra spaces: two spellings are one organization."""
    vetted: Mapped[bool]
    created_at: Mapped[Instant]
    answers_in: Mapped[int | None]
    """Whole days until an application usually gets its first answer; none where too few were answered to say."""


class Membership(Base):
    """A person who organizes for an organization."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("organization_id", "person_id"),)

    id: Mapped[Key]
    organization_id: Mapped[int] = references("organization.id", index=False)
    person_id: Mapped[int] = references("person.id")
    since: Mapped[Instant] = mapped_column()
