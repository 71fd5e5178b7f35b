"""Signing up, waiting, leaving, and moving up."""

import pytest

from bot.errors.signing_up import AlreadySignedUp, NoSuchOpportunity, NotOpen, NotSignedUp, RoleFull
from bot.marketplace import life, rosters, signups
from db.models import OpportunityState, Role, SignupState
from tests.bot.marketplace.village import Village, joining

S = OpportunityState


@pytest.fixture
def number(village: Village) -> int:
    """The usual posting, by rosa: one designer, two developers."""
    village.people("rosa", "ana", "luc", "priya", "noemie")
    return village.posts("rosa")


def test_a_seat_is_taken(village: Village, number: int) -> None:
    outcome = village.joins("ana", number, "designer")
    assert (outcome.place, outcome.seat.role, outcome.seat.number) == (0, "Designer", number)
    assert village.signups("ana") == [(SignupState.IN, 0)]
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
    assert [village.signups(who) for who in ("ana", "luc", "priya")] == [
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
    assert village.signups("luc") == [(SignupState.LEFT, 1), (SignupState.WAITING, 3)]
    village.leaves("ana", number)
    assert village.signups("priya") == [(SignupState.IN, 2)]


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
    assert len(village.signups("ana")) == 1


def test_somebody_may_take_two_roles_and_leave_one(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("ana", number, "developer")
    assert village.leaves("ana", number, "dev") == ["Developer"]
    assert village.taken(number) == {"Designer": 1, "Developer": 0}


def test_leaving_by_the_button_of_a_role_keeps_the_other(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("ana", number, "developer")
    village.joins("luc", number, "developer")
    role = village.role(number, "Developer").id
    assert village.does("ana", lambda work: signups.leave_role(work, role)).role == "Developer"
    assert village.signups("ana") == [(SignupState.IN, 0), (SignupState.LEFT, 0)]
    assert village.taken(number) == {"Designer": 1, "Developer": 1}
    again = village.refused("ana", lambda work: signups.leave_role(work, role))
    assert again == NotSignedUp(number, "Developer")


def test_leaving_without_a_role_leaves_all_of_them(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("ana", number, "developer")
    assert village.leaves("ana", number) == ["Designer", "Developer"]
    assert village.taken(number) == {"Designer": 0, "Developer": 0}
    assert village.refused("ana", lambda work: signups.leave(work, number)) == NotSignedUp(number)


@pytest.mark.parametrize("state", [S.PAUSED, S.CANCELLED, S.COMPLETED])
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
    role = village.role(number, "Designer").id
    assert village.refused("ana", lambda work: signups.leave_role(work, role)) == NotOpen(number, state)


def test_leaving_a_closed_posting_frees_the_seat_for_who_waits(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "designer")
    village.does("rosa", lambda work: life.pause(work, number))
    village.leaves("ana", number)
    assert village.signups("luc") == [(SignupState.IN, 1)]


@pytest.mark.parametrize("state", [S.CANCELLED, S.COMPLETED])
def test_nobody_is_moved_into_what_has_ended(village: Village, number: int, state: OpportunityState) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "designer")
    put(village, number, state)
    role = village.role(number, "Designer").id
    with village.desk.work() as work:
        work.db.get_one(Role, role).capacity = 5
        signups.promote(work, role)
    assert (village.signups("luc"), village.taken(number)["Designer"]) == ([(SignupState.WAITING, 1)], 1)


def test_a_roster_has_who_is_in_first_and_then_the_line_in_order(village: Village, number: int) -> None:
    for who in ("luc", "ana", "priya"):
        village.joins(who, number, "designer")
    village.joins("noemie", number, "developer")
    village.leaves("ana", number)
    village.joins("ana", number, "designer")
    found = village.does("rosa", lambda work: rosters.of(work, number))
    assert [(role.name, person.name, signup.state.value) for role, signup, person in found.people] == [
        ("Designer", "luc", "in"),
        ("Designer", "priya", "waiting"),
        ("Designer", "ana", "waiting"),
        ("Developer", "noemie", "in"),
    ]


def put(village: Village, number: int, state: OpportunityState) -> None:
    with village.desk.work() as work:
        opportunity = village.numbered(work, number)
        opportunity.state = state
        if state in (S.SUBMITTED, S.DECLINED):
            opportunity.published_at = None
