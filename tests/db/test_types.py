"""Instants: aware in, aware UTC out."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from bot.desk import Desk
from db.models import Receipt


def kept(desk: Desk, at: datetime) -> datetime:
    with desk.work() as work:
        work.db.add(Receipt(key="k", answer="", created_at=at))
    with desk.reading() as work:
        return work.db.scalars(select(Receipt.created_at)).one()


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 11, 23, 15, tzinfo=UTC),
        datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("America/Toronto")),
        datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/Toronto"), fold=1),
        datetime(2026, 11, 23, 15, 0, 0, 123456, tzinfo=timezone(timedelta(hours=-3, minutes=-30))),
    ],
)
def test_an_instant_comes_back_as_the_same_one_in_utc(desk: Desk, at: datetime) -> None:
    back = kept(desk, at)
    assert (back, back.tzinfo) == (at.astimezone(UTC), UTC)


def test_a_time_without_a_zone_is_refused(desk: Desk) -> None:
    with pytest.raises(StatementError, match="a time without a zone cannot be kept as an instant"):
        kept(desk, datetime(2026, 11, 23, 15))  # noqa: DTZ001  (that is what is refused)


def test_instants_are_compared_as_instants(desk: Desk) -> None:
    kept(desk, datetime(2026, 11, 23, 15, tzinfo=UTC))
    same = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("America/Toronto"))
    with desk.reading() as work:
        assert work.db.scalars(select(Receipt.key).where(Receipt.created_at == same)).all() == ["k"]
        assert work.db.scalars(select(Receipt.key).where(Receipt.created_at < same)).all() == []
