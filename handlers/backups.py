"""Backups and restoring, as an operator types them: what is done, and what is said of it on the terminal."""

import sys
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.outbox import owe_repaints
from bot.desk import Desk, Now
from bot.marketplace.states import LIVE
from bot.settings import Settings
from db import backups
from db.engine import opened
from db.models import Opportunity
from db.queries.cards import shown_by
from db.queries.communities import communities
from db.queries.heartbeats import BACKUP, beat
from db.queries.restoring import settle
from db.schema import head, migrate, revision_of

UNNOTED = "It is good, but the database could not note when it was taken, so the doctor will not know of it"
FORCE = "There is something in the database already. To replace it, add --force: it is kept in a backup first."
HALF_DONE = "The database is not whole now, and no Elan starts on it. When you have mended that, restore"


def back_up(settings: Settings, target: Path | None, now: Now) -> int:
    """Writes a backup and says where it is and how large; 0 when it is good, 1 when there is none.

    `target` is a file or a folder that is there; a folder beside the database unless said.
    """
    began = now()
    file = backups.default_file(settings.database_url, began)
    if target is not None:
        file = target / file.name if target.is_dir() else target
    try:
        backups.back_up(settings.database_url, file)
    except backups.Unusable as fault:
        return _failed(str(fault))
    except OSError as error:
        return _failed(f"{file} cannot be written ({_why(error)}).")
    print(f"The backup is in {file} ({_size(file)}).")
    try:
        _beat(settings.database_url, began)
    except SQLAlchemyError as error:
        print(f"{UNNOTED} ({type(error).__name__}).", file=sys.stderr)
    return 0


def _beat(url: str, now: datetime) -> None:
    with opened(url) as engine:
        if revision_of(engine) == head():  # before an update, the table may still be missing
            with Desk(engine, lambda: now).work() as work:
                beat(work.sql, BACKUP, work.now)


def restore(settings: Settings, file: Path, now: Now, *, force: bool = False) -> int:
    """Puts a backup in the database's place and says so; 0 when it is there, 1 when it is not.

    What is in the database already is only replaced with `force`, and kept in a backup first.
    """
    url, kept = settings.database_url, None
    try:
        backups.must_be_good(url, file)
        if backups.holds_something(url):
            if not force:
                return _failed(FORCE)
            kept = backups.default_file(url, now(), "elan-before")
            backups.set_aside(url, kept)
            print(f"What was in the database is kept in {kept}.")
        backups.put_back(url, file, lambda sql: settle(sql, now()), lambda engine: _bring_up_to_date(engine, now))
    except backups.HalfDone as fault:
        either = f", or {kept}, which is what was there before" if kept else ""
        return _failed(f"{str(fault).rstrip('.')}. {HALF_DONE} {file} again{either}.")
    except backups.Unusable as fault:
        return _failed(str(fault))
    except OSError as error:
        return _failed(f"{file} cannot be restored ({_why(error)}). The database is as it was.")
    print(f"{file} is restored. Start Elan: within minutes it finds out what was sent since, and sends the rest.")
    return 0


def _bring_up_to_date(engine: Engine, now: Now) -> None:
    """To today's revision; and every card of what is open shows again what the database says."""
    migrate(engine)
    with Desk(engine, now).work() as work:
        for community in communities(work.db):
            for opportunity_id in shown_by(work.db, community.id):
                if work.db.get_one(Opportunity, opportunity_id).state in LIVE:
                    owe_repaints(work, opportunity_id)


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def _size(file: Path) -> str:
    size = float(file.stat().st_size)
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
