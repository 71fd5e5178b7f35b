"""The days that a rule means."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.errors import Fault
from bot.errors.typed import NoLongerThere
from bot.marketplace.repeating import MOST_SESSIONS, Every, Province, Repeat, occurrences, read_repeat, rule_of


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


TUESDAY = wall("2026-12-08 18:30")
"""The second Tuesday of the month."""


def days(starts: datetime, every: Every, until: date, province: str = "") -> list[str]:
    return [f"{one:%m-%d}" for one in occurrences(rule_of(Repeat(every, until), starts), starts, province)]


@pytest.mark.parametrize(
    ("every", "until", "meant"),
    [
        (Every.WEEK, date(2026, 12, 29), ["12-08", "12-15", "12-22", "12-29"]),
        (Every.FORTNIGHT, date(2027, 1, 18), ["12-08", "12-22", "01-05"]),
        (Every.MONTH, date(2027, 3, 9), ["12-08", "01-12", "02-09", "03-09"]),
    ],
)
def test_a_rule_means_these_days_until_and_with_the_last(every: Every, until: date, meant: list[str]) -> None:
    assert days(TUESDAY, every, until) == meant


def test_the_fifth_weekday_of_a_month_is_its_last_from_then_on() -> None:
    assert days(wall("2026-12-29 18:30"), Every.MONTH, date(2027, 4, 1)) == ["12-29", "01-26", "02-23", "03-30"]


@pytest.mark.parametrize(
    ("starts", "province", "missing"),
    [
        (wall("2026-12-04 09:00"), "ON", ["12-25", "01-01"]),
        (wall("2027-06-17 09:00"), "ON", ["07-01"]),
        (wall("2027-06-10 09:00"), "QC", ["06-24", "07-01"]),
        (wall("2027-02-01 09:00"), "ON", ["02-15"]),
        (wall("2027-02-01 09:00"), "QC", []),
    ],
)
def test_the_holidays_of_the_province_are_left_out_and_no_others(
    starts: datetime, province: str, missing: list[str]
) -> None:
    until = (starts + timedelta(weeks=5)).date()
    every = days(starts, Every.WEEK, until)
    assert [day for day in every if day not in days(starts, Every.WEEK, until, province)] == missing


def test_a_hostile_rule_ends() -> None:
    assert len(occurrences("FREQ=SECONDLY", TUESDAY, "ON")) == MOST_SESSIONS


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"until": date(2027, 12, 9)}, {}),
        ({"until": date(2027, 12, 10)}, {"until": Fault("series_too_long")}),
        ({"until": date(9999, 12, 31)}, {"until": Fault("series_too_long")}),
        ({"until": date(2026, 12, 14)}, {"until": Fault("series_too_short")}),
        ({"until": date(1, 1, 1)}, {"until": Fault("series_too_short")}),
        ({"until": None}, {"until": Fault("missing")}),
        ({"until": "soon"}, {"until": Fault("missing")}),
    ],
)
def test_the_last_day_is_within_a_year_and_something_is_repeated(
    changes: dict[str, Any], faults: dict[str, Fault]
) -> None:
    _repeat, found = read_repeat({"repeat": "week", "day": TUESDAY.date(), **changes}, TUESDAY)
    assert found == faults


def test_a_first_day_on_a_holiday_is_asked_about() -> None:
    christmas = wall("2026-12-25 18:00")
    given: dict[str, Any] = {"repeat": "week", "until": date(2027, 2, 1), "holidays": "ON", "day": christmas.date()}
    assert read_repeat(given, christmas)[1] == {"day": Fault("holiday")}
    everywhere = {**given, "holidays": "none"}
    assert read_repeat(everywhere, christmas) == (Repeat(Every.WEEK, date(2027, 2, 1)), {})


def test_a_rule_needs_a_first_day() -> None:
    assert read_repeat({"repeat": "month"}, None) == (None, {"day": Fault("series_needs_day")})


@pytest.mark.parametrize("given", [{"repeat": "FREQ=SECONDLY"}, {"repeat": "week", "holidays": "../../etc"}])
def test_a_choice_that_nobody_offers_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(NoLongerThere):
        read_repeat({"until": date(2027, 1, 1), **given}, TUESDAY)


def test_every_province_has_holidays() -> None:
    new_year = wall("2027-01-01 09:00")
    for province in Province:
        assert days(new_year, Every.WEEK, date(2027, 1, 8), province) == ["01-08"], province
