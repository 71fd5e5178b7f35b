"""Engines: what SQLite is told, who may write when, and whose turn it is."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.desk import Desk
from db.engine import BUSY_TIMEOUT_MS, READING, Turn, open_engine, reading
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

    def second() -> None:
        with beside.work() as work:
            work.sql.execute(WRITE, {"key": "second"})
            order.append("second")

    with desk.work() as work:
        assert work.sql.exec_driver_sql("SELECT count(*) FROM receipt").scalar() == 0
        other = threading.Thread(target=second)
        other.start()
        time.sleep(0.1)
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
        assert READING not in connection.info


def test_turns_are_taken_in_the_order_they_were_asked_for() -> None:
    turn, order = Turn(), []
    threads: list[threading.Thread] = []

    def wait(number: int) -> None:
        with turn.mine():
            order.append(number)

    with turn.mine():
        for number in range(20):
            threads.append(threading.Thread(target=wait, args=(number,)))
            threads[-1].start()
            while len(turn._waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(20))


def test_a_turn_is_one_at_a_time() -> None:
    turn, inside, most = Turn(), [0], [0]

    def work() -> None:
        for _ in range(50):
            with turn.mine():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0)
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_who_fails_in_their_turn_passes_it_on() -> None:
    turn = Turn()
    with pytest.raises(KeyError), turn.mine():
        raise KeyError
    with turn.mine():
        pass


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

    def write() -> str:
        began.set()
        with desk.work() as work:
            return str(work.sql.exec_driver_sql("PRAGMA busy_timeout").scalar())

    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write)
        began.wait()
        with pytest.raises(TimeoutError):
            written.result(0.05)
        another.execute("COMMIT")
        assert written.result(5) == str(BUSY_TIMEOUT_MS)  # whatever else waits has its patience back


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


def test_a_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var" / "elan.db"
    engine = open_engine(f"sqlite:///{file}")
    migrate(engine)
    engine.dispose()
    assert [oct(one.stat().st_mode & 0o777) for one in (file, file.parent)] == ["0o600", "0o700"]
