"""Bringing a database's tables up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, column, inspect, select, table

from db.engine import Writers, reading

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
AT = table("alembic_version", column("version_num"))
"""Where Alembic keeps how far a database has come."""
RESTORING = "restoring"
"""The revision of a database while a backup is put into it, and for good if that ends half way."""


class KeysBroken(Exception):
    """After a migration rows would refer to others that are not there; nothing was changed."""


class NewerThanCode(Exception):
    """The database is at a revision that this code knows nothing of."""


class HalfRestored(Exception):
    """A backup was being put into the database, and that did not end."""


def migrate(engine: Engine) -> None:
    """Runs every migration that has not run yet, one transaction each. Raises NewerThanCode, HalfRestored.

    Processes that start together take turns at it: whoever has the turn asks where the database is by then. A
    migration that fails leaves the database at the one before. Whoever restores has the turn, so is waited for.
    """
    found = revision_of(engine)
    if found == head():
        return
    if not (known(found) or found == RESTORING):
        raise NewerThanCode(found)
    with Writers(engine).unhurried() as connection, _keys_checked_at_the_end(connection):
        while _step(connection):
            pass


@contextmanager
def _keys_checked_at_the_end(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by writing it anew and dropping the old one, to which others refer: its foreign keys
    are looked at when a migration is done (sqlite.org/lang_altertable.html, section 7)."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _step(connection: Connection) -> bool:
    """Runs the next migration, if there is one left; whether there was."""
    from alembic import command

    with connection.begin():
        found = revision_at(connection)
        if found == head():
            return False
        if found == RESTORING:
            raise HalfRestored
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "+1")
        if connection.dialect.name == "sqlite" and (
            lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        ):
            raise KeysBroken(f"{len(lost)} rows refer to what is not there, such as one of {lost[0][0]}")
    return True


def revision_of(engine: Engine) -> str | None:
    """The revision the database is at; none for an empty one."""
    with reading(engine) as connection:
        return revision_at(connection)


def revision_at(connection: Connection) -> str | None:
    """The same, by a connection that may be in the middle of changing it."""
    if not inspect(connection).has_table(AT.name):
        return None
    return connection.execute(select(AT.c.version_num)).scalar_one_or_none()


def known(revision: str | None) -> bool:
    """Whether the code knows how to bring a database at that revision up to date."""
    return revision is None or revision in _revisions()


def head() -> str | None:
    """The revision the code expects."""
    return max(_revisions(), default=None)


def _revisions() -> list[str]:
    """Every revision there is: the numbers their files are named by."""
    return [file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py")]


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
