"""Prepared statements: the same as SQLAlchemy's own run of them, in what they find, keep, and refuse."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import bindparam, insert, literal_column, select, update
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.desk import Desk
from db.models import Delivery, DeliveryState, Receipt
from db.models.base import table
from db.prepared import Prepared

RECEIPT, DELIVERY = table(Receipt), table(Delivery)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
COLUMNS = ("key", "answer", "created_at")
ADD = Prepared(insert(RECEIPT), COLUMNS)
ALL = Prepared(select(RECEIPT.c.key, RECEIPT.c.answer, RECEIPT.c.created_at).order_by(RECEIPT.c.key))

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # on PostgreSQL they run as any other


def receipt(key: str, answer: str = "", at: datetime = NOON) -> dict[str, object]:
    return {"key": key, "answer": answer, "created_at": at}


def test_an_instant_goes_in_in_any_zone_and_comes_out_in_utc(desk: Desk) -> None:
    with desk.work() as work:
        ADD.change(work.sql, receipt("a", at=NOON.astimezone(timezone(timedelta(hours=-5)))))
    with desk.reading() as work:
        assert ALL.rows(work.sql, {}) == [["a", "", NOON]]
        assert [list(row) for row in work.sql.execute(select(RECEIPT))] == [["a", "", NOON]]


def test_states_and_facts_are_read_as_what_they_are(desk: Desk) -> None:
    row = {"key": "k", "kind": "x", "subject_id": 1, "facts": {"count": 2}, "lane": "1:C1", "attempts": 0}
    row |= {"place_id": 1, "state": DeliveryState.READY, "due_at": NOON, "created_at": NOON}
    read = Prepared(select(DELIVERY.c.state, DELIVERY.c.facts, DELIVERY.c.expires_at))
    with desk.work() as work:
        work.sql.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        Prepared(insert(DELIVERY), tuple(row)).many(work.sql, [row])
        assert read.rows(work.sql, {}) == [[DeliveryState.READY, {"count": 2}, None]]
        work.undo()


def test_a_value_written_into_the_statement_needs_not_be_given(desk: Desk) -> None:
    rename = Prepared(update(RECEIPT).where(RECEIPT.c.key == bindparam("old")).values(answer="done"))
    with desk.work() as work:
        ADD.many(work.sql, [receipt("a"), receipt("b")])
        assert (rename.change(work.sql, {"old": "a"}), rename.change(work.sql, {"old": "nobody"})) == (1, 0)
        assert [row[:2] for row in ALL.rows(work.sql, {})] == [["a", "done"], ["b", ""]]


def test_a_time_without_a_zone_is_refused(desk: Desk) -> None:
    with pytest.raises(ValueError, match="without a zone"), desk.work() as work:
        ADD.change(work.sql, receipt("a", at=datetime(2026, 11, 23)))  # noqa: DTZ001


def test_what_was_already_there_is_sqlalchemys_error_and_names_no_value(desk: Desk) -> None:
    with pytest.raises(IntegrityError) as caught, desk.work() as work:
        ADD.many(work.sql, [receipt("somebody's words"), receipt("somebody's words")])
    assert "somebody's words" not in str(caught.value)


def test_a_statement_that_cannot_run_is_sqlalchemys_error(desk: Desk) -> None:
    nowhere = Prepared(select(literal_column("nothing")))
    with pytest.raises(OperationalError), desk.work() as work:
        nowhere.rows(work.sql, {})


def test_what_it_wrote_goes_with_what_is_undone(desk: Desk) -> None:
    """It begins the transaction when it comes first, so there is something to undo."""
    with desk.work() as work:
        ADD.change(work.sql, receipt("a"))
        work.undo()
    with desk.reading() as work:
        assert ALL.rows(work.sql, {}) == []


def test_a_value_that_is_missing_is_an_error_and_no_null(desk: Desk) -> None:
    with pytest.raises(KeyError), desk.work() as work:
        ADD.change(work.sql, {"key": "a", "created_at": NOON})
