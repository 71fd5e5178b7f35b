"""Backups, as an operator sees them: the file, the words and the exit code."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.desk import Desk
from db.backups import Unusable, postgresql
from db.engine import opened
from db.queries.heartbeats import BACKUP, heartbeats
from db.schema import revision_of
from handlers.backups import UNNOTED, back_up
from tests.handlers.terminal import Operator, a_disk_with, step_back
from tests.town import START

NAME = "elan-20261123T150000Z.db"


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
    assert (file.read_text(), [one.name for one in tmp_path.glob(".*")]) == ("precious", [])


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


def test_a_disk_that_is_full_is_no_reason_to_restore_an_older_backup(operator: Operator, tmp_path: Path) -> None:
    with a_disk_with(50_000):
        code, said = operator.backs_up()
    assert (code, said.endswith("See that its disk can be read and the backup's has room.")) == (1, True), said
    assert list((tmp_path / "backups").iterdir()) == []


def test_of_a_ruin_there_is_no_backup_but_the_last(operator: Operator, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "elan.db")) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'opportunity'").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with (tmp_path / "elan.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    code, said = operator.backs_up()
    assert (code, said.endswith("Restore the last backup.")) == (1, True), said


def test_a_backup_that_cannot_be_noted_is_good(
    operator: Operator, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.BUSY_TIMEOUT_MS", 50)
    with closing(sqlite3.connect(tmp_path / "elan.db", isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        assert back_up(operator.settings, None, lambda: START) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"The backup is in {tmp_path}/backups/{NAME} (")
    assert said.err == f"{UNNOTED} (OperationalError).\n"


# PostgreSQL's own programs


@pytest.fixture
def listening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """In pg_dump's place something that writes down what it was told, and fails."""
    folder = tmp_path / "programs"
    folder.mkdir()
    program = folder / "pg_dump"
    program.write_text(
        f'#!/bin/sh\necho "$@" > {folder}/told\necho "$PGPASSWORD" > {folder}/secret\n'
        f'cat "$PGSERVICEFILE" > {folder}/service 2>/dev/null\necho no >&2\nexit 1\n'
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


def test_no_other_secret_is_on_a_command_line_either(listening: Path, tmp_path: Path) -> None:
    secrets = "password=hu%40sh&sslpassword=pssst&oauth_client_secret=quiet&scram_client_key=a2V5"
    with pytest.raises(Unusable, match=r"^pg_dump failed: no$"):
        postgresql.save(f"postgresql+psycopg://elan@db.example.org/elan?sslkey=/k&{secrets}", tmp_path / "x")
    told = (listening / "told").read_text(encoding="utf-8")
    assert [one for one in ("hu@sh", "pssst", "quiet", "a2V5") if one in told] == []
    assert "sslkey=/k" in told
    assert (listening / "secret").read_text(encoding="utf-8") == "hu@sh\n"
    first, *lines = (listening / "service").read_text(encoding="utf-8").splitlines()
    assert (first, set(lines)) == (
        "[elan]", {"sslpassword=pssst", "oauth_client_secret=quiet", "scram_client_key=a2V5"},
    )  # fmt: skip


def test_a_secret_beside_a_service_is_refused(listening: Path, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match=r"^DATABASE_URL names a service, .* that service's file: sslpassword\.$"):
        postgresql.save("postgresql+psycopg:///elan?service=mine&sslpassword=pssst", tmp_path / "x")


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unusable, match=r"^pg_dump is not on the PATH\. Install PostgreSQL's client programs"):
        postgresql.save("postgresql+psycopg://elan@127.0.0.1:9/elan", tmp_path / "x")
