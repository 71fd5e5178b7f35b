"""How much the outbox holds. Sent deliveries are never read for it, however many there are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, TextClause, bindparam, func, or_, select
from sqlalchemy.orm import Session as DbSession

from db.models.delivery import PARKED, READY, SENDING, UNKNOWN
from db.queries.delivery import DELIVERY


@dataclass(frozen=True, slots=True)
class Outbox:
    """`depth` counts what could be sent now; `age` is how long the oldest of it has been due, none where there is none.

    The others count what is in each state, `ready` whenever it is due; `doubt` is how long ago what is unknown was
    first claimed, by the wall clock, none where nothing is.
    """

    depth: int
    age: timedelta | None
    ready: int
    sending: int
    unknown: int
    parked: int
    doubt: timedelta | None = None


def _count(state: TextClause) -> ScalarSelect[int]:
    return select(func.count()).select_from(DELIVERY).where(state).scalar_subquery()


_DUE = (
    select(func.count(), func.min(DELIVERY.c.due_at))
    .where(READY, DELIVERY.c.due_at <= bindparam("now"))
    .where(or_(DELIVERY.c.expires_at.is_(None), DELIVERY.c.expires_at > bindparam("now")))
)
_IN_DOUBT = select(func.min(DELIVERY.c.claimed_at)).where(UNKNOWN).scalar_subquery()
_HELD = select(_count(READY), _count(SENDING), _count(UNKNOWN), _count(PARKED), _IN_DOUBT)


def outbox(db: DbSession, now: datetime) -> Outbox:
    depth, oldest = db.execute(_DUE, {"now": now}).one()
    ready, sending, unknown, parked, claimed = db.execute(_HELD).one()
    age, doubt = now - oldest if oldest else None, now - claimed if claimed else None
    return Outbox(depth, age, ready, sending, unknown, parked, doubt)
