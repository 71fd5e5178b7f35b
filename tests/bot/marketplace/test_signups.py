"""Signing up, waiting, leaving, and moving up."""

from datetime import timedelta

import pytest

from bot.errors import (
    AlreadyOver,
    AlreadySignedUp,
    AlreadyStarted,
    NoSuchOpportunity,
    NotOpen,
    NotSignedUp,
    RoleFull,
)
from bot.marketplace import opportunities, signups
from db.models import OpportunityState, Role, Signup, SignupState
from db.queries import signups as queries
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import UNDATED, Village, joining
from tests.town import TUESDAY

S = OpportunityState
STARTS = timedelta(days=8, hours=8, minutes=30)
"""From the start of a test to that of the usual session."""


@pytest.fixture
def number(village: Village) -> int:
    """The usual posting, by rosa: one designer, two developers."""
    village.people("rosa", "ana", "luc", "priya", "noemie")
    return village.posts("rosa")


def signup_of(village: Village, who: str) -> list[tuple[SignupState, int]]:
    """Everything they ever signed up for: state and position."""
    with village.work(who) as work:
        mine = work.db.query(Signup).filter_by(person_id=village.known(work, who).id).order_by(Signup.id)
        return [(one.state, one.position) for one in mine]


def test_a_seat_is_taken(village: Village, number: int) -> None:
    outcome = village.joins("ana", number, "designer")
    assert (outcome.place, outcome.seat.role, outcome.seat.number) == (0, "Designer", number)
    assert signup_of(village, "ana") == [(SignupState.IN, 0)]
    assert village.taken(number) == {"Designer": 1, "Developer": 0}


def test_a_full_role_is_refused_and_the_waiting_list_keeps_its_order(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    role = village.role(number, "Designer").id
    assert village.refused("luc", joining(number, "designer", or_wait=False)) == RoleFull(number, "Designer", role, 0)
    assert [village.joins(who, number, "designer").place for who in ("luc", "priya")] == [1, 2]
    assert village.refused("noemie", joining(number, "designer", or_wait=False)) == RoleFull(
        number, "Designer", role, 2
    )
    assert village.taken(number)["Designer"] == 1


def test_a_seat_freed_goes_to_who_came_first(village: Village, number: int) -> None:
    for who in ("ana", "luc", "priya"):
        village.joins(who, number, "designer")
    assert village.leaves("ana", number) == ["Designer"]
    assert [signup_of(village, who) for who in ("ana", "luc", "priya")] == [
        [(SignupState.LEFT, 0)],
        [(SignupState.IN, 1)],
        [(SignupState.WAITING, 2)],
    ]
    assert (village.taken(number)["Designer"], village.told("signup.promoted")) == (1, ["luc"])


def test_who_leaves_and_comes_back_waits_behind_the_others(village: Village, number: int) -> None:
    for who in ("ana", "luc", "priya"):
        village.joins(who, number, "designer")
    village.leaves("luc", number)
    assert village.joins("luc", number, "designer").place == 2
    assert signup_of(village, "luc") == [(SignupState.LEFT, 1), (SignupState.WAITING, 3)]
    village.leaves("ana", number)
    assert signup_of(village, "priya") == [(SignupState.IN, 2)]


def test_who_waits_may_leave_and_nobody_is_promoted_for_it(village: Village, number: int) -> None:
    for who in ("ana", "luc", "priya"):
        village.joins(who, number, "designer")
    village.leaves("luc", number)
    assert (village.taken(number)["Designer"], village.told("signup.promoted")) == (1, [])


def test_more_seats_take_in_who_waits_in_order(village: Village, number: int) -> None:
    for who in ("ana", "luc", "priya", "noemie"):
        village.joins(who, number, "designer")
    village.edits("rosa", number, roles="Designer 3\nDeveloper 2")
    assert village.taken(number)["Designer"] == 3
    assert village.told("signup.promoted") == ["luc", "priya"]
    village.edits("rosa", number, roles="Designer\nDeveloper 2")
    assert (village.taken(number)["Designer"], village.told("signup.promoted")) == (4, ["luc", "priya", "noemie"])


def test_a_role_without_limit_is_never_full(village: Village) -> None:
    village.person("rosa")
    number = village.posts("rosa", roles="Volunteer")
    assert {village.joins(who, number).place for who in village.people(*[f"u{n}" for n in range(12)])} == {0}
    assert village.taken(number) == {"Volunteer": 12}


@pytest.mark.parametrize("waiting", [False, True])
def test_nobody_is_in_one_role_twice(village: Village, number: int, waiting: bool) -> None:
    if waiting:
        village.joins("rosa", number, "designer")
    village.joins("ana", number, "designer")
    refusal = AlreadySignedUp(number, "Designer", waiting=waiting)
    assert village.refused("ana", joining(number, "designer")) == refusal
    assert len(signup_of(village, "ana")) == 1


def test_somebody_may_take_two_roles_and_leave_one(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("ana", number, "developer")
    assert village.leaves("ana", number, "dev") == ["Developer"]
    assert village.taken(number) == {"Designer": 1, "Developer": 0}


def test_leaving_without_a_role_leaves_all_of_them(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("ana", number, "developer")
    assert village.leaves("ana", number) == ["Designer", "Developer"]
    assert village.taken(number) == {"Designer": 0, "Developer": 0}
    assert village.refused("ana", lambda work: signups.leave(work, number)) == NotSignedUp(number)


@pytest.mark.parametrize("state", [S.CLOSED, S.CANCELLED, S.COMPLETED])
def test_what_is_not_open_takes_nobody(village: Village, number: int, state: OpportunityState) -> None:
    put(village, number, state)
    assert village.refused("ana", joining(number, "designer")) == NotOpen(number, state)


@pytest.mark.parametrize("state", [S.SUBMITTED, S.DECLINED])
def test_what_is_hidden_is_not_there_for_volunteers_and_not_open_for_its_author(
    village: Village, number: int, state: OpportunityState
) -> None:
    put(village, number, state)
    assert village.refused("ana", joining(number, "designer")) == NoSuchOpportunity(number)
    assert village.refused("rosa", joining(number, "designer")) == NotOpen(number, state)
    assert village.refused("ana", lambda work: signups.leave(work, number)) == NoSuchOpportunity(number)


@pytest.mark.parametrize("state", [S.CANCELLED, S.COMPLETED])
def test_nobody_leaves_what_has_ended(village: Village, number: int, state: OpportunityState) -> None:
    village.joins("ana", number, "designer")
    put(village, number, state)
    assert village.refused("ana", lambda work: signups.leave(work, number)) == NotOpen(number, state)


def test_leaving_a_closed_posting_frees_the_seat_for_who_waits(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "designer")
    village.does("rosa", lambda work: opportunities.close(work, number))
    village.leaves("ana", number)
    assert signup_of(village, "luc") == [(SignupState.IN, 1)]


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
    assert village.refused("ana", lambda work: signups.leave(work, number)) == AlreadyStarted(number)
    assert village.leaves("luc", number) == ["Designer"]
    assert village.taken(number) == {"Designer": 1, "Developer": 0}


def test_nobody_is_moved_into_what_is_over(village: Village, number: int, clock: FrozenClock) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "designer")
    clock.advance(STARTS + timedelta(hours=2))
    village.edits("rosa", number, roles="Designer 5\nDeveloper 2")
    assert signup_of(village, "luc") == [(SignupState.WAITING, 1)]


@pytest.mark.parametrize("state", [S.CANCELLED, S.COMPLETED])
def test_nobody_is_moved_into_what_has_ended(village: Village, number: int, state: OpportunityState) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "designer")
    put(village, number, state)
    role = village.role(number, "Designer").id
    with village.desk.work() as work:
        work.db.get_one(Role, role).capacity = 5
        signups.promote(work, role)
    assert (signup_of(village, "luc"), village.taken(number)["Designer"]) == ([(SignupState.WAITING, 1)], 1)


def test_an_undated_posting_takes_and_loses_people_for_as_long_as_it_is_open(
    village: Village, number: int, clock: FrozenClock
) -> None:
    undated = village.posts("rosa", roles="Volunteer", **UNDATED)
    clock.advance(timedelta(days=400))
    village.joins("ana", undated)
    assert village.leaves("ana", undated) == ["Volunteer"]


def test_a_roster_has_who_is_in_first_and_then_the_line_in_order(village: Village, number: int) -> None:
    for who in ("luc", "ana", "priya"):
        village.joins(who, number, "designer")
    village.joins("noemie", number, "developer")
    village.leaves("ana", number)
    village.joins("ana", number, "designer")
    seated = village.sees(lambda work: queries.roster(work.db, village.numbered(work, number).id))
    assert [(role.name, person.name, signup.state.value) for role, signup, person in seated] == [
        ("Designer", "luc", "in"),
        ("Designer", "priya", "waiting"),
        ("Designer", "ana", "waiting"),
        ("Developer", "noemie", "in"),
    ]


def test_who_is_gone_for_good_leaves_their_seats_to_others(village: Village, number: int, clock: FrozenClock) -> None:
    later = village.posts("rosa", day=TUESDAY + timedelta(days=7))
    for posted in (number, later):
        village.joins("ana", posted, "designer")
        village.joins("luc", posted, "designer")
    clock.advance(STARTS)
    with village.desk.work() as work:
        signups.withdraw(work, village.known(work, "ana").id)
    assert [state for state, _position in signup_of(village, "ana")] == [SignupState.IN, SignupState.LEFT]
    assert [state for state, _position in signup_of(village, "luc")] == [SignupState.WAITING, SignupState.IN]
    assert village.told("signup.promoted") == ["luc"]


def put(village: Village, number: int, state: OpportunityState) -> None:
    with village.desk.work() as work:
        opportunity = village.numbered(work, number)
        opportunity.state = state
        if state in (S.SUBMITTED, S.DECLINED):
            opportunity.published_at = None
