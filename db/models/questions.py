"""What people asked about a posting."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from db.models.base import Base
from db.types import Instant, Key, Long, references


class Question(Base):
    """A question in the thread of a card, and to the organizers."""

    __tablename__ = "question"
    __table_args__ = (Index("ix_question_asker", "person_id", "created_at"),)

    id: Mapped[Key]
    opportunity_id: Mapped[int] = references("opportunity.id")
    person_id: Mapped[int] = references("person.id", index=False)
    card_id: Mapped[int | None] = references("card.id", index=False)
    """The card in whose thread it stands; none where no channel showed one."""
    named: Mapped[bool]
    """Whether the asker's name is said with it."""
    text: Mapped[Long]
    link: Mapped[Long | None]
    """Where it can be answered, once it is there and where the platform says so."""
    created_at: Mapped[Instant]
