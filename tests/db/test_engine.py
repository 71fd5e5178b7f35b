"""Engines: what SQLite is told, who may write when, and whose turn it is."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, SQLAlchemyError

from bot.desk import Desk
from db.engine import PURPOSE, Purpose, Writers, open_engine, reading
from db.schema import migrate

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
WRITE = text("INSERT INTO receipt (key, answer, created_at) VALUES (:key, '', '2026-11-23')")


def pragma(desk: Desk, name: str) -> object:
    with desk.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


@SQLITE
def test_what_was_committed_survives_a_power_cut(desk: Desk) -> None:
    """journal_mode=WAL with synchronous=FULL (2)."""
    assert (pragma(desk, "journal_mode"), pragma(desk, "synchronous")) == ("wal", 2)


def test_foreign_keys_hold(desk: Desk) -> None:
    with pytest.raises(IntegrityError), desk.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO membership (organization_id, person_id, since) VALUES (999, 999, '2026-11-23')"
        )


def test_the_folder_of_a_file_is_made(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a/b/elan.db")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()


def test_what_people_wrote_is_in_no_error(desk: Desk) -> None:
    with pytest.raises(IntegrityError) as caught, desk.engine.begin() as connection:
        connection.execute(WRITE, [{"key": "somebody's words"}, {"key": "somebody's words"}])
    assert "somebody's words" not in str(caught.value)


def test_a_writer_waits_at_the_start_and_never_fails_half_way(desk: Desk) -> None:
    """With a deferred BEGIN the second writer would be refused when it first writes (SQLITE_BUSY_SNAPSHOT)."""
    order: list[str] = []
    beside = Desk(open_engine(desk.engine.url.render_as_string()), desk.now)  # as another process has it
    with beside.reading() as work:
        assert work.sql.exec_driver_sql("SELECT 1").scalar() == 1, "connected already: it would be late for that alone"

    def second() -> None:
        with beside.work() as work:
            work.sql.execute(WRITE, {"key": "second"})
            order.append("second")

    with desk.work() as work:
        assert work.sql.exec_driver_sql("SELECT count(*) FROM receipt").scalar() == 0
        other = threading.Thread(target=second)
        other.start()
        time.sleep(0.3)
        order.append("first")
        work.sql.execute(WRITE, {"key": "first"})
    other.join()
    beside.engine.dispose()
    assert order == ["first", "second"]


def test_a_turn_is_taken_again_after_all_was_undone(desk: Desk) -> None:
    """A refusal undoes and then writes its receipt: still as the only writer."""
    beside = Desk(open_engine(desk.engine.url.render_as_string()), desk.now)
    order: list[str] = []

    def second() -> None:
        with beside.work() as work:
            work.sql.execute(WRITE, {"key": "second"})
            order.append("second")

    with desk.work() as work:
        work.sql.execute(WRITE, {"key": "first"})
        work.undo()
        work.sql.execute(WRITE, {"key": "refused"})
        other = threading.Thread(target=second)
        other.start()
        time.sleep(0.1)
        order.append("first")
    other.join()
    beside.engine.dispose()
    assert order == ["first", "second"]


def test_who_reads_waits_for_no_writer_and_sees_what_was_committed(desk: Desk) -> None:
    with desk.engine.begin() as writer:
        writer.execute(WRITE, {"key": "not yet"})
        with reading(desk.engine) as reader:
            assert reader.exec_driver_sql("SELECT count(*) FROM receipt").scalar() == 0
    with reading(desk.engine) as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM receipt").scalar() == 1


def test_a_connection_that_read_writes_again_afterwards(desk: Desk) -> None:
    """It goes back to the pool without the mark of a reader."""
    for number in range(50):
        with reading(desk.engine) as reader:
            reader.exec_driver_sql("SELECT 1")
        with desk.engine.begin() as writer:
            writer.execute(WRITE, {"key": str(number)})
    with reading(desk.engine) as reader:
        assert reader.exec_driver_sql("SELECT count(*) FROM receipt").scalar() == 50


@SQLITE
def test_a_reader_that_broke_leaves_no_mark(desk: Desk) -> None:
    with pytest.raises(OperationalError), reading(desk.engine) as reader:
        reader.exec_driver_sql("SELECT nonsense")
    with desk.engine.connect() as connection:
        assert PURPOSE not in connection.info


@pytest.fixture
def another(desk: Desk) -> Iterator[sqlite3.Connection]:
    """Another process's connection, for all that SQLite can tell, with the write lock."""
    other = sqlite3.connect(str(desk.engine.url.database), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


@SQLITE
def test_another_process_that_writes_is_waited_for(desk: Desk, another: sqlite3.Connection) -> None:
    began = threading.Event()

    def write() -> None:
        began.set()
        with desk.work() as work:
            work.sql.execute(WRITE, {"key": "one"})

    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write)
        began.wait()
        with pytest.raises(TimeoutError):
            written.result(0.05)
        another.execute("COMMIT")
        written.result(5)


@SQLITE
def test_another_process_that_never_ends_is_given_up_on(
    desk: Desk, another: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.BUSY_TIMEOUT_MS", 50)
    with pytest.raises(OperationalError, match="locked"), desk.work() as work:
        work.sql.execute(WRITE, {"key": "one"})
    another.execute("COMMIT")
    with desk.work() as work:
        work.sql.execute(WRITE, {"key": "one"})


WAITING = 8


@SQLITE
def test_all_who_wait_for_a_file_give_up_in_the_same_time(
    desk: Desk, another: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one after another: the last of eight would be told eight times as late, when Slack listens no more."""
    monkeypatch.setattr("db.engine.BUSY_TIMEOUT_MS", 300)
    together = threading.Barrier(WAITING)

    def waits(number: int) -> float:
        together.wait(10)
        began = time.monotonic()
        with pytest.raises(SQLAlchemyError), desk.work() as work:
            work.sql.execute(WRITE, {"key": str(number)})
        return time.monotonic() - began

    with ThreadPoolExecutor(WAITING) as pool:
        took = list(pool.map(waits, range(WAITING)))
    assert (min(took) >= 0.3, max(took) < 0.6) == (True, True), took


def test_who_waits_for_a_writer_of_the_same_process_gives_up_in_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.BUSY_TIMEOUT_MS", 100)  # and PostgreSQL's lock_timeout does the same

    def write() -> None:
        with desk.work() as work:
            work.sql.execute(WRITE, {"key": "one"})

    with ThreadPoolExecutor(1) as pool, desk.work() as work:
        work.sql.execute(WRITE, {"key": "two"})
        with pytest.raises(SQLAlchemyError):
            pool.submit(write).result(5)


@SQLITE
def test_whoever_is_unhurried_waits_longer_for_a_file(
    desk: Desk, another: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.BUSY_TIMEOUT_MS", 50)

    def write() -> None:
        with Writers(desk.engine).unhurried() as connection, connection.begin():
            connection.execute(WRITE, {"key": "one"})

    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write)
        with pytest.raises(TimeoutError):
            written.result(0.3)
        another.execute("COMMIT")
        written.result(5)
    assert pragma(desk, "busy_timeout") == 0


@SQLITE
def test_who_reads_has_sqlites_patience_whoever_had_the_connection_before(desk: Desk) -> None:
    """A reader is refused for a moment while another process takes the log into the file, for one."""
    waits = []
    for _ in range(2):
        with reading(desk.engine) as reader:
            waits.append(reader.exec_driver_sql("PRAGMA busy_timeout").scalar())
        with desk.work() as work:
            waits.append(work.sql.exec_driver_sql("PRAGMA busy_timeout").scalar())
    assert waits == [2_000, 0] * 2


def test_a_connection_that_broke_takes_no_note_from_who_has_it_next(desk: Desk) -> None:
    """Else that one would write on PostgreSQL without its turn."""
    with reading(desk.engine) as first:
        notes = first.info
        first.invalidate()
        theirs = notes[PURPOSE] = Purpose(alone=True)
    assert notes[PURPOSE] is theirs


def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var" / "elan.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    assert [oct(one.stat().st_mode & 0o777) for one in (file, file.parent)] == ["0o600", "0o700"]
