"""Backups and restoring, as an operator sees them: the file, the words and the exit code."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select

from bot.desk import Desk
from bot.settings import Settings
from db.backups import Unusable, postgresql
from db.engine import Writers, opened
from db.models import Delivery, DeliveryState, Role
from db.queries.heartbeats import BACKUP, heartbeats
from db.queries.restoring import IDS_AHEAD, settle
from db.schema import _config, head, revision_of
from handlers.backups import FORCE, back_up, restore
from tests.bot.marketplace.village import UNDATED, Village
from tests.town import START, copied_database

S = DeliveryState
NAME = "elan-20261123T150000Z.db"


class Operator:
    """Types the commands and reads the terminal."""

    def __init__(self, database: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.settings = Settings(database_url=database)
        self._terminal = capsys

    def backs_up(self, target: Path | None = None) -> tuple[int, str]:
        return back_up(self.settings, target, lambda: START), self._said()

    def restores(self, file: Path, *, force: bool = False) -> tuple[int, str]:
        return restore(self.settings, file, lambda: START, force=force), self._said()

    def _said(self) -> str:
        said = self._terminal.readouterr()
        return (said.err or said.out).strip()

    def numbers(self) -> list[str]:
        """The titles of what is in the database."""
        with opened(self.settings.database_url) as engine, engine.connect() as connection:
            return [row[0] for row in connection.exec_driver_sql("SELECT title FROM opportunity ORDER BY id")]

    def posts(self, title: str) -> None:
        with opened(self.settings.database_url) as engine:
            village = Village(Desk(engine, lambda: START))
            village.person("rosa")
            village.posts("rosa", **UNDATED, title=title)


@pytest.fixture
def operator(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Operator:
    operator = Operator(copied_database(template, tmp_path), capsys)
    operator.posts("Kept")
    return operator


def step_back(file: Path, revision: str) -> None:
    """The database as an earlier version left it."""
    with opened(f"sqlite:///{file}") as engine, Writers(engine).alone() as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


# backing up


def test_a_backup_is_beside_the_database_and_its_owners_alone(operator: Operator, tmp_path: Path) -> None:
    file = tmp_path / "backups" / NAME
    code, said = operator.backs_up()
    assert (code, said) == (0, f"The backup is in {file} ({file.stat().st_size / 1000:.1f} kB).")
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)
    assert [one.name for one in file.parent.iterdir()] == [NAME]
    with opened(operator.settings.database_url) as engine, Desk(engine, lambda: START).reading() as work:
        assert heartbeats(work.db) == {BACKUP: START}


def test_a_backup_goes_where_it_is_told(operator: Operator, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    assert operator.backs_up(folder)[0] == operator.backs_up(tmp_path / "new" / "mine.db")[0] == 0
    assert (folder / NAME).exists()
    assert (tmp_path / "new" / "mine.db").exists()


def test_a_backup_is_never_written_over_a_file(operator: Operator, tmp_path: Path) -> None:
    file = tmp_path / "mine.db"
    file.write_text("precious")
    assert operator.backs_up(file) == (1, f"{file} is there already, and nothing is written over it.")
    assert (file.read_text(), [one.name for one in tmp_path.glob(".mine*")]) == ("precious", [])


def test_no_backup_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    operator = Operator(f"sqlite:///{tmp_path}/elan.db", capsys)
    assert operator.backs_up() == (1, "There is no database to back up yet.")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_before_an_update_is_taken_too(operator: Operator, tmp_path: Path) -> None:
    """The table of heartbeats is not there yet."""
    step_back(tmp_path / "elan.db", "0003")
    assert operator.backs_up()[0] == 0
    with opened(operator.settings.database_url) as engine:
        assert revision_of(engine) == "0003"


def test_a_damaged_database_makes_no_backup(operator: Operator, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "elan.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("INSERT INTO membership (organization_id, person_id, since) VALUES (99, 99, '2026-11-23')")
    code, said = operator.backs_up()
    assert (code, " is damaged" in said, list((tmp_path / "backups").iterdir())) == (1, True, [])


def test_a_folder_that_cannot_be_written_is_named(operator: Operator, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    file = tmp_path / "file" / "under" / "mine.db"
    assert operator.backs_up(file) == (1, f"{file} cannot be written (Not a directory).")


# restoring


@pytest.fixture
def backup(operator: Operator, tmp_path: Path) -> Path:
    """What was, before another was posted."""
    file = tmp_path / "mine.db"
    operator.backs_up(file)
    operator.posts("Lost")
    return file


def test_a_backup_comes_back_only_by_force_and_keeps_what_was_there(
    operator: Operator, backup: Path, tmp_path: Path
) -> None:
    assert operator.restores(backup) == (1, FORCE)
    assert operator.numbers() == ["Kept", "Lost"]
    code, said = operator.restores(backup, force=True)
    kept = tmp_path / "backups" / "elan-before-20261123T150000Z.db"
    assert (code, said.splitlines()[0]) == (0, f"What was in the database is kept in {kept}.")
    assert operator.numbers() == ["Kept"]
    assert operator.restores(kept, force=True)[0] == 1, "nothing is written over what was kept"


def test_a_backup_comes_back_into_nothing(backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = Operator(f"sqlite:///{tmp_path}/new/elan.db", capsys)
    assert elsewhere.restores(backup)[0] == 0
    assert elsewhere.numbers() == ["Kept"]
    found = tmp_path / "new" / "elan.db"
    assert ([one.name for one in found.parent.iterdir()], stat.S_IMODE(found.stat().st_mode)) == (["elan.db"], 0o600)


def test_a_log_left_behind_by_another_database_is_not_read(
    backup: Path, operator: Operator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    with opened(operator.settings.database_url) as engine, engine.connect() as connection:
        connection.exec_driver_sql("DELETE FROM receipt")
        connection.commit()
        (folder / "elan.db-wal").write_bytes((tmp_path / "elan.db-wal").read_bytes())
    elsewhere = Operator(f"sqlite:///{folder}/elan.db", capsys)
    assert elsewhere.restores(backup)[0] == 0
    assert elsewhere.numbers() == ["Kept"]
    assert sorted(one.name for one in folder.iterdir()) == ["elan.db", "elan.db-wal.old"]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100_000])


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def of_others(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE song (name TEXT)")


@pytest.mark.parametrize("harm", [cut, emptied, of_others], ids=lambda harm: harm.__name__)
def test_a_file_that_is_no_good_changes_nothing(operator: Operator, backup: Path, harm: object) -> None:
    harm(backup)  # type: ignore[operator]
    sentence = f"{backup} is damaged, or is no backup of Elan on SQLite. Use another."
    assert operator.restores(backup, force=True) == (1, sentence)
    assert operator.numbers() == ["Kept", "Lost"]


def test_a_backup_comes_back_in_place_of_a_ruin(operator: Operator, backup: Path, tmp_path: Path) -> None:
    ruin = tmp_path / "elan.db"
    for beside in (*tmp_path.glob("elan.db-*"), ruin):
        beside.unlink()
    ruin.write_bytes(b"not a database at all " * 1000)
    assert operator.restores(backup) == (1, FORCE)
    assert operator.restores(backup, force=True)[0] == 0
    assert operator.numbers() == ["Kept"]
    (kept,) = (tmp_path / "backups").glob("elan-before-*")
    assert kept.read_bytes().startswith(b"not a database")


def test_a_file_that_is_not_there_is_named(operator: Operator, tmp_path: Path) -> None:
    assert operator.restores(tmp_path / "none.db", force=True) == (1, f"{tmp_path / 'none.db'} is not there.")


def test_a_backup_of_a_newer_version_is_refused(operator: Operator, backup: Path) -> None:
    with closing(sqlite3.connect(backup, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    sentence = f"{backup} is of a newer Elan (revision 9999). Update Elan, then restore it."
    assert operator.restores(backup, force=True) == (1, sentence)
    assert operator.numbers() == ["Kept", "Lost"]


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_an_older_backup_is_brought_up_to_date(operator: Operator, backup: Path, revision: str) -> None:
    step_back(backup, revision)
    assert operator.restores(backup, force=True)[0] == 0
    with opened(operator.settings.database_url) as engine:
        assert (revision_of(engine), operator.numbers()) == (head(), ["Kept"])


# what is written into it


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_what_may_have_been_sent_is_in_doubt_and_no_id_comes_again(desk: Desk) -> None:
    village = Village(desk)
    village.person("rosa")
    village.channel("C1")
    for _ in S:
        village.posts("rosa", **UNDATED)
    hour = timedelta(hours=1)
    with desk.work() as work:
        rows = list(work.db.scalars(select(Delivery).order_by(Delivery.id)))
        for row, state in zip(rows, S, strict=True):
            row.state = state
        before = max(row.id for row in rows), max(work.db.scalars(select(Role.id)))
        usual = {"kind": "digest", "subject_id": 1, "facts": {}, "place_id": village.place, "lane": "x", "attempts": 0}
        for key, due, expires in (("later", hour, None), ("late", -hour, -hour / 2)):
            times = {"due_at": START + due, "expires_at": START + expires if expires else None, "created_at": START}
            work.db.add(Delivery(key=key, state=S.READY, **usual, **times))
    with desk.work() as work:
        settle(work.sql, START)
    village.posts("rosa", **UNDATED)
    *found, _new = village.owed(state=None)
    states = [one.state for one in found if one.kind != "restored"]
    doubted = [S.UNKNOWN if one in (S.READY, S.SENDING) else one for one in S]
    assert states == [*doubted, S.READY, S.EXPIRED]
    assert [one.claimed_at for one in found if one.state is S.UNKNOWN] == [START] * 3
    newest = village.sees(lambda work: max(work.db.scalars(select(Role.id))))
    assert (_new.id > before[0] + IDS_AHEAD, newest > before[1] + IDS_AHEAD) == (True, True)


# PostgreSQL's own programs


@pytest.fixture
def listening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In pg_dump's place something that writes down what it was told, and fails."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program = folder / "pg_dump"
    program.write_text(
        f'#!/bin/sh\necho "$@" > {folder}/told\necho "$PGPASSWORD" > {folder}/secret\necho no >&2\nexit 1\n'
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def test_a_password_is_on_no_command_line(listening: Path, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"^pg_dump failed: no$"):
        postgresql.save("postgresql+psycopg://elan:hu%40sh@db.example.org:5433/elan?sslmode=require", tmp_path / "x")
    told = (listening / "told").read_text(encoding="utf-8").split()
    assert (listening / "secret").read_text(encoding="utf-8") == "hu@sh\n"
    where = {"host=db.example.org", "port=5433", "sslmode=require", "user=elan"}
    assert where <= {one.removeprefix("--dbname=") for one in told}
    assert "hu@sh" not in " ".join(told)


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unusable, match=r"^pg_dump is not on the PATH\. Install PostgreSQL's client programs"):
        postgresql.save("postgresql+psycopg://elan@127.0.0.1:9/elan", tmp_path / "x")
