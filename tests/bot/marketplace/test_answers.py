"""Whoever waits for an answer gets one, also when nobody decides; the deadline closes by itself."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.errors.applications import LaterDeadlineNeeded
from bot.marketplace import answer_clock, applicants, applications, deadlines, life, signups
from bot.work import Work
from db.models import OpportunityState, SignupState
from db.queries.applications import applying_counted
from sandbox.clock import FrozenClock
from tests.bot.marketplace.cohort import BY_APPLICATION, applies, asks
from tests.bot.marketplace.evenings import WEEKLY, calls_off, role_on, written
from tests.bot.marketplace.village import ANSWERS, UNDATED, Village
from tests.town import STARTS

S = SignupState
KINDS = ("application.accepted", "application.declined", "application.ended", "signup.cancelled", "signup.closed")
ENDS: dict[str, Any] = {
    "filled": life.fill,
    "begun": life.start,
    "closed": lambda work, number: life.close(work, number, "Done"),
    "cancelled": lambda work, number: life.cancel(work, number, "No money"),
}


@pytest.fixture
def number(village: Village) -> int:
    """Ana is in, Luc is shortlisted and Priya waits."""
    village.people("rosa", "ana", "luc", "priya")
    number = asks(village)
    first, second, _third = (applies(village, who, number) for who in ("ana", "luc", "priya"))
    village.does("rosa", lambda work: applicants.accept(work, first))
    village.does("rosa", lambda work: applicants.shortlist(work, second))
    return number


def told(village: Village) -> list[tuple[str, str]]:
    return sorted((one.lane.rpartition("@")[2], one.kind) for one in village.owed(*KINDS))


def states(village: Village) -> list[SignupState]:
    return [village.signups(who)[-1][0] for who in ("ana", "luc", "priya")]


@pytest.mark.parametrize("how", ENDS)
def test_the_end_of_a_posting_answers_each_who_waits_once(village: Village, number: int, how: str) -> None:
    village.does("rosa", lambda work: ENDS[how](work, number))
    assert states(village) == [S.IN, S.REFUSED, S.REFUSED]
    ended = [("luc", "application.ended"), ("priya", "application.ended")]
    others = {"closed": [("ana", "signup.closed")], "cancelled": [("ana", "signup.cancelled")]}.get(how, [])
    assert told(village) == sorted([("ana", "application.accepted"), *others, *ended])


def test_what_is_over_by_the_clock_answers_who_waits(village: Village, clock: FrozenClock) -> None:
    village.people("rosa", "ana")
    dated: dict[str, Any] = {name: ANSWERS[name] for name in UNDATED}
    asks(village, **dated)
    applies(village, "ana", 1)
    clock.advance(timedelta(days=9))
    with village.desk.work() as work:
        life.complete_past(work)
    assert (village.signups("ana"), told(village)) == ([(S.REFUSED, 0)], [("ana", "application.ended")])


def test_who_is_in_one_role_and_applies_for_another_hears_of_a_cancellation_once(village: Village) -> None:
    village.people("rosa", "ana")
    number = asks(village, roles="Designer 1\nDeveloper 1")
    first = applies(village, "ana", number, "designer")
    village.does("rosa", lambda work: applicants.accept(work, first))
    applies(village, "ana", number, "developer")
    village.does("rosa", lambda work: life.cancel(work, number, ""))
    assert told(village) == [("ana", "application.accepted"), ("ana", "signup.cancelled")]


def test_who_was_not_decided_on_may_apply_again_when_it_reopens(village: Village, number: int) -> None:
    village.does("rosa", lambda work: life.fill(work, number))
    village.does("rosa", lambda work: life.reopen(work, number))
    applies(village, "priya", number)
    assert village.signups("priya") == [(S.REFUSED, 0), (S.APPLIED, 0)]


def close_due(village: Village) -> int:
    with village.desk.work() as work:
        return deadlines.close_due(work)


@pytest.mark.parametrize("entry", ["application", "open"])
def test_a_deadline_closes_by_itself_at_its_end_where_the_community_is(
    village: Village, clock: FrozenClock, entry: str
) -> None:
    village.people("rosa", "ana")
    number = asks(village, deadline=date(2026, 11, 24), entry=entry)
    clock.advance(timedelta(hours=37, minutes=59))  # 23:59 on the 24th in Toronto
    assert (close_due(village), village.state(number)) == (0, OpportunityState.OPEN)
    clock.advance(timedelta(minutes=1))
    assert (close_due(village), village.state(number)) == (1, OpportunityState.PAUSED)
    assert (close_due(village), village.told("applicants.deadline")) == (0, ["rosa"])


def test_what_is_past_its_deadline_is_reopened_with_a_later_one(village: Village, clock: FrozenClock) -> None:
    village.people("rosa")
    day = date(2026, 11, 24)
    number = asks(village, deadline=day)
    clock.advance(timedelta(days=3))
    close_due(village)

    def reopen(work: Work) -> object:
        return life.reopen(work, number)

    assert village.refused("rosa", reopen) == LaterDeadlineNeeded(number, day)
    village.edits("rosa", number, **BY_APPLICATION, deadline=date(2026, 12, 24))
    village.does("rosa", reopen)
    assert (close_due(village), village.state(number)) == (0, OpportunityState.OPEN)


@pytest.fixture
def evenings(village: Village) -> int:
    """By application, on four Tuesdays: Ana applied to the first, Luc is in it, Priya applied to the second."""
    village.people("rosa", "ana", "luc", "priya")
    number = village.posts("rosa", **WEEKLY, entry="application", roles="Guest 2")
    luc = applies(village, "luc", number)
    village.does("rosa", lambda work: applicants.accept(work, luc))
    applies(village, "ana", number)
    second = role_on(village, written(village, number)[1], "Guest")
    village.does("priya", lambda work: applications.apply(work, {"note": "Me too"}, form(work, second)))
    return number


def form(work: Work, role: int) -> dict[str, str]:
    """What the dialog of that role carries."""
    asked = applications.start(work, signups.seat_with_id(work, role))
    return {"role": str(role), "version": asked.version}


def waiting(village: Village, number: int) -> int:
    return village.sees(lambda work: applying_counted(work.db, village.numbered(work, number).id))


def test_an_application_to_a_date_ends_with_it_and_is_answered_once(
    village: Village, evenings: int, clock: FrozenClock
) -> None:
    clock.move_to(STARTS + timedelta(hours=2))
    for _tick in range(2):
        village.does("rosa", life.complete_past)
    assert village.told("application.ended") == ["ana"]
    assert village.signups("ana") == [(S.REFUSED, 0)]
    assert (waiting(village, evenings), village.signups("priya")) == (1, [(S.APPLIED, 0)])
    later = role_on(village, written(village, evenings)[2], "Guest")
    village.does("ana", lambda work: applications.apply(work, {"note": "Again"}, form(work, later)))


def test_a_date_that_is_called_off_answers_who_applied_to_it_once(village: Village, evenings: int) -> None:
    first = written(village, evenings)[0]
    calls_off(village, first, "Ice")
    assert sorted(village.told("session.cancelled")) == ["ana", "luc"]
    assert village.owed("application.ended", "application.declined") == []
    assert village.signups("ana") == [(S.REFUSED, 0)]
    assert waiting(village, evenings) == 1


def test_nobody_is_reminded_of_who_applied_to_a_date_that_is_gone(
    village: Village, evenings: int, clock: FrozenClock
) -> None:
    for one in written(village, evenings)[:2]:
        calls_off(village, one)
    clock.advance(timedelta(days=11))
    assert village.does("rosa", answer_clock.remind) == 0
    assert village.state(evenings) is OpportunityState.OPEN
