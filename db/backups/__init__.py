"""Backups: a checked copy of a whole database in one file, and how it is put back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, make_url, select
from sqlalchemy.exc import DBAPIError

from db.backups import files, postgresql, sqlite
from db.backups.faults import HalfDone, Unusable
from db.engine import opened
from db.models import Base
from db.schema import RESTORING, known, revision_at, revision_of

__all__ = [
    "HalfDone",
    "Unusable",
    "back_up",
    "default_file",
    "holds_something",
    "is_served",
    "must_be_good",
    "put_back",
    "set_aside",
]
Settle = Callable[[Connection], None]


def is_served(url: str) -> bool:
    """Whether the database is PostgreSQL's, and not a file of SQLite's."""
    return make_url(url).get_backend_name() == "postgresql"


def default_file(url: str, now: datetime, name: str = "elan") -> Path:
    """Where a backup goes unless told: beside a SQLite file, else in the working folder's var."""
    folder = Path("var") if is_served(url) else sqlite.file_of(url).parent
    return folder / "backups" / f"{name}-{now:%Y%m%dT%H%M%SZ}.{'dump' if is_served(url) else 'db'}"


def back_up(url: str, target: Path) -> None:
    """Writes the database, as it is at one moment, to a new file that only its owner may read.

    It has its name once it was checked, never before. Raises Unusable.
    """
    revision = _revision(url)
    if revision is None:
        raise Unusable("There is no database to back up yet.")
    if revision == RESTORING:
        raise Unusable("A restore of this database did not end, and it is not whole. Restore a backup first.")
    with _new(target) as unfinished:
        kind = postgresql if is_served(url) else sqlite
        kind.save(url, unfinished)
        if kind.revision_in(unfinished) != revision:
            raise Unusable("The copy is of another revision than the database. Try again once nothing migrates it.")


def _is_there(url: str) -> bool:
    """Whether there is a database to open: on SQLite, to open one is to make it."""
    return is_served(url) or sqlite.file_of(url).exists()


def _revision(url: str) -> str | None:
    if not _is_there(url):
        return None
    with opened(url) as engine:
        return revision_of(engine)


@contextmanager
def _new(target: Path) -> Iterator[Path]:
    """A file of another name in the same folder, which gets its own when the block ends well. Raises Unusable."""
    if target.exists():
        raise Unusable(f"{target} is there already, and nothing is written over it.")
    with files.unfinished(target.parent) as unfinished:
        yield unfinished
        files.flush(unfinished)
        try:
            target.open("xb").close()  # from here on nobody else's: not even a moment later is a file written over
        except FileExistsError as error:
            raise Unusable(f"{target} is there already, and nothing is written over it.") from error
        unfinished.replace(target)
        files.flush(target.parent)


def holds_something(url: str) -> bool:
    """Whether there is anything in the database to keep; what cannot be read counts too, half a backup does not."""
    if not _is_there(url):
        return False
    try:
        with opened(url) as engine, engine.connect() as connection:
            if revision_at(connection) == RESTORING:
                return False
            there = set(inspect(connection).get_table_names())
            ours = [table for table in Base.metadata.sorted_tables if table.name in there]
            return any(connection.execute(select(1).select_from(table).limit(1)).first() for table in ours)
    except DBAPIError:
        if is_served(url):
            raise
        return True


def set_aside(url: str, target: Path) -> None:
    """Keeps what is in the database, whatever its state, in a new file. Raises Unusable."""
    with _new(target) as unfinished:
        (postgresql.save if is_served(url) else sqlite.take_as_it_is)(url, unfinished)


def must_be_good(url: str, file: Path) -> None:
    """Raises Unusable for a file that cannot be restored into this database."""
    if not file.is_file():
        raise Unusable(f"{file} is not there.")
    revision = (postgresql if is_served(url) else sqlite).revision_in(file)
    if not known(revision):
        raise Unusable(f"{file} is of a newer Elan (revision {revision}). Update Elan, then restore it.")


def put_back(url: str, file: Path, settle: Settle, finish: Callable[[Engine], None]) -> None:
    """Makes the file, which must be good, the database, in place of what is there. Raises Unusable, HalfDone.

    `settle` writes in the transaction before which no bot can start on it, at the file's own revision; `finish` may
    then bring it up to date.
    """
    (postgresql if is_served(url) else sqlite).put_back(url, file, settle, finish)
