"""Migrations: up from nothing to the models, down again, and up once more."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Engine, inspect

from db.engine import open_engine
from db.models import Base
from db.schema import _config, head, known, migrate, revision_of
from tests.town import ROOT

REVISIONS = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path}/elan.db")
    yield engine
    engine.dispose()


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def step(engine: Engine, way: Callable[[Config, str], None], to: str) -> None:
    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        way(config, to)
        connection.commit()


@pytest.mark.parametrize(
    "revision", [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]
)
def test_every_earlier_revision_comes_up_to_the_models(engine: Engine, revision: str) -> None:
    with engine.connect() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    migrate(engine)
    assert (revision_of(engine), tables(engine)) == (head(), set(Base.metadata.tables))


def test_an_empty_database_comes_up_to_the_models(engine: Engine) -> None:
    assert revision_of(engine) is None
    migrate(engine)
    assert (revision_of(engine), tables(engine)) == (head(), set(Base.metadata.tables))


def test_nothing_is_left_to_migrate(engine: Engine) -> None:
    """What `alembic check` finds: tables, columns, types, indexes, constraints."""
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_checks_are_in_the_database_too(engine: Engine) -> None:
    """Autogenerate does not compare them."""
    migrate(engine)
    looking = inspect(engine)
    found = {check["name"] for name in Base.metadata.tables for check in looking.get_check_constraints(name)}
    wanted = {
        str(constraint.name)
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert len(wanted) >= 6
    assert found == wanted


def test_migrating_again_changes_nothing(engine: Engine) -> None:
    migrate(engine)
    migrate(engine)
    assert revision_of(engine) == head()


def test_every_migration_can_be_taken_back(engine: Engine) -> None:
    migrate(engine)
    step(engine, command.downgrade, "base")
    assert (revision_of(engine), tables(engine)) == (None, set())
    migrate(engine)
    assert tables(engine) == set(Base.metadata.tables)


def test_migrating_keeps_what_is_there(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO receipt (key, answer, created_at) VALUES ('k', '', '2026-11-23')")
    migrate(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT key FROM receipt").scalar() == "k"


def test_the_files_are_numbered_as_alembic_counts() -> None:
    """A start reads their names only, and does not ask Alembic."""
    assert head() == ScriptDirectory.from_config(_config()).get_current_head()
    assert all(known(revision) for revision in REVISIONS)


def test_a_start_with_nothing_to_migrate_imports_nothing_that_is_not_needed_yet(engine: Engine) -> None:
    """It takes long and stays in memory, a tenth of a process for Alembic alone."""
    migrate(engine)
    start = (
        "import sys; import bot.__main__; from db.engine import open_engine; from db.schema import migrate; "
        "migrate(open_engine(sys.argv[1])); "
        "late = {'alembic', 'apscheduler.schedulers', 'websocket', 'nicegui', 'dateparser', 'dateutil', 'holidays'}; "
        "late |= {'feedparser', 'httpx', 'icalendar'}; import bot.wiring, handlers.slack.routes; "
        "print((late | {'psycopg'}) & set(sys.modules))"
    )
    address = engine.url.render_as_string().replace("+at_once", "")
    done = subprocess.run([sys.executable, "-c", start, address], cwd=ROOT, capture_output=True, text=True, check=True)
    needed = {"psycopg"} if engine.dialect.name == "postgresql" else set()
    assert done.stdout == f"{needed}\n"
