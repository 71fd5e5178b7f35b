"""The answer clock: reminders on day 2 and day 5, a pause on day 10, and nobody nagged; the usual time to an answer."""

from datetime import date, timedelta

import pytest

from bot.marketplace import answer_clock, applicants, life, pace
from db.models import OpportunityState
from sandbox.clock import FrozenClock
from tests.bot.marketplace.cohort import applies, asks, declines
from tests.bot.marketplace.village import Village

HOUR = timedelta(hours=1)


@pytest.fixture
def number(village: Village) -> int:
    village.people("rosa", *"abcdefgh")
    return asks(village)


def waits(village: Village, clock: FrozenClock, days: float, until_now: float = 0.0) -> list[float]:
    """Lets so many days go by, an hour at a time; on which of them the organizer was reminded."""
    reminded, before = [], len(village.owed("applicants.late", state=None))
    for hours in range(1, round(days * 24) + 1):
        clock.advance(HOUR)
        with village.desk.work() as work:
            answer_clock.remind(work)
        if len(village.owed("applicants.late", state=None)) > before:
            before += 1
            reminded.append(until_now + hours / 24)
    return reminded


def test_organizers_are_reminded_on_day_two_and_five_and_on_day_ten_it_pauses(
    village: Village, number: int, clock: FrozenClock
) -> None:
    applies(village, "a", number)
    assert waits(village, clock, 9.9) == [2, 5]
    assert (village.state(number), village.told("application.late")) == (OpportunityState.OPEN, [])
    applies(village, "b", number)
    assert waits(village, clock, 10, 9.9) == [pytest.approx(10, abs=0.1)]
    assert (village.state(number), village.told("application.late")) == (OpportunityState.PAUSED, ["a", "b"])


def test_what_is_reopened_unanswered_is_reminded_of_and_paused_again(
    village: Village, number: int, clock: FrozenClock
) -> None:
    applies(village, "a", number)
    waits(village, clock, 15)
    village.does("rosa", lambda work: life.reopen(work, number))
    applies(village, "b", number)
    assert waits(village, clock, 9.9) == [2, 5]
    assert village.state(number) is OpportunityState.OPEN
    assert waits(village, clock, 1, 9.9) == [pytest.approx(10, abs=0.1)]
    assert (village.state(number), village.told("application.late")) == (OpportunityState.PAUSED, ["a", "b"])


def test_what_is_answered_or_taken_back_reminds_nobody(village: Village, number: int, clock: FrozenClock) -> None:
    declines(village, "rosa", applies(village, "a", number))
    applies(village, "b", number)
    village.leaves("b", number)
    assert waits(village, clock, 11) == []


def test_who_answers_one_a_day_is_not_reminded_every_day(village: Village, number: int, clock: FrozenClock) -> None:
    signups = []
    for who in "abcdef":
        signups.append(applies(village, who, number))
        clock.advance(timedelta(hours=12))
    reminded: list[float] = []
    for signup in signups:
        reminded += waits(village, clock, 1, 3.0 + len(reminded))
        declines(village, "rosa", signup)
    assert len(reminded) <= 2


def test_shortlisted_is_not_answered(village: Village, number: int, clock: FrozenClock) -> None:
    signup = applies(village, "a", number)
    village.does("rosa", lambda work: applicants.shortlist(work, signup))
    assert waits(village, clock, 3) == [2]


def test_an_outage_is_followed_by_one_reminder(village: Village, number: int, clock: FrozenClock) -> None:
    applies(village, "a", number)
    clock.advance(timedelta(days=6))
    assert waits(village, clock, 3, 6.0) == [pytest.approx(6, abs=0.1)]


def test_a_cohort_is_chosen_together_so_the_clock_starts_after_its_deadline(
    village: Village, clock: FrozenClock
) -> None:
    village.people("rosa", "a")
    number = asks(village, kind="cohort", deadline=date(2026, 12, 14))  # 21 days from now
    applies(village, "a", number)
    assert waits(village, clock, 21) == []
    assert waits(village, clock, 4) == [pytest.approx(2.6, abs=0.1)]


def test_what_the_organizer_paused_stays_so_and_who_waits_is_told(
    village: Village, number: int, clock: FrozenClock
) -> None:
    applies(village, "a", number)
    village.does("rosa", lambda work: life.pause(work, number))
    assert len(waits(village, clock, 11)) == 3
    assert (village.state(number), village.told("application.late")) == (OpportunityState.PAUSED, ["a"])


def test_who_waits_is_told_once_however_often_it_pauses(village: Village, number: int, clock: FrozenClock) -> None:
    for who in "ab":
        applies(village, who, number)
        clock.advance(timedelta(days=4))
    waits(village, clock, 3, 8.0)
    assert village.state(number) == OpportunityState.PAUSED
    village.does("rosa", lambda work: life.reopen(work, number))
    declines(village, "rosa", 1)
    waits(village, clock, 10, 11.0)
    assert (village.state(number), village.told("application.late")) == (OpportunityState.PAUSED, ["a", "b"])


def answers_in(village: Village, number: int) -> int | None:
    return village.facts(number).organization.answers_in


def test_the_usual_time_is_the_median_of_at_least_three_answers(
    village: Village, number: int, clock: FrozenClock
) -> None:
    signups = [applies(village, who, number) for who in "abcd"]
    seen = []
    for signup, days in zip(signups, (1, 2, 5, 0), strict=True):
        clock.advance(timedelta(days=days))
        declines(village, "rosa", signup)
        seen.append(answers_in(village, number))
    assert seen == [None, None, 3, 6], "after 1, 3, 8 and 8 days; in whole days"


def test_what_ended_unanswered_and_what_is_long_ago_does_not_count(
    village: Village, number: int, clock: FrozenClock
) -> None:
    for who in "abc":
        declines(village, "rosa", applies(village, who, number))
    for who in "defgh":
        applies(village, who, number)
    clock.advance(timedelta(days=4))
    village.does("rosa", lambda work: life.fill(work, number))
    assert answers_in(village, number) == 1
    clock.advance(timedelta(days=177))
    with village.desk.work() as work:
        assert pace.forget(work) == 1
    assert answers_in(village, number) is None
