"""Backups of a SQLite database: a file like itself."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, func, make_url, select

from db.backups.faults import Unusable
from db.engine import Writers, opened
from db.models import Base

PATIENCE_S = 60
LASTING = ("community", "place", "person", "opportunity", "signup", "delivery")
"""Tables no row of which is ever deleted: a copy has as many as there were before it, or more."""
COUNTED = {name: str(select(func.count()).select_from(Base.metadata.tables[name])) for name in LASTING}
BESIDE = ("-wal", "-shm", "-journal")


def file_of(url: str) -> Path:
    return Path(str(make_url(url).database))


def save(url: str, to: Path) -> None:
    """Copies the database as it is at one moment into `to`, an empty file, while others write (docs/decisions.md)."""
    try:
        with closing(sqlite3.connect(file_of(url), isolation_level=None, timeout=PATIENCE_S)) as source:
            before = _counts(source)
            source.execute("VACUUM INTO ?", (str(to),))
            after = _counts(source)
    except sqlite3.Error as error:
        raise Unusable(f"The database cannot be copied ({error}). Check its disk; restore the last backup.") from error
    with _read(to) as copy:
        copied = _counts(copy)
    if any(not before[name] <= copied.get(name, -1) <= after[name] for name in before):
        raise Unusable("The copy lacks rows that the database has. Check its disk, and back it up again.")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    return {name: connection.execute(counting).fetchone()[0] for name, counting in COUNTED.items()}


def revision_in(file: Path) -> str:
    """The revision of an undamaged backup. Raises Unusable."""
    if any(beside.exists() and beside.stat().st_size for beside in _beside(file)):
        raise Unusable(f"{file} is a database in use, or a part of one: {file.name}-wal is beside it.")
    damaged = Unusable(f"{file} is damaged, or is no backup of Elan on SQLite. Use another.")
    try:
        with _read(file) as found:
            sound = found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            linked = not found.execute("PRAGMA foreign_key_check").fetchall()
            revision = found.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise damaged from error
    if not (sound and linked and revision):
        raise damaged
    return str(revision[0])


@contextmanager
def _read(file: Path) -> Iterator[sqlite3.Connection]:
    """As it stands; not even SQLite's own files are made beside it."""
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)) as connection:
        yield connection


def take_as_it_is(url: str, to: Path) -> None:
    """Copies the file of a database nobody uses, be it sound or not. Raises Unusable."""
    file = file_of(url)
    _must_be_idle(file)
    shutil.copyfile(file, to)


def _must_be_idle(file: Path) -> None:
    """Takes the write-ahead log into the file, which SQLite does only for who is alone with it. Raises Unusable."""
    try:
        with closing(sqlite3.connect(file, isolation_level=None, timeout=1)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Unusable("The database is in use. Stop Elan first, in every process, then restore.") from error
        raise
    except sqlite3.DatabaseError:
        return  # too damaged to be anybody's


def put_back(url: str, file: Path, settle: Callable[[Connection], None], finish: Callable[[Engine], None]) -> None:
    """Prepares a copy beside the database, then gives it the database's name in one step."""
    target = file_of(url)
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f".{target.name}.restored")
    _forget(new)
    try:
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        shutil.copyfile(file, new)
        with opened(make_url(url).set(database=str(new)).render_as_string()) as engine:
            with Writers(engine).unhurried() as connection, connection.begin():
                settle(connection)
            finish(engine)
        flush(new)
        if target.exists():
            _must_be_idle(target)
        for beside in _beside(target):  # a log of another database, read into this one, would ruin it
            if beside.exists():
                beside.replace(beside.with_name(f"{beside.name}.old"))
        new.replace(target)
        flush(target.parent)
    finally:
        _forget(new)


def _forget(file: Path) -> None:
    for one in (file, *_beside(file)):
        one.unlink(missing_ok=True)


def _beside(file: Path) -> list[Path]:
    return [file.with_name(file.name + suffix) for suffix in BESIDE]


def flush(path: Path) -> None:
    """Has the disk keep a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
