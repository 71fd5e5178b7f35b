"""What is written into a restored backup before any bot sees it. The tables may be of any revision since the first.

Whatever was due between the backup and now may have been sent since, and nobody here knows: it is looked for before it
is sent. And ids and numbers given out since are on people's screens: none of them is given out again.
"""

from datetime import datetime

from sqlalchemy import Connection, Table, and_, func, insert, or_, select, text, update

from db.models import Community, DeliveryState, Place, Role
from db.models.base import table
from db.queries.delivery import DELIVERY

COMMUNITY, PLACE, ROLE = (table(model) for model in (Community, Place, Role))
S = DeliveryState
IDS_AHEAD = 1_000_000
NUMBERS_AHEAD = 10_000
"""How far ids and numbers go on from where the backup left them: more than any backup is late by."""


def settle(sql: Connection, now: datetime) -> None:
    """Makes it safe to start a bot on what was restored."""
    _expire(sql, now)
    _doubt(sql, now)
    sql.execute(update(COMMUNITY).values(next_number=COMMUNITY.c.next_number + NUMBERS_AHEAD, digest_set_at=now))
    _start_roles_ahead(sql)
    _start_deliveries_ahead(sql, now)


def _expire(sql: Connection, now: datetime) -> None:
    late = (DELIVERY.c.state == S.READY, DELIVERY.c.expires_at <= now)
    sql.execute(update(DELIVERY).where(*late).values(state=S.EXPIRED, settled_at=now))


def _doubt(sql: Connection, now: datetime) -> None:
    """Repaints need no looking for: to write the same card again does no harm."""
    due = and_(DELIVERY.c.state == S.READY, DELIVERY.c.due_at <= now, DELIVERY.c.coalesce.is_(None))
    on_its_way = DELIVERY.c.state.in_((S.SENDING, S.UNKNOWN))
    sql.execute(update(DELIVERY).where(or_(due, on_its_way)).values(state=S.UNKNOWN, claimed_at=now))


def _start_roles_ahead(sql: Connection) -> None:
    """Buttons bear the ids of roles."""
    ahead = _last_id(sql, ROLE) + IDS_AHEAD
    if sql.dialect.name == "sqlite":
        sql.execute(text("DELETE FROM sqlite_sequence WHERE name = 'role'"))
        sql.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES ('role', :ahead)"), {"ahead": ahead})
    else:
        _start_after(sql, ROLE, ahead)


def _start_deliveries_ahead(sql: Connection, now: datetime) -> None:
    """Messages bear the ids of deliveries. SQLite goes on from the highest id there is, so one is put there, of a
    delivery that is never sent. Where the bot has met nobody yet, nothing was sent."""
    place = sql.execute(select(func.min(PLACE.c.id))).scalar_one()
    if place is None:
        return
    ahead = _last_id(sql, DELIVERY) + IDS_AHEAD
    row = {"id": ahead, "key": f"restored:{ahead}", "kind": "restored", "subject_id": 0, "facts": {}}
    row |= {"place_id": place, "lane": "", "due_at": now, "attempts": 0, "created_at": now}
    sql.execute(insert(DELIVERY), row | {"state": S.CANCELLED, "settled_at": now})
    if sql.dialect.name == "postgresql":
        _start_after(sql, DELIVERY, ahead)


def _last_id(sql: Connection, of: Table) -> int:
    return int(sql.execute(select(func.coalesce(func.max(of.c.id), 0))).scalar_one())


def _start_after(sql: Connection, of: Table, last: int) -> None:
    sql.execute(select(func.setval(func.pg_get_serial_sequence(of.name, "id"), last)))
