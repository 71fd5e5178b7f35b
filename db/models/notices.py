"""What organizers write to the people of a posting."""

from sqlalchemy.orm import Mapped

from db.models.base import Base
from db.types import Instant, Key, Long, references


class Notice(Base):
    """One message to everyone of an opportunity, or of one of its roles: the only text that is kept to be sent."""

    __tablename__ = "notice"

    id: Mapped[Key]
    opportunity_id: Mapped[int] = references("opportunity.id")
    role_id: Mapped[int | None] = references("role.id")
    """Of one role, on each of its dates; none for everyone, or everyone of one date."""
    author_id: Mapped[int] = references("person.id", index=False)
    text: Mapped[Long]
    created_at: Mapped[Instant]
