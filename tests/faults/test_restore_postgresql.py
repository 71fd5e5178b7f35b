"""Dumps of PostgreSQL: damaged ones, older ones, and a restore that ends half way."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, Engine, make_url

from bot.desk import Desk
from bot.settings import Settings
from db import backups
from db.backups import Unusable
from db.engine import Writers, opened
from db.schema import HalfRestored, _config, head, migrate, revision_of
from handlers.backups import back_up, restore
from tests.bot.marketplace.village import UNDATED, Village
from tests.town import ROOT, START

Patch = pytest.MonkeyPatch
HALF_RESTORED = (
    "A restore of this database did not end, and it is not whole. Restore the backup again: what was in the database "
    "before is among the backups, as elan-before-…"
)

pytestmark = pytest.mark.parametrize("own_database", ["postgresql"], indirect=True)


@pytest.fixture
def engine(own_database: str) -> Iterator[Engine]:
    """A database with one posting, and with a table of somebody else's."""
    with opened(own_database) as engine:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE song AS SELECT 'Alouette' AS name")
        posts(engine, "Kept")
        yield engine


def posts(engine: Engine, title: str) -> None:
    village = Village(Desk(engine, lambda: START))
    village.person("rosa")
    village.posts("rosa", **UNDATED, title=title)
    engine.dispose()


def said(engine: Engine, question: str) -> list[str]:
    with engine.connect() as connection:
        found = [row[0] for row in connection.exec_driver_sql(question)]
    engine.dispose()  # nobody else is at it when it is restored
    return found


def titles(engine: Engine) -> list[str]:
    return said(engine, "SELECT title FROM opportunity ORDER BY id")


def step_back(engine: Engine, revision: str) -> None:
    with Writers(engine).alone() as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
    engine.dispose()


def test_a_dump_of_an_older_version_comes_back_among_others_tables(
    own_database: str, engine: Engine, tmp_path: Path
) -> None:
    settings, file = Settings(database_url=own_database), tmp_path / "mine.dump"
    step_back(engine, "0003")
    assert back_up(settings, file, lambda: START) == 0
    migrate(engine)
    posts(engine, "Lost")
    assert restore(settings, file, lambda: START, force=True) == 0
    assert (titles(engine), revision_of(engine)) == (["Kept"], head())
    assert said(engine, "SELECT name FROM song") == ["Alouette"]


def test_a_dump_is_none_the_worse_for_a_space_in_its_owners_name(
    own_database: str, engine: Engine, tmp_path: Path
) -> None:
    owner, file = f'"elan {os.getpid()} owner"', tmp_path / "mine.dump"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {owner}")
        connection.exec_driver_sql(f"ALTER TABLE delivery OWNER TO {owner}")
    try:
        backups.back_up(own_database, file)
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"REASSIGN OWNED BY {owner} TO CURRENT_USER")
            connection.exec_driver_sql(f"DROP ROLE {owner}")
    engine.dispose()
    backups.put_back(own_database, file, lambda _connection: None, migrate)
    assert titles(engine) == ["Kept"]


def test_a_damaged_dump_changes_nothing(
    own_database: str, engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, file = Settings(database_url=own_database), tmp_path / "mine.dump"
    assert back_up(settings, file, lambda: START) == 0
    file.write_bytes(file.read_bytes()[:-60])
    assert restore(settings, file, lambda: START, force=True) == 1
    sentence = f"{file} is damaged, or is no backup of Elan on PostgreSQL. Use another.\n"
    assert (capsys.readouterr().err, titles(engine)) == (sentence, ["Kept"])


def test_a_restore_that_ends_half_way_starts_no_bot(own_database: str, engine: Engine, tmp_path: Path) -> None:
    """What may have been sent was not put in doubt yet."""
    file = tmp_path / "mine.dump"
    backups.back_up(own_database, file)
    engine.dispose()

    def power_cut(_connection: Connection) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backups.put_back(own_database, file, power_cut, migrate)
    assert titles(engine) == ["Kept"]
    with pytest.raises(HalfRestored):
        migrate(engine)
    engine.dispose()
    assert not backups.holds_something(own_database)  # nothing to keep: it is half of what is in the file


@pytest.fixture
def full_disk(own_database: str, tmp_path: Path) -> Path:
    """A folder with a pg_restore that reads as ever, and writes nothing."""
    assert own_database
    program = tmp_path / "programs" / "pg_restore"
    program.parent.mkdir()
    words = (
        f'case "$*" in *--single-transaction*) echo full >&2; exit 1;; esac\nexec {shutil.which("pg_restore")} "$@"\n'
    )
    program.write_text(f"#!/bin/sh\n{words}")
    program.chmod(0o700)
    return program.parent


def types(database: str, command: str) -> tuple[int, str]:
    """An operator types a command: its exit code, and what is said."""
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": database}
    words = [sys.executable, "-m", "bot", command]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr + done.stdout


def test_a_restore_that_fails_half_way_says_where_all_is_and_starts_no_bot(
    own_database: str, engine: Engine, full_disk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Patch
) -> None:
    settings, file = Settings(database_url=own_database), full_disk.parent / "mine.dump"
    kept = Path("var/backups/elan-before-20261123T150000Z.dump")
    assert back_up(settings, file, lambda: START) == 0
    posts(engine, "Later")
    with monkeypatch.context() as failing:
        failing.setenv("PATH", str(full_disk), prepend=os.pathsep)
        assert restore(settings, file, lambda: START, force=True) == 1
    assert capsys.readouterr().err == (
        "pg_restore failed: full. The database is not whole now, and no Elan starts on it. When you have mended that, "
        f"restore {file} again, or {kept}, which is what was there before.\n"
    )
    code, said_then = types(own_database, "migrate")
    assert (code, said_then.splitlines()[0]) == (1, HALF_RESTORED)
    assert "A restore did not end: restore a backup again." in types(own_database, "doctor")[1]
    assert back_up(settings, full_disk / "half.dump", lambda: START) == 1
    assert restore(settings, kept, lambda: START) == 0, "without --force: there is nothing to keep"
    assert (titles(engine), revision_of(engine)) == (["Kept", "Later"], head())


def test_a_bot_that_starts_during_a_restore_waits_for_its_end(
    own_database: str, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "mine.dump"
    backups.back_up(own_database, file)
    engine.dispose()
    with ThreadPoolExecutor(1) as pool, opened(own_database) as other:
        starting: list[Future[None]] = []

        def somebody_starts(_connection: Connection) -> None:
            starting.append(pool.submit(migrate, other))
            with pytest.raises(TimeoutError):
                starting[0].result(0.3)

        backups.put_back(own_database, file, somebody_starts, migrate)
        starting[0].result(10)
    assert (titles(engine), revision_of(engine)) == (["Kept"], head())


@pytest.fixture
def by_another_role(own_database: str, engine: Engine) -> Iterator[str]:
    """The same database, by the address of a role that may do what any may."""
    role = f"elan_{os.getpid()}_guest"
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN PASSWORD 'guest'")
    engine.dispose()
    yield make_url(own_database).set(username=role, password="guest").render_as_string(hide_password=False)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP ROLE {role}")
    engine.dispose()


@pytest.mark.parametrize("guest", ["is in it", "restores"])
def test_a_database_another_role_is_in_is_not_replaced(
    own_database: str, engine: Engine, by_another_role: str, tmp_path: Path, guest: str
) -> None:
    """Of another role's session a role without rights is told no more than that it is there."""
    inside, restoring = (by_another_role, own_database) if guest == "is in it" else (own_database, by_another_role)
    file = tmp_path / "mine.dump"
    backups.back_up(own_database, file)
    engine.dispose()
    sentence = f"^The database is in use, by {make_url(inside).username}. Stop Elan first"
    with opened(inside) as other, other.connect(), pytest.raises(Unusable, match=sentence):
        backups.put_back(restoring, file, lambda _connection: None, migrate)
    assert titles(engine) == ["Kept"]
