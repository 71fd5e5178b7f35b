"""When the database fails: away, restarted in the middle of a commit, full, or busy. Nothing is lost or done twice."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.claiming import AGAIN, LEASE
from bot.delivery.sending import QUARANTINE
from db.models import Receipt, Signup
from tests.faults.wire import Moment, Wire
from tests.postgres import Postgres
from tests.town import Town, copied_database, open_sandbox

SORRY = "Something went wrong"


def signups(town: Town) -> int:
    with town.bot.desk.reading() as work:
        return len(work.db.scalars(select(Signup)).all())


def receipts(town: Town) -> int:
    with town.bot.desk.reading() as work:
        return len(work.db.scalars(select(Receipt)).all())


def cards(town: Town) -> list[str]:
    return [m.words.splitlines()[0] for m in town.ana.sees(town.square) if not m.is_ephemeral]


def reconciles(town: Town, times: int) -> None:
    """Time passes until what was left open is found out about, and what is due goes out."""
    town.bot.tick()
    for _time in range(times):
        town.slack.advance(max(LEASE, QUARANTINE) + timedelta(seconds=1))
        town.bot.tick()
        town.deliver()


@pytest.fixture
def wire(postgres: Postgres) -> Iterator[Wire]:
    wire = Wire(postgres.clean())
    yield wire
    wire.close()


@pytest.fixture
def wired(wire: Wire) -> Iterator[Town]:
    """A town whose bot reaches PostgreSQL over that wire."""
    with open_sandbox() as slack:
        town = Town(slack, wire.url, over_http=True)
        yield town
        wire.mend()
        town.close()


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_sign_up_whose_commit_loses_its_connection_is_one(wired: Town, wire: Wire, moment: Moment) -> None:
    number = wired.posts(wired.rosa, roles="Guide 5")
    wire.cut_at(b"COMMIT", moment)
    assert wired.answer(wired.ana, f"/volunteer signup {number}").words.startswith("You are in as Guide")
    wired.deliver()
    assert (signups(wired), "Guide 1 of 5: Ana Silva" in wired.card(number).words) == (1, True)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_message_whose_wording_loses_its_connection_is_seen_once(wired: Town, wire: Wire, moment: Moment) -> None:
    wired.rosa.types(wired.square, "/organize post")
    wired.fills(wired.rosa, {"title": "Owed", "organization": "Library", "summary": "Books", "roles": "Reader 2"})
    wire.cut_at(b"FROM card", moment)
    with pytest.raises(SQLAlchemyError):
        wired.bot.courier.claim()
    wired.slack.advance(AGAIN)  # nothing was said: it is not waited for as for a dead worker's
    wired.deliver()
    assert cards(wired) == ["#1 Owed"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_message_whose_mark_loses_its_connection_is_seen_once(wired: Town, wire: Wire, moment: Moment) -> None:
    wired.rosa.types(wired.square, "/organize post")
    wired.fills(wired.rosa, {"title": "Owed", "organization": "Library", "summary": "Books", "roles": "Reader 2"})
    errand = wired.bot.courier.claim()
    assert errand is not None
    wire.cut_at(b"COMMIT", moment)
    with pytest.raises(SQLAlchemyError):
        wired.bot.courier.deliver(errand)
    reconciles(wired, times=4)
    assert cards(wired) == ["#1 Owed"]
    wired.answer(wired.ana, "/volunteer signup 1")
    wired.deliver()
    assert "Reader 1 of 2: Ana Silva" in wired.card(1).words  # it knows which message became its card


def test_a_database_that_is_away_is_said_and_nothing_is_lost(wired: Town, wire: Wire) -> None:
    number = wired.posts(wired.rosa, roles="Guide 5")
    wire.cut()
    assert SORRY in wired.answer(wired.ana, f"/volunteer signup {number}").words
    wire.mend()
    assert signups(wired) == 0
    assert wired.answer(wired.ana, f"/volunteer signup {number}").words.startswith("You are in as Guide")
    wired.deliver()
    assert "Guide 1 of 5: Ana Silva" in wired.card(number).words


def test_a_database_that_answers_nothing_is_said_in_time(wired: Town, wire: Wire) -> None:
    number = wired.posts(wired.rosa, roles="Guide 5")
    wire.deafen()
    assert SORRY in wired.answer(wired.ana, f"/volunteer signup {number}").words  # within Slack's three seconds
    wire.mend()
    assert signups(wired) == 0
    assert wired.answer(wired.ana, f"/volunteer signup {number}").words.startswith("You are in as Guide")


@pytest.fixture
def file(template: Path, tmp_path: Path) -> Path:
    copied_database(template, tmp_path)
    return tmp_path / "elan.db"


@pytest.fixture
def housed(file: Path) -> Iterator[Town]:
    with open_sandbox() as slack:
        town = Town(slack, f"sqlite:///{file}")
        yield town
        town.close()


def test_a_full_disk_is_said_and_nothing_is_half_written(housed: Town) -> None:
    number = housed.posts(housed.rosa, roles="Guide 500")
    engine = housed.bot.desk.engine
    limit = {"pages": 1}

    @event.listens_for(engine, "connect")
    def _full(connection: sqlite3.Connection, _record: object) -> None:
        """SQLite's own limit: a file that may not grow is a disk that is full."""
        connection.execute(f"PRAGMA max_page_count = {limit['pages']}")

    engine.dispose()
    told, member = "", housed.ana
    for n in range(200):  # until the pages that are there are used up
        member = housed.slack.member(f"guest{n}")
        told = housed.answer(member, f"/volunteer signup {number}").words
        if not told.startswith("You are in"):
            break
    assert SORRY in told
    before = signups(housed), receipts(housed)
    assert SORRY in housed.answer(member, f"/volunteer signup {number}").words
    assert (signups(housed), receipts(housed)) == before
    limit["pages"] = 1_000_000
    engine.dispose()
    assert housed.answer(member, f"/volunteer signup {number}").words.startswith("You are in as Guide")
    assert (signups(housed), receipts(housed)) == (before[0] + 1, before[1] + 1)
    housed.deliver()
    assert f"Guide {before[0] + 1} of 500" in housed.card(number).words


def test_a_file_somebody_else_writes_to_for_long_is_said_in_time(housed: Town, file: Path) -> None:
    number = housed.posts(housed.rosa, roles="Guide 5")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert SORRY in housed.answer(housed.ana, f"/volunteer signup {number}").words  # within Slack's three seconds
    other.execute("ROLLBACK")
    other.close()
    assert signups(housed) == 0
    assert housed.answer(housed.ana, f"/volunteer signup {number}").words.startswith("You are in as Guide")


def test_a_card_whose_file_is_busy_is_sent_later(housed: Town, file: Path) -> None:
    housed.rosa.types(housed.square, "/organize post")
    housed.fills(housed.rosa, {"title": "Owed", "organization": "Library", "summary": "Books", "roles": "Reader 2"})
    errand = housed.bot.courier.claim()
    assert errand is not None
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(SQLAlchemyError):
        housed.bot.courier.deliver(errand)
    other.execute("ROLLBACK")
    other.close()
    reconciles(housed, times=3)
    assert cards(housed) == ["#1 Owed"]
