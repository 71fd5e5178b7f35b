"""Restoring, as an operator sees it: what comes back, what is refused, and what is written into it."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.desk import Desk
from db.engine import opened
from db.models import Delivery, DeliveryState, Role
from db.queries.restoring import IDS_AHEAD, settle
from db.schema import head, revision_of
from handlers.backups import FORCE
from tests.bot.marketplace.village import UNDATED, Village
from tests.handlers.terminal import Operator, a_disk_with, step_back
from tests.town import START

S = DeliveryState


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


def test_a_restored_file_has_the_owner_and_the_mode_of_the_one_it_replaces(
    operator: Operator, backup: Path, tmp_path: Path
) -> None:
    """Root restores for a bot that is somebody else."""
    file = tmp_path / "elan.db"
    owner = (12_345, 12_346) if os.geteuid() == 0 else (os.geteuid(), os.getegid())
    os.chown(file, *owner)
    file.chmod(0o640)
    assert operator.restores(backup, force=True)[0] == 0
    found = file.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (*owner, 0o640)


def test_a_link_leads_to_what_is_restored(
    operator: Operator, backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file is on a volume, say, and would else be restored beside it."""
    file, link = tmp_path / "volume" / "data.db", tmp_path / "link.db"
    file.parent.mkdir()
    for target in (file, link):
        link.unlink(missing_ok=True)
        link.symlink_to(file)
        assert Operator(f"sqlite:///{link}", capsys).restores(backup, force=True)[0] == 0, target
    assert (link.is_symlink(), Operator(f"sqlite:///{file}", capsys).numbers()) == (True, ["Kept"])
    assert [one.name for one in file.parent.iterdir()] == ["data.db"]


def test_a_disk_that_is_full_when_what_is_there_is_kept_changes_nothing(operator: Operator, backup: Path) -> None:
    with a_disk_with(50_000):
        code, said = operator.restores(backup, force=True)
    assert (code, said) == (1, f"{backup} cannot be restored (File too large). The database is as it was.")
    assert operator.numbers() == ["Kept", "Lost"]


@pytest.mark.parametrize("room", [-1, 1_000])
def test_a_disk_that_is_full_during_a_restore_leaves_nothing(
    backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], room: int
) -> None:
    """It is full when the file is copied, or when the copy is brought up to date."""
    step_back(backup, "0001")
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("VACUUM")  # no page is free
    elsewhere = Operator(f"sqlite:///{tmp_path}/new/elan.db", capsys)
    with a_disk_with(backup.stat().st_size + room):
        code, said = elsewhere.restores(backup)
    assert (code, said.startswith(f"{backup} cannot be "), said.endswith("The database is as it was.")) == (
        1, True, True,
    ), said  # fmt: skip
    assert list((tmp_path / "new").iterdir()) == []


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
