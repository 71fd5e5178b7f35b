"""Sessions by rule: written out, shown one after another, called off; each with seats of its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import event, select

from bot.errors.dates import DateGone, LastDate, OnOtherDates
from bot.errors.organizing import NotYours
from bot.errors.signing_up import AlreadyStarted, NoSuchOpportunity, NotSignedUp
from bot.marketplace import leaving, life, posting, promotion, reminders, rosters, sessions, signups
from bot.messages.form import Answer
from bot.work import Work
from db.models import OpportunityState, Role, Series, SignupState
from sandbox.clock import FrozenClock
from tests.bot.marketplace.evenings import WEEK, WEEKLY, calls_off, days, joins_on, role_on, seats, written
from tests.bot.marketplace.village import Village
from tests.town import START, STARTS


@pytest.fixture
def number(village: Village) -> int:
    village.person("rosa")
    village.people("ana", "luc", "priya")
    return village.posts("rosa", **WEEKLY)


def test_all_sessions_are_written_out_with_roles_of_their_own(village: Village, number: int) -> None:
    assert days(village, number) == ["12-01 18:30", "12-08 18:30", "12-15 18:30", "12-22 18:30"]
    assert [seats(village, one) for one in written(village, number)] == [[1, 2]] * 4

    def look(work: Work) -> Series:
        return work.db.scalars(select(Series)).one()

    series = village.sees(look)
    assert (series.rule, series.timezone) == ("FREQ=WEEKLY;INTERVAL=1;UNTIL=20261222T235959", "America/Toronto")


@pytest.mark.parametrize(
    ("day", "timezone", "until", "instants"),
    [
        (date(2027, 10, 31), "America/Toronto", date(2027, 11, 14), ["22:30", "23:30", "23:30"]),
        (date(2027, 3, 7), "America/Toronto", date(2027, 3, 21), ["23:30", "22:30", "22:30"]),
        (date(2027, 10, 31), "America/St_Johns", date(2027, 11, 14), ["21:00", "22:00", "22:00"]),
        (date(2027, 3, 7), "America/St_Johns", date(2027, 3, 21), ["22:00", "21:00", "21:00"]),
    ],
)
def test_local_time_is_kept_over_both_changes_of_the_clock(
    village: Village, day: date, timezone: str, until: date, instants: list[str]
) -> None:
    village.person("rosa")
    number = village.posts("rosa", day=day, timezone=timezone, repeat="week", until=until)
    found = written(village, number)
    assert {f"{one.starts:%H:%M}" for one in found} == {"18:30"}
    assert [f"{one.starts_at:%H:%M}" for one in found] == instants


def test_a_session_inside_springs_lost_hour_is_as_long_as_was_said(village: Village) -> None:
    village.person("rosa")
    changes: dict[str, Answer] = {
        "day": date(2027, 3, 7),
        "start": time(2, 10),
        "end": time(2, 40),
        "until": date(2027, 3, 14),
    }
    number = village.posts("rosa", repeat="week", **changes)
    lost = written(village, number)[1]
    assert (lost.starts_at, lost.ends_at) == (
        datetime(2027, 3, 14, 7, tzinfo=UTC), datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    )  # fmt: skip


def test_the_next_is_shown_when_one_has_ended_and_it_completes_after_its_last(
    village: Village, number: int, clock: FrozenClock
) -> None:
    for later in (3, 2, 1, 0):
        facts = village.facts(number)
        assert (facts.later, facts.opportunity.state) == (later, OpportunityState.OPEN)
        assert facts.session is not None
        clock.move_to(facts.session.ends_at)
        completed = village.does("rosa", life.complete_past)
        assert completed == (later == 0)
    assert village.state(number) is OpportunityState.COMPLETED


def test_seats_and_waiting_lists_are_apart(village: Village, number: int) -> None:
    first, second, *_ = written(village, number)
    village.joins("ana", number, "designer")
    assert joins_on(village, "luc", first).place == 1
    assert joins_on(village, "luc", second).place == 0
    assert joins_on(village, "priya", second).place == 1
    village.leaves("ana", number)
    assert village.told("signup.promoted") == ["luc"]
    assert village.signups("priya") == [(SignupState.WAITING, 1)]


def test_reminders_are_apart_and_leaving_one_date_keeps_the_others(village: Village, number: int) -> None:
    first, second, *_ = written(village, number)
    for one in (first, second):
        joins_on(village, "ana", one)
    assert [one.due_at for one in village.owed("reminder.day")] == [
        STARTS - timedelta(days=1),
        STARTS + WEEK - timedelta(days=1),
    ]
    village.does("ana", lambda work: leaving.leave_session(work, first.id))
    assert [one.due_at for one in village.owed("reminder.day")] == [STARTS + WEEK - timedelta(days=1)]


def test_leaving_by_number_is_about_the_shown_date_only(village: Village, number: int) -> None:
    second = written(village, number)[1]
    joins_on(village, "ana", second)
    assert village.refused("ana", lambda work: leaving.leave(work, number)) == OnOtherDates(number)
    assert village.refused("luc", lambda work: leaving.leave(work, number)) == NotSignedUp(number)
    assert village.signups("ana") == [(SignupState.IN, 0)]


def test_one_date_is_called_off_and_only_its_people_are_told_once(village: Village, number: int) -> None:
    first, second, *_ = written(village, number)
    joins_on(village, "ana", first)
    joins_on(village, "luc", first)
    joins_on(village, "priya", second)
    calls_off(village, first, "Ice")
    assert sorted(village.told("session.cancelled")) == ["ana", "luc"]
    assert [one.due_at for one in village.owed("reminder.day")] == [STARTS + WEEK - timedelta(days=1)]
    assert days(village, number) == ["12-08 18:30", "12-15 18:30", "12-22 18:30"]
    shown = village.facts(number).session
    assert shown is not None
    assert shown.id == second.id
    again = village.refused("rosa", lambda work: sessions.call_off(work, first.id, ""))
    assert again == DateGone(number, cancelled=True)


def test_nobody_gets_into_a_date_that_is_called_off(village: Village, number: int) -> None:
    first, *_ = written(village, number)
    joins_on(village, "ana", first)
    joins_on(village, "luc", first)
    role = role_on(village, first)
    calls_off(village, first)
    gone = DateGone(number, cancelled=True)
    join = village.refused("priya", lambda work: signups.sign_up(work, signups.seat_with_id(work, role), or_wait=True))
    assert join == gone
    assert village.refused("ana", lambda work: leaving.leave_role(work, role)) == gone
    with village.desk.work() as work:
        work.db.get_one(Role, role).capacity = 5
        promotion.promote(work, role)
        reminders.plan(work, 1)
    assert village.owed("reminder.day") == []
    assert village.signups("luc") == [(SignupState.WAITING, 1)]


def test_the_whole_posting_is_cancelled_to_who_is_in_a_date_to_come(
    village: Village, number: int, clock: FrozenClock
) -> None:
    """Who was told of a date called off, or was there last week, is told nothing more."""
    first, second, third, _fourth = written(village, number)
    joins_on(village, "ana", first)
    joins_on(village, "luc", second)
    joins_on(village, "priya", third)
    calls_off(village, second)
    clock.move_to(first.ends_at)
    village.does("rosa", life.complete_past)
    asked = village.does("rosa", lambda work: life.ask_end(work, number, "", OpportunityState.CANCELLED))
    village.does("rosa", lambda work: life.cancel(work, number, ""))
    assert (asked.people, village.told("signup.cancelled")) == (1, ["priya"])


def test_the_last_date_left_is_not_called_off_alone(village: Village, number: int) -> None:
    *others, last = written(village, number)
    for one in others:
        calls_off(village, one)
    assert village.refused("rosa", lambda work: sessions.call_off(work, last.id, "")) == LastDate(number)


@pytest.mark.parametrize("rule", [sessions.organized, sessions.to_call_off, posting.start_edit_date, rosters.of_date])
def test_only_organizers_reach_a_date(village: Village, number: int, rule: Callable[[Work, int], object]) -> None:
    first = written(village, number)[0]
    assert village.refused("ana", lambda work: rule(work, first.id)) == NotYours(number)
    assert village.refused("rosa", lambda work: rule(work, 999_999)) == NoSuchOpportunity(None)


def test_a_posting_of_sixty_dates_costs_as_many_statements_as_one_of_two(village: Village, number: int) -> None:
    def statements(of: int) -> int:
        counted = 0

        def count(*_args: object) -> None:
            nonlocal counted
            counted += 1

        engine = village.desk.engine
        event.listen(engine, "before_cursor_execute", count)
        try:
            village.facts(of)
        finally:
            event.remove(engine, "before_cursor_execute", count)
        return counted

    two = village.posts("rosa", repeat="week", until=date(2026, 12, 8))
    year = village.posts("rosa", repeat="week", until=date(2027, 11, 30))
    assert len(written(village, year)) == 53
    assert statements(year) == statements(two)


def test_started_dates_do_not_move_up_the_clock(village: Village, number: int, clock: FrozenClock) -> None:
    """The start of the first date closes nothing on the second."""
    first, second, *_ = written(village, number)
    joins_on(village, "ana", first)
    joins_on(village, "ana", second)
    clock.move_to(first.starts_at)
    assert village.refused("ana", lambda work: leaving.leave_session(work, first.id)) == AlreadyStarted(number)
    village.does("ana", lambda work: leaving.leave_session(work, second.id))
    assert village.signups("ana") == [(SignupState.IN, 0), (SignupState.LEFT, 0)]
    assert first.starts_at > START
