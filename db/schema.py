"""Bringing a database's tables up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from db.engine import Writers, reading

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(engine: Engine) -> None:
    """Runs every migration that has not run yet, one transaction each.

    Processes that start together take turns at it: whoever has the turn asks where the database is by then. A
    migration that fails leaves the database at the one before.
    """
    if revision_of(engine) == head():
        return
    with Writers(engine).unhurried() as connection:
        while _step(connection):
            pass


def _step(connection: Connection) -> bool:
    """Runs the next migration, if there is one left; whether there was."""
    with connection.begin():
        if _revision(connection) == head():
            return False
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "+1")
    return True


def revision_of(engine: Engine) -> str | None:
    """The revision the database is at; none for an empty one."""
    with reading(engine) as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def known(revision: str | None) -> bool:
    """Whether the code knows how to bring a database at that revision up to date."""
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return revision is None or revision in {script.revision for script in scripts}


def head() -> str | None:
    """The revision the code expects."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
