"""What the hour changes: signing up ends with the session, leaving and moving up with its start."""

from datetime import timedelta

import pytest

from bot.errors.signing_up import AlreadyOver, AlreadyStarted, RoleFull
from bot.marketplace import leaving
from db.models import SignupState
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import UNDATED, Village, joining
from tests.town import TUESDAY

STARTS = timedelta(days=8, hours=8, minutes=30)
"""From the start of a test to that of the usual session."""


@pytest.fixture
def number(village: Village) -> int:
    """The usual posting, by rosa: one designer, two developers."""
    village.people("rosa", "ana", "luc", "priya", "noemie")
    return village.posts("rosa")


def test_signing_up_ends_with_the_session(village: Village, number: int, clock: FrozenClock) -> None:
    clock.advance(STARTS + timedelta(hours=2) - timedelta(seconds=1))
    village.joins("ana", number, "designer")
    clock.advance(timedelta(seconds=1))
    assert village.refused("luc", joining(number, "developer")) == AlreadyOver(number)


def test_a_seat_is_kept_once_it_has_started(village: Village, number: int, clock: FrozenClock) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "designer")
    village.joins("priya", number, "developer")
    clock.advance(STARTS - timedelta(seconds=1))
    village.leaves("priya", number)
    clock.advance(timedelta(seconds=1))
    role = village.role(number, "Designer").id
    assert village.refused("ana", lambda work: leaving.leave(work, number)) == AlreadyStarted(number)
    assert village.refused("ana", lambda work: leaving.leave_role(work, role)) == AlreadyStarted(number)
    assert village.leaves("luc", number) == ["Designer"]
    assert village.taken(number) == {"Designer": 1, "Developer": 0}


@pytest.mark.parametrize(
    ("after", "moved"),
    [(timedelta(seconds=-1), True), (timedelta(0), False), (timedelta(minutes=10), False), (timedelta(hours=2), False)],
)
def test_nobody_is_moved_into_what_has_started(
    village: Village, number: int, clock: FrozenClock, after: timedelta, moved: bool
) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "designer")
    clock.advance(STARTS + after)
    village.edits("rosa", number, roles="Designer 5\nDeveloper 2")
    assert village.signups("luc") == [(SignupState.IN if moved else SignupState.WAITING, 1)]
    assert village.told("signup.promoted") == (["luc"] if moved else [])


def test_seats_added_after_the_start_are_for_nobody_new_while_somebody_waits(
    village: Village, number: int, clock: FrozenClock
) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "designer")
    clock.advance(STARTS)
    village.edits("rosa", number, roles="Designer 5\nDeveloper 2")
    refusal = village.refused("priya", joining(number, "designer", or_wait=False))
    assert isinstance(refusal, RoleFull)
    assert refusal.started
    assert village.joins("priya", number, "designer").place == 2
    assert village.joins("noemie", number, "developer").place == 0


def test_what_is_put_off_after_its_start_moves_up_who_waits(village: Village, number: int, clock: FrozenClock) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "designer")
    village.joins("priya", number, "designer")
    clock.advance(STARTS)
    village.edits("rosa", number, roles="Designer 2\nDeveloper 2")
    assert village.told("signup.promoted") == []
    village.edits("rosa", number, roles="Designer 2\nDeveloper 2", day=TUESDAY + timedelta(days=7))
    assert village.signups("luc") == [(SignupState.IN, 1)]
    assert village.signups("priya") == [(SignupState.WAITING, 2)]
    assert village.told("signup.promoted") == ["luc"]
    assert village.told("reminder.day") == ["ana", "luc"]


def test_the_line_of_an_undated_posting_moves_up_at_any_time(village: Village, clock: FrozenClock) -> None:
    village.people("rosa", "ana", "luc")
    undated = village.posts("rosa", roles="Walker 1", **UNDATED)
    village.joins("ana", undated)
    village.joins("luc", undated)
    clock.advance(timedelta(days=400))
    village.leaves("ana", undated)
    assert village.signups("luc") == [(SignupState.IN, 1)]


def test_an_undated_posting_takes_and_loses_people_for_as_long_as_it_is_open(
    village: Village, number: int, clock: FrozenClock
) -> None:
    undated = village.posts("rosa", roles="Volunteer", **UNDATED)
    clock.advance(timedelta(days=400))
    village.joins("ana", undated)
    assert village.leaves("ana", undated) == ["Volunteer"]


def test_who_is_gone_for_good_leaves_their_seats_to_others(village: Village, number: int, clock: FrozenClock) -> None:
    later = village.posts("rosa", day=TUESDAY + timedelta(days=7))
    for posted in (number, later):
        village.joins("ana", posted, "designer")
        village.joins("luc", posted, "designer")
    clock.advance(STARTS)
    with village.desk.work() as work:
        leaving.withdraw(work, village.known(work, "ana").id)
    assert [state for state, _position in village.signups("ana")] == [SignupState.IN, SignupState.LEFT]
    assert [state for state, _position in village.signups("luc")] == [SignupState.WAITING, SignupState.IN]
    assert village.told("signup.promoted") == ["luc"]
