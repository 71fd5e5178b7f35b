"""When what should happen every so often last did."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session as DbSession

from db.models import Heartbeat
from db.models.base import table
from db.prepared import Prepared, Statement, Upserts

HEARTBEAT = table(Heartbeat)
TICK, BACKUP = "tick", "backup"
"""A worker's ticks run; a backup was taken and checked."""
WEBHOOK, WEBHOOK_REFUSED = "webhook", "webhook refused"
"""Another program's message was taken; a signed one was refused."""


def _beating(insert_into: Any) -> Statement:
    statement = insert_into(HEARTBEAT)
    beating: Statement = statement.on_conflict_do_update(
        index_elements=[HEARTBEAT.c.name], set_={"at": statement.excluded.at}
    )
    return beating


_BEATING = Prepared(Upserts(_beating), ("name", "at"))


def beat(sql: Connection, name: str, now: datetime) -> None:
    _BEATING.change(sql, {"name": name, "at": now})


def heartbeats(db: DbSession) -> dict[str, datetime]:
    """The last of each; what never happened is not there."""
    found = db.execute(select(HEARTBEAT.c.name, HEARTBEAT.c.at))
    return {one.name: one.at for one in found}
