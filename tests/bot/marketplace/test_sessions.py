"""Sessions by rule: written out, shown one after another, moved, called off; each with seats of its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import event, select

from bot import errors
from bot.marketplace import dates, life, opportunities, posting, rosters, sessions, signups
from bot.messages.form import Answer
from bot.work import Work
from db.models import OpportunityState, Series, Session, SignupState
from db.queries.sessions import roles_at, sessions_coming
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import Village, answers, draft
from tests.town import START, STARTS

WEEKLY: dict[str, Answer] = {"repeat": "week", "until": date(2026, 12, 22), "holidays": "none"}
"""Tuesdays: 1, 8, 15 and 22 December."""
WEEK = timedelta(weeks=1)


@pytest.fixture
def number(village: Village) -> int:
    village.person("rosa")
    village.people("ana", "luc", "priya")
    return village.posts("rosa", **WEEKLY)


def written(village: Village, number: int) -> list[Session]:
    """Every session there is, soonest first."""

    def look(work: Work) -> list[Session]:
        of = Session.opportunity_id == village.numbered(work, number).id
        return list(work.db.scalars(select(Session).where(of).order_by(Session.starts_at)))

    return village.sees(look)


def days(village: Village, number: int) -> list[str]:
    """The days and hours to come, as they were said."""
    of = village.facts(number).opportunity.id
    return village.sees(lambda work: [f"{one.starts:%m-%d %H:%M}" for one in sessions_coming(work.db, of, work.now)])


def seats(village: Village, session: Session) -> list[int | None]:
    """Seats of each role of that date."""
    found = village.sees(lambda work: roles_at(work.db, session.opportunity_id, session.id))
    return [role.capacity for role in found]


def role_on(village: Village, session: Session, name: str = "Designer") -> int:
    found = village.sees(lambda work: roles_at(work.db, session.opportunity_id, session.id))
    return next(role.id for role in found if role.name == name)


def joins_on(village: Village, who: str, session: Session, name: str = "Designer") -> signups.Outcome:
    role = role_on(village, session, name)
    return village.does(who, lambda work: signups.sign_up(work, signups.seat_with_id(work, role), or_wait=True))


def edits(village: Village, number: int, session: Session, *, onwards: bool = False, **changes: Answer) -> None:
    """Rosa's edit of that date."""

    def rule(work: Work) -> None:
        at = sessions.At(work.db.get_one(Session, session.id), onwards)
        opportunities.edit(work, number, draft(work, **changes), at)

    village.does("rosa", rule)


def calls_off(village: Village, session: Session, reason: str = "") -> None:
    village.does("rosa", lambda work: sessions.call_off(work, session.id, reason))


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
    village.does("ana", lambda work: signups.leave_session(work, first.id))
    assert [one.due_at for one in village.owed("reminder.day")] == [STARTS + WEEK - timedelta(days=1)]


def test_leaving_by_number_is_about_the_shown_date_only(village: Village, number: int) -> None:
    second = written(village, number)[1]
    joins_on(village, "ana", second)
    assert village.refused("ana", lambda work: signups.leave(work, number)) == errors.OnOtherDates(number)
    assert village.refused("luc", lambda work: signups.leave(work, number)) == errors.NotSignedUp(number)
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
    assert again == errors.DateGone(number, cancelled=True)


def test_nobody_gets_into_a_date_that_is_called_off(village: Village, number: int) -> None:
    first, *_ = written(village, number)
    joins_on(village, "ana", first)
    joins_on(village, "luc", first)
    role = role_on(village, first)
    calls_off(village, first)
    gone = errors.DateGone(number, cancelled=True)
    join = village.refused("priya", lambda work: signups.sign_up(work, signups.seat_with_id(work, role), or_wait=True))
    assert join == gone
    assert village.refused("ana", lambda work: signups.leave_role(work, role)) == gone
    village.does("rosa", lambda work: signups.promote(work, role))
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
    assert village.refused("rosa", lambda work: sessions.call_off(work, last.id, "")) == errors.LastDate(number)


def test_an_edit_of_one_date_moves_that_one(village: Village, number: int) -> None:
    _first, second, third, _fourth = written(village, number)
    for who, session in (("ana", second), ("luc", third)):
        joins_on(village, who, session)
    edits(village, number, second, day=date(2026, 12, 9), roles="Designer 4\nDeveloper 2")
    assert days(village, number) == ["12-01 18:30", "12-09 18:30", "12-15 18:30", "12-22 18:30"]
    assert village.told("signup.moved") == ["ana"]
    assert [one.due_at for one in village.owed("reminder.day")] == [
        STARTS + timedelta(days=13), STARTS + timedelta(days=7)
    ]  # fmt: skip
    assert [seats(village, one) for one in (second, third)] == [[4, 2], [1, 2]]


def test_an_edit_from_here_on_moves_all_after_by_as_much(village: Village, number: int) -> None:
    first, second, third, _fourth = written(village, number)
    for who, session in (("ana", first), ("luc", second), ("priya", third)):
        joins_on(village, who, session)
    edits(village, number, second, onwards=True, day=date(2026, 12, 9), start=time(17), roles="Designer 2\nDeveloper 2")
    assert days(village, number) == ["12-01 18:30", "12-09 17:00", "12-16 17:00", "12-23 17:00"]
    assert {f"{one.ends:%H:%M}" for one in written(village, number)} == {"20:30"}
    assert village.told("signup.moved") == ["luc", "priya"]


def test_an_edit_from_here_on_keeps_local_time_over_the_change_of_the_clock(village: Village) -> None:
    village.person("rosa")
    number = village.posts("rosa", day=date(2027, 3, 7), repeat="week", until=date(2027, 3, 21))
    edits(
        village, number, written(village, number)[0], onwards=True, day=date(2027, 3, 8), start=time(19), end=time(21)
    )
    assert [f"{one.starts_at:%H:%M}" for one in written(village, number)] == ["00:00", "23:00", "23:00"]


def test_nobody_loses_a_seat_on_any_date_by_an_edit_from_here_on(village: Village, number: int) -> None:
    third = written(village, number)[2]
    for who in ("ana", "luc"):
        joins_on(village, who, third, "Developer")

    def rule(work: Work) -> None:
        at = sessions.At(work.db.get_one(Session, third.id), onwards=True)
        opportunities.edit(work, number, draft(work, day=date(2026, 12, 15), roles="Designer 1\nDeveloper 1"), at)

    refused = village.refused("rosa", rule)
    assert isinstance(refused, errors.Faults)
    assert refused.fields["roles"].name == "seats_below_taken"


def test_a_date_moved_before_the_shown_one_is_shown(village: Village, number: int) -> None:
    last = written(village, number)[-1]
    edits(village, number, last, day=date(2026, 11, 27))
    shown = village.facts(number).session
    assert shown is not None
    assert (shown.id, village.facts(number).later) == (last.id, 3)


def test_who_is_in_several_dates_is_told_of_a_new_place_once(village: Village, number: int) -> None:
    first, second, *_ = written(village, number)
    for one in (first, second):
        joins_on(village, "ana", one)
    village.edits("rosa", number, where="Room 5")
    assert village.told("signup.moved") == ["ana"]


def test_the_dialog_of_one_date_starts_with_that_date_and_saves_it(village: Village, number: int) -> None:
    _first, second, *_ = written(village, number)
    known, carried = village.does("rosa", lambda work: posting.start_edit_date(work, second.id))
    assert (known["day"], known["several"], carried["session"]) == (date(2026, 12, 8), "yes", str(second.id))
    changed = answers(day=date(2026, 12, 10), scope="one")
    village.does("rosa", lambda work: posting.save(work, changed, carried))
    assert days(village, number) == ["12-01 18:30", "12-10 18:30", "12-15 18:30", "12-22 18:30"]
    refused = village.refused("rosa", lambda work: posting.save(work, changed, carried))
    assert refused == errors.ChangedMeanwhile(number)


def test_a_dialog_carrying_a_date_of_another_posting_is_refused(village: Village, number: int) -> None:
    other = village.posts("rosa", title="Another")
    _known, carried = village.does("rosa", lambda work: posting.start_edit(work, number))
    foreign = {**carried, "session": str(written(village, other)[0].id)}
    assert isinstance(
        village.refused("rosa", lambda work: posting.save(work, answers(), foreign)), errors.NoLongerThere
    )


def test_an_undated_posting_can_become_a_series(village: Village) -> None:
    village.people("rosa", "ana")
    number = village.posts("rosa", day=None, start=None, end=None)
    village.joins("ana", number, "designer")
    village.edits("rosa", number, **WEEKLY)
    assert len(days(village, number)) == 4
    assert village.taken(number) == {"Designer": 1, "Developer": 0}
    assert village.told("signup.moved") == ["ana"]


@pytest.mark.parametrize(
    "typed",
    ["2026-12-15", "15 décembre", "15 decembre 2026", "December 15", "Dec 15, 2026", "15/12/2026", "12/15/2026"],
)
def test_a_date_is_understood_as_it_is_typed_in_both_languages(village: Village, number: int, typed: str) -> None:
    found, _rest = village.does("rosa", lambda work: dates.typed(work, number, typed))
    assert found.starts.date() == date(2026, 12, 15)


@pytest.mark.parametrize("typed", ["12/01/2026", "01/12/2026"])
def test_a_date_that_may_be_read_both_ways_is_the_one_with_a_session(village: Village, number: int, typed: str) -> None:
    """1 December, and not 12 January."""
    found, _rest = village.does("rosa", lambda work: dates.typed(work, number, typed))
    assert found.starts.date() == date(2026, 12, 1)


def test_words_after_a_date_are_the_reason(village: Village, number: int) -> None:
    assert (
        village.does("rosa", lambda work: dates.typed(work, number, "2026-12-15 Freezing rain"))[1] == "Freezing rain"
    )


@pytest.mark.parametrize("typed", ["", "garbage", "2026-12-16", "9" * 300, "<!channel>", "\x00", "2026-13-45"])
def test_what_names_no_date_of_the_posting_is_refused(village: Village, number: int, typed: str) -> None:
    refused = village.refused("rosa", lambda work: dates.typed(work, number, typed))
    assert refused == errors.NoSuchDate(number, typed[:40])


@pytest.mark.parametrize("rule", [sessions.organized, sessions.to_call_off, posting.start_edit_date, rosters.of_date])
def test_only_organizers_reach_a_date(village: Village, number: int, rule: Callable[[Work, int], object]) -> None:
    first = written(village, number)[0]
    assert village.refused("ana", lambda work: rule(work, first.id)) == errors.NotYours(number)
    assert village.refused("rosa", lambda work: rule(work, 999_999)) == errors.NoSuchOpportunity(None)


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
    assert village.refused("ana", lambda work: signups.leave_session(work, first.id)) == errors.AlreadyStarted(number)
    village.does("ana", lambda work: signups.leave_session(work, second.id))
    assert village.signups("ana") == [(SignupState.IN, 0), (SignupState.LEFT, 0)]
    assert first.starts_at > START
