"""A changed rule of a series: its bounds, who may, and what is carried by a dialog."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.errors import Fault, Faults
from bot.errors.dates import NoDates
from bot.errors.organizing import ChangedMeanwhile, NotYours, WrongState
from bot.errors.typed import NoLongerThere
from bot.marketplace import life, series, sessions
from bot.marketplace.repeating import Every, Province, Repeat
from bot.marketplace.series import Change
from db.models import Session
from db.queries.sessions import series_of
from tests.bot.marketplace.evenings import WEEKLY, days, joins_on, seats, written
from tests.bot.marketplace.village import UNDATED, Village

RULE: dict[str, Any] = {
    "day": date(2026, 12, 9), "start": time(18, 30), "end": time(20, 30), "repeat": "week",
    "until": date(2026, 12, 23), "holidays": "none",
}  # fmt: skip


@pytest.fixture
def number(village: Village) -> int:
    """Rosa's Tuesdays: 1, 8, 15 and 22 December."""
    village.people("rosa", "ana", "luc")
    return village.posts("rosa", **WEEKLY)


def asks(village: Village, number: int, begins: Session, who: str = "rosa", **changes: Any) -> Change:
    answers = {"from": str(begins.id), **RULE, **changes}
    return village.does(who, lambda work: series.ask(work, answers, {"number": str(number)}))


def changes(village: Village, asked: Change, **answers: Any) -> series.Done:
    carried = {**asked.answers, "number": str(asked.opportunity.number), "seen": asked.seen}
    return village.does("rosa", lambda work: series.change(work, answers, carried))


def test_the_rule_is_kept_for_the_next_change(village: Village, number: int) -> None:
    begins = written(village, number)[1]
    changes(village, asks(village, number, begins, repeat="month", until=date(2027, 3, 31), holidays="ON"))
    assert days(village, number) == ["12-01 18:30", "12-09 18:30", "01-13 18:30", "02-10 18:30", "03-10 18:30"]
    asked = village.does("rosa", lambda work: series.start(work, number))
    assert asked.repeat == Repeat(Every.MONTH, date(2027, 3, 31), Province.ON)
    kept = village.sees(lambda work: series_of(work.db, asked.opportunity.id))
    assert kept is not None
    assert "BYDAY=2WE" in kept.rule


def test_new_dates_have_the_roles_of_the_date_it_begins_at(village: Village, number: int) -> None:
    begins = written(village, number)[1]
    joins_on(village, "ana", begins)
    changes(village, asks(village, number, begins))
    assert {tuple(seats(village, one)) for one in written(village, number)} == {(1, 2)}
    (kept,) = [one for one in written(village, number) if one.id == begins.id]
    assert kept.cancelled_at is None


def test_who_waits_or_applied_is_somebody(village: Village) -> None:
    village.people("rosa", "ana", "luc")
    number = village.posts("rosa", **WEEKLY, entry="application")
    begins = written(village, number)[1]
    asked = asks(village, number, begins)
    assert (len(asked.replaced), asked.joined) == (3, [])
    other = village.posts("rosa", **WEEKLY)
    second = written(village, other)[1]
    joins_on(village, "ana", second)
    joins_on(village, "luc", second)
    assert [people for _one, people in asks(village, other, second).joined] == [2]


def test_a_year_of_dates_and_those_that_stay_are_sixty_at_most(village: Village) -> None:
    village.people("rosa", "ana")
    number = village.posts("rosa", **{**WEEKLY, "until": date(2027, 11, 30)})
    every = written(village, number)
    for one in every[1:12]:
        joins_on(village, "ana", one)
    with pytest.raises(Faults) as caught:
        asks(village, number, every[1], until=date(2027, 12, 8))
    assert caught.value.fields == {"until": Fault("dates_too_many", {"most": 60})}


def test_who_may_not_and_what_has_no_dates_is_refused(village: Village, number: int) -> None:
    begins = written(village, number)[1]
    assert village.refused("ana", lambda work: series.start(work, number)) == NotYours(number)
    with pytest.raises(NotYours):
        asks(village, number, begins, who="ana")
    undated = village.posts("rosa", **UNDATED)
    assert village.refused("rosa", lambda work: series.start(work, undated)) == NoDates(undated)
    elsewhere = written(village, village.posts("rosa", **WEEKLY))[0]
    with pytest.raises(NoLongerThere):
        asks(village, number, elsewhere)
    village.does("rosa", lambda work: life.cancel(work, number, ""))
    assert isinstance(village.refused("rosa", lambda work: series.start(work, number)), WrongState)


@pytest.mark.parametrize(
    "broken", [{"day": "soon"}, {"until": ""}, {"start": "25:00"}, {"repeat": "daily"}, {"from": "x"}]
)
def test_what_a_dialog_carries_is_read_and_not_believed(village: Village, number: int, broken: dict[str, str]) -> None:
    asked = asks(village, number, written(village, number)[1])
    carried = {**asked.answers, "number": str(number), "seen": asked.seen, **broken}
    assert isinstance(village.refused("rosa", lambda work: series.change(work, {}, carried)), NoLongerThere)
    missing = {name: value for name, value in carried.items() if name != next(iter(broken))}
    assert isinstance(village.refused("rosa", lambda work: series.change(work, {}, missing)), NoLongerThere)


def test_a_date_called_off_meanwhile_is_another_change(village: Village, number: int) -> None:
    every = written(village, number)
    asked = asks(village, number, every[1])
    village.does("rosa", lambda work: sessions.call_off(work, every[3].id, ""))
    carried = {**asked.answers, "number": str(number), "seen": asked.seen}
    assert village.refused("rosa", lambda work: series.change(work, {}, carried)) == ChangedMeanwhile(number)


def test_nothing_is_told_of_dates_nobody_is_in(village: Village, number: int) -> None:
    changes(village, asks(village, number, written(village, number)[0]), joined="cancel")
    assert village.owed("session.cancelled", "signup.moved") == []
    assert days(village, number) == ["12-09 18:30", "12-16 18:30", "12-23 18:30"]
    assert village.facts(number).session is not None
    assert village.facts(number).later == 2


def test_local_time_is_kept_over_the_change_of_clocks(village: Village, number: int) -> None:
    begins = written(village, number)[0]
    changes(village, asks(village, number, begins, day=date(2026, 12, 1), until=date(2027, 11, 30)))
    held = [one for one in written(village, number) if one.cancelled_at is None]
    assert len(held) == 53
    assert {one.starts.time() for one in held} == {time(18, 30)}
    assert {one.starts_at.hour for one in held} == {22, 23}
    assert all(one.ends_at - one.starts_at == timedelta(hours=2) for one in held)


def test_who_is_in_several_dates_that_go_is_told_once_of_theirs(village: Village, number: int) -> None:
    _first, second, third, _fourth = written(village, number)
    joins_on(village, "ana", second)
    joins_on(village, "ana", third)
    joins_on(village, "luc", third)
    changes(village, asks(village, number, second), joined="cancel")
    told = [one.facts["sessions"] for one in village.owed("session.cancelled")]
    assert sorted(told) == sorted([[second.id, third.id], [third.id]])
