"""Several at once on one database migrate it once, and a migration that fails changes nothing; on both databases."""

import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Barrier

import pytest
from alembic import command
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DBAPIError

from db import schema
from db.engine import Writers, open_engine, opened
from db.models import Base
from db.schema import _config, head, known, migrate, revision_of
from tests.db.test_schema import REVISIONS
from tests.postgres import Postgres
from tests.town import ROOT

AT_ONCE = 4
START = """
import sys
from db.engine import opened
from db.schema import migrate, revision_of
with opened(sys.argv[1]) as engine:
    print("ready", flush=True)
    sys.stdin.readline()
    migrate(engine)
    print(revision_of(engine))
"""
FAILING = '''
"""a table, and then a fault"""
from alembic import op
revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None
def upgrade():
    op.execute("CREATE TABLE half_done (id INTEGER)")
    op.execute("INSERT INTO not_there VALUES (1)")
'''


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with no tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/elan.db"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    url = postgres.make()
    yield url
    postgres.drop(url)


@pytest.fixture
def engine(empty: str) -> Iterator[Engine]:
    with opened(empty) as engine:
        yield engine


def bring_to(engine: Engine, revision: str) -> None:
    with Writers(engine).alone() as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)  # that takes longest, and the next test has both
def test_processes_that_start_together_migrate_once(empty: str, engine: Engine) -> None:
    words = [sys.executable, "-c", START, empty]
    with ExitStack() as running:
        every = [Popen(words, cwd=ROOT, text=True, stdin=PIPE, stdout=PIPE, stderr=PIPE) for _ in range(2)]
        for one in every:
            running.callback(one.kill)
        assert [one.stdout.readline() for one in every if one.stdout] == ["ready\n"] * 2
        assert [one.communicate("go\n", timeout=30) for one in every] == [(f"{head()}\n", "")] * 2
    assert tables(engine) == set(Base.metadata.tables)


@pytest.mark.parametrize("revision", [None, *REVISIONS[1:]])
def test_from_every_revision_those_that_start_together_migrate_once(
    empty: str, engine: Engine, revision: str | None
) -> None:
    if revision is not None:
        bring_to(engine, revision)
    together = Barrier(AT_ONCE)

    def start() -> str | None:
        with opened(empty) as own:
            own.connect().close()
            together.wait(10)
            migrate(own)
            return revision_of(own)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        starting = [threads.submit(start) for _ in range(AT_ONCE)]
    assert [one.result() for one in starting] == [head()] * AT_ONCE
    assert tables(engine) == set(Base.metadata.tables)


@pytest.fixture
def _one_more_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder)
    (folder / "versions" / "9999_fails.py").write_text(FAILING.format(head=head()).lstrip(), encoding="utf-8")
    monkeypatch.setattr(schema, "MIGRATIONS", folder)


def test_a_migration_that_fails_leaves_the_database_at_the_one_before(
    engine: Engine, request: pytest.FixtureRequest
) -> None:
    before = head()
    request.getfixturevalue("_one_more_that_fails")
    assert head() == "9999"
    with pytest.raises(DBAPIError):
        migrate(engine)
    assert (revision_of(engine), tables(engine)) == (before, set(Base.metadata.tables))


LIMITS = {
    "SHOW lock_timeout": ("2500ms", "0"),
    "SHOW statement_timeout": ("30s", "0"),
    "SHOW idle_in_transaction_session_timeout": ("15s", "0"),
}
"""How long a connection waits, or is waited for, on PostgreSQL: as a rule, and unhurried."""


@pytest.mark.parametrize("empty", ["postgresql"], indirect=True)
def test_whoever_migrates_is_given_all_the_time_it_takes(engine: Engine) -> None:
    writers = Writers(engine)
    with writers.unhurried() as connection:
        assert [connection.exec_driver_sql(one).scalar() for one in LIMITS] == [long for _, long in LIMITS.values()]
    with writers.alone() as connection:
        assert [connection.exec_driver_sql(one).scalar() for one in LIMITS] == [short for short, _ in LIMITS.values()]


def test_revisions_of_the_code_are_known() -> None:
    assert [known(one) for one in (None, *REVISIONS)] == [True] * (len(REVISIONS) + 1)
    assert not known("9999")


@pytest.mark.parametrize("empty", ["sqlite"], indirect=True)
def test_a_database_of_a_newer_version_is_left_alone(empty: str) -> None:
    engine = open_engine(empty)
    migrate(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Exception, match="9999"):
        migrate(engine)
    assert revision_of(engine) == "9999"
    engine.dispose()
