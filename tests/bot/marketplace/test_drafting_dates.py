"""When a posting happens: half a date, midnight, the past, and the hour that spring skips."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.errors import Fault, Faults
from bot.marketplace.drafting import read_draft
from bot.marketplace.drafts import Dates, Draft
from bot.messages.form import Answer
from tests.bot.marketplace.village import UNDATED, answers, on
from tests.town import EVENING, LATE, START, TUESDAY

CALM = "America/Toronto"


def read(**changes: Answer) -> Draft:
    return read_draft(answers(**changes), START)


def faults(**changes: Answer) -> dict[str, Fault]:
    with pytest.raises(Faults) as caught:
        read(**changes)
    return caught.value.fields


@pytest.mark.parametrize(
    ("day", "start", "end", "at"),
    [
        (TUESDAY, None, None, "start"),
        (TUESDAY, EVENING, None, "end"),
        (TUESDAY, None, LATE, "start"),
        (None, EVENING, None, "day"),
        (None, EVENING, LATE, "day"),
        (None, None, LATE, "day"),
    ],
)
def test_half_a_date_is_refused_at_the_first_gap(
    day: date | None, start: time | None, end: time | None, at: str
) -> None:
    assert faults(day=day, start=start, end=end) == {at: Fault("date_incomplete")}


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        (time(22, 0), time(1, 30), timedelta(hours=3, minutes=30)),
        (time(23, 59), time(0, 0), timedelta(minutes=1)),
        (time(20, 0), time(12, 0), timedelta(hours=16)),
        (time(9, 0), time(9, 1), timedelta(minutes=1)),
    ],
)
def test_an_end_before_the_start_is_on_the_next_day(start: time, end: time, length: timedelta) -> None:
    dates = read(**on(TUESDAY, start, end)).dates
    assert dates is not None
    assert (dates.starts.date(), dates.ends - dates.starts) == (TUESDAY, length)


@pytest.mark.parametrize(("start", "end"), [(time(20, 0), time(12, 1)), (time(9, 0), time(9, 0))])
def test_more_than_sixteen_hours_is_taken_for_a_mistake(start: time, end: time) -> None:
    assert faults(**on(TUESDAY, start, end)) == {"end": Fault("end_before_start")}


@pytest.mark.parametrize(
    ("day", "start", "end", "timezone"),
    [
        (date(2027, 3, 14), time(2, 15), time(2, 45), CALM),
        (date(2027, 3, 14), time(2, 0), time(3, 0), "America/St_Johns"),
        (date(2026, 10, 4), time(2, 10), time(2, 20), "Australia/Lord_Howe"),
    ],
)
def test_a_session_in_the_hour_that_spring_skips_is_refused(day: date, start: time, end: time, timezone: str) -> None:
    with pytest.raises(Faults) as caught:
        read_draft(answers(**on(day, start, end, timezone)), datetime(2026, 1, 1, tzinfo=UTC))
    assert caught.value.fields == {"end": Fault("end_before_start")}


def test_a_year_typed_wrong_is_said_beside_the_day() -> None:
    assert faults(**on(date(1, 1, 1), time(0), time(1), "Asia/Tokyo")) == {"day": Fault("in_the_past")}


def test_what_starts_now_is_in_the_past_and_a_minute_later_is_not() -> None:
    assert faults(**on(START.date(), time(10, 0), time(11, 0))) == {"day": Fault("in_the_past")}
    assert read(**on(START.date(), time(10, 1), time(11, 0))).dates is not None


def test_what_is_very_far_away_is_a_typing_mistake() -> None:
    for day in (date(2031, 11, 29), date(9999, 12, 31)):
        assert faults(day=day) == {"day": Fault("too_far")}
    assert read(day=date(2031, 11, 20)).dates is not None


def test_the_past_is_told_in_the_zone_of_the_posting() -> None:
    """At 10:00 in Toronto it is 11:30 in St. John's."""
    assert faults(**on(START.date(), time(11, 30), time(12, 0), "America/St_Johns")) == {"day": Fault("in_the_past")}
    assert read(**on(START.date(), time(11, 31), time(12, 0), "America/St_Johns")).dates is not None


def test_a_past_date_is_kept_where_it_may_be() -> None:
    said = read_draft(answers(**on(date(2020, 1, 1), EVENING, LATE)), START, past_allowed=True)
    assert said.dates == Dates(datetime(2020, 1, 1, 18, 30), datetime(2020, 1, 1, 20, 30), CALM)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("said", "deadline"),
    [
        ({"day": TUESDAY}, TUESDAY),
        ({"day": START.date(), "start": time(22), "end": time(23)}, START.date()),
        ({"day": date(2027, 6, 1)}, START.date() + timedelta(days=30)),
        (UNDATED, START.date() + timedelta(days=30)),
        (
            {"day": TUESDAY, "repeat": "week", "until": date(2027, 3, 1), "holidays": "none"},
            START.date() + timedelta(days=30),
        ),
    ],
)
def test_applications_that_name_no_deadline_end_on_the_day_at_the_latest(
    said: dict[str, Answer], deadline: date
) -> None:
    assert read(entry="application", **said).deadline == deadline
    assert read(**said).deadline is None


def test_a_day_that_has_gone_by_is_no_deadline() -> None:
    said = read_draft(answers(**on(date(2026, 11, 2), EVENING, LATE), entry="application"), START, past_allowed=True)
    assert said.deadline == START.date() + timedelta(days=30)
