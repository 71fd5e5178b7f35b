"""Reminders: planned, moved, taken back."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import delete

from bot.marketplace import life
from db.models import Account, DeliveryState
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import UNDATED, Village, joining, on
from tests.town import EVENING, LATE

S = DeliveryState
BOTH = ("reminder.day", "reminder.hour")
STARTS = "2026-12-01T23:30:00+00:00"
LATER = date(2026, 12, 8)


@pytest.fixture
def number(village: Village) -> int:
    village.people("rosa", "ana", "luc")
    return village.posts("rosa")


def planned(village: Village, state: DeliveryState | None = S.READY) -> list[tuple[str, str, str]]:
    """Kind, when it is due and when it expires."""
    return [
        (one.kind, f"{one.due_at:%m-%d %H:%M}", f"{one.expires_at:%m-%d %H:%M}")
        for one in village.owed(*BOTH, state=state)
    ]


THE_USUAL = [
    ("reminder.day", "11-30 23:30", "12-01 20:30"),
    ("reminder.hour", "12-01 22:30", "12-01 23:30"),
]
A_WEEK_LATER = [
    ("reminder.day", "12-07 23:30", "12-08 20:30"),
    ("reminder.hour", "12-08 22:30", "12-08 23:30"),
]


def test_a_day_and_an_hour_before_are_planned_for_who_is_in(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    assert planned(village) == THE_USUAL


def test_who_is_in_two_roles_is_reminded_once_and_still_when_they_leave_one(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("ana", number, "developer")
    assert planned(village) == THE_USUAL
    village.leaves("ana", number, "designer")
    assert planned(village) == THE_USUAL
    village.leaves("ana", number)
    assert planned(village) == []


def test_who_waits_is_not_reminded_and_who_is_promoted_is(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "designer")
    assert village.told(*BOTH) == ["ana", "ana"]
    village.leaves("ana", number)
    assert village.told(*BOTH) == ["luc", "luc"]


def test_an_undated_posting_reminds_nobody(village: Village, number: int) -> None:
    village.joins("ana", village.posts("rosa", **UNDATED), "designer")
    assert planned(village) == []


@pytest.mark.parametrize(
    ("before", "kinds"),
    [
        (timedelta(hours=24, seconds=1), ["reminder.day", "reminder.hour"]),
        (timedelta(hours=24), ["reminder.hour"]),
        (timedelta(hours=1, seconds=1), ["reminder.hour"]),
        (timedelta(hours=1), []),
        (-timedelta(minutes=30), []),
    ],
)
def test_what_is_already_due_is_not_planned(
    village: Village, number: int, clock: FrozenClock, before: timedelta, kinds: list[str]
) -> None:
    clock.move_to(datetime.fromisoformat(STARTS) - before)
    village.joins("ana", number, "designer")
    assert [one.kind for one in village.owed(*BOTH)] == kinds


def test_reminders_move_with_the_session(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.edits("rosa", number, day=LATER)
    assert planned(village) == A_WEEK_LATER
    assert planned(village, S.CANCELLED) == THE_USUAL


def test_moving_back_revives_the_first_ones_and_doubles_none(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.edits("rosa", number, day=LATER)
    village.edits("rosa", number)
    assert (planned(village), planned(village, S.CANCELLED)) == (THE_USUAL, A_WEEK_LATER)
    assert len(village.owed(*BOTH, state=None)) == 4
    assert [one.settled_at for one in village.owed(*BOTH)] == [None, None]


def test_a_new_place_plans_nothing_twice(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.edits("rosa", number, where="Elsewhere")
    assert planned(village) == THE_USUAL
    assert len(village.owed(*BOTH, state=None)) == 2


def test_a_reminder_that_was_sent_is_not_sent_again_for_the_same_start(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    with village.desk.work() as work:
        for one in village.owed("reminder.day"):
            work.db.merge(one).state = S.SENT
    village.edits("rosa", number, day=LATER)
    village.edits("rosa", number)
    assert [one.kind for one in village.owed(*BOTH)] == ["reminder.hour"]


def test_leaving_takes_ones_own_reminders_back_and_no_others(village: Village, number: int) -> None:
    village.joins("ana", number, "developer")
    village.joins("luc", number, "developer")
    village.leaves("ana", number)
    assert village.told(*BOTH) == ["luc", "luc"]


def test_coming_back_plans_anew(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.leaves("ana", number)
    village.joins("ana", number, "designer")
    assert planned(village) == THE_USUAL


def test_cancelling_takes_all_reminders_back(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "developer")
    village.does("rosa", lambda work: life.cancel(work, number, ""))
    assert planned(village) == []


def test_closing_keeps_them(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.does("rosa", lambda work: life.pause(work, number))
    assert planned(village) == THE_USUAL


def test_a_day_is_twenty_four_hours_also_when_the_clocks_change(village: Village, number: int) -> None:
    """On 14 March 2027 at 18:30 in Toronto it is 22:30 UTC; the day before at 18:30 it was 23:30."""
    spring = village.posts("rosa", **on(date(2027, 3, 14), EVENING, LATE))
    village.joins("ana", spring, "designer")
    assert planned(village) == [
        ("reminder.day", "03-13 22:30", "03-14 19:30"),
        ("reminder.hour", "03-14 21:30", "03-14 22:30"),
    ]


def test_a_session_in_the_hour_that_autumn_repeats_is_in_the_first_of_the_two(village: Village, number: int) -> None:
    autumn = village.posts("rosa", **on(date(2027, 11, 7), time(1, 30), time(3, 0)))
    village.joins("ana", autumn, "designer")
    assert planned(village)[1] == ("reminder.hour", "11-07 04:30", "11-07 05:30")


def test_somebody_nobody_can_write_to_is_owed_nothing(village: Village, number: int) -> None:
    with village.work("ana") as work:
        work.db.execute(delete(Account).where(Account.platform_id == "ana"))
        joining(number, "designer")(work)
    assert planned(village) == []
