"""Backups of a SQLite database: a file like itself."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, func, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from db.backups.faults import Unusable
from db.backups.files import flush, unfinished
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
        ruined = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        mend = "Restore the last backup" if ruined else "See that its disk can be read and the backup's has room"
        raise Unusable(f"The database cannot be copied ({error}). {mend}.") from error
    with _read(to) as copy:
        copied = _counts(copy)
    if any(not before[name] <= copied.get(name, -1) <= after[name] for name in before):
        raise Unusable("The copy lacks rows that the database has. Check its disk, and back it up again.")


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    return {name: connection.execute(counting).fetchone()[0] for name, counting in COUNTED.items()}


def revision_in(file: Path) -> str:
    """The revision of an undamaged backup. Raises Unusable."""
    if any(beside.exists() and beside.stat().st_size for beside in _beside(file.resolve())):
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


def _take_log_in(file: Path) -> None:
    """The write-ahead log becomes part of the file: who closes it last has SQLite try so too, but is not told of a full
    disk. Raises SQLite's errors, for who is not alone with it as well."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=1)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _must_be_idle(file: Path) -> None:
    """Takes the log into the file. Raises Unusable."""
    try:
        _take_log_in(file)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Unusable("The database is in use. Stop Elan first, in every process, then restore.") from error
        raise Unusable(f"The database cannot be opened ({error}). Check DATABASE_URL and its disk.") from error
    except sqlite3.DatabaseError:
        return  # too damaged to be anybody's


def put_back(url: str, file: Path, settle: Callable[[Connection], None], finish: Callable[[Engine], None]) -> None:
    """Prepares a copy beside the database, then gives it the database's name in one step. Raises Unusable, OSError.

    Where the address is that of a link, it leads to the new database as it led to the old one.
    """
    target = file_of(url).resolve()
    with unfinished(target.parent) as new:
        _give_to_owner_of(target, new)
        shutil.copyfile(file, new)
        try:
            with opened(make_url(url).set(database=str(new)).render_as_string()) as engine:
                with Writers(engine).unhurried() as connection, connection.begin():
                    settle(connection)
                finish(engine)
            _take_log_in(new)
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise Unusable(f"{file} cannot be made ready ({error.args[0]}). The database is as it was.") from error
        flush(new)
        if target.exists():
            _must_be_idle(target)
            new.chmod(stat.S_IMODE(target.stat().st_mode))
        for beside in _beside(target):  # a log of another database, read into this one, would ruin it
            if beside.exists():
                beside.replace(beside.with_name(f"{beside.name}.old"))
        new.replace(target)
        flush(target.parent)


def _give_to_owner_of(target: Path, new: Path) -> None:
    """Else a bot of another user could no longer open what is restored for it. Raises Unusable."""
    if target.exists():
        was = target.stat()
        try:
            os.chown(new, was.st_uid, was.st_gid)
        except PermissionError as error:
            raise Unusable(f"{target} belongs to somebody else. Restore as its owner, or as root.") from error


def _beside(file: Path) -> list[Path]:
    return [file.with_name(file.name + suffix) for suffix in BESIDE]
