"""Sessions by rule: every Tuesday, every second Tuesday of the month, until a day."""

from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base
from db.types import Key, Long, Short, WallTime, references


class Series(Base):
    """The rule that an opportunity's sessions were written out by, all at once.

    A session that is changed or called off alone leaves the rule as it is.
    """

    __tablename__ = "series"

    id: Mapped[Key]
    opportunity_id: Mapped[int] = references("opportunity.id", index=False, unique=True)
    rule: Mapped[Long]
    """As in RFC 5545, its local times being those of `timezone`."""
    starts: Mapped[WallTime]
    """The first session's start and end, as they were said."""
    ends: Mapped[WallTime]
    timezone: Mapped[Short]
    holidays: Mapped[Short] = mapped_column(default="")
    """The province or territory whose holidays are left out ("ON"); empty for none."""
