"""Pauses: until when nothing goes to a channel, or is opened in a place."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session as DbSession

from db.models import DeliveryState
from db.prepared import Prepared, Statement, Upserts
from db.queries.delivery import DELIVERY, LANE


def _pausing(insert_into: Any) -> Statement:
    statement = insert_into(LANE)
    later = {"free_at": statement.excluded.free_at}
    pausing: Statement = statement.on_conflict_do_update(index_elements=[LANE.c.name], set_=later)
    return pausing


def _holding(insert_into: Any) -> Statement:
    statement = insert_into(LANE)
    later = statement.excluded.free_at
    holding: Statement = statement.on_conflict_do_update(
        index_elements=[LANE.c.name], set_={"free_at": later}, where=LANE.c.free_at < later
    )
    return holding


_PAUSING = Prepared(Upserts(_pausing), ("name", "free_at"))
_HOLDING = Prepared(Upserts(_holding), ("name", "free_at"))


def pause_lane(db: DbSession, lane: str, free_at: datetime) -> None:
    _PAUSING.change(db.connection(), {"name": lane, "free_at": free_at})


def hold_place(db: DbSession, place_id: int, free_at: datetime) -> None:
    """Lets nothing be claimed until then that needs a direct-message channel opened there, nor sooner than was said
    before: of two refusals the longer wait holds."""
    _HOLDING.change(db.connection(), {"name": f"{place_id}:*", "free_at": free_at})


def held_until(db: DbSession, place_id: int) -> datetime | None:
    """Until when the place was last held, if it ever was."""
    return db.execute(select(LANE.c.free_at).where(LANE.c.name == f"{place_id}:*")).scalar_one_or_none()


def catch_up(db: DbSession, now: datetime, longest: timedelta) -> None:
    """After a clock was put back: ends the pauses, and makes due what was to go at once, that lie in its old present.

    A pause is known by being longer than `longest`; what was to go at once, by having been owed in a time to come and
    being due at that moment, and a repaint by being one.
    """
    db.execute(update(LANE).where(LANE.c.free_at > now + longest).values(free_at=now))
    at_once = or_(DELIVERY.c.due_at == DELIVERY.c.created_at, DELIVERY.c.coalesce.is_not(None))
    ahead = (DELIVERY.c.state == DeliveryState.READY, DELIVERY.c.due_at > now, DELIVERY.c.created_at > now)
    db.execute(update(DELIVERY).where(*ahead, at_once).values(due_at=now))
