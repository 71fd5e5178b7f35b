"""When what should happen every so often last did."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Instant


class Heartbeat(Base):
    """The last time of something that keeps happening: a worker's ticks, a backup."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    at: Mapped[Instant]
