"""Signing up and waiting."""

import pytest

from bot.errors.signing_up import AlreadySignedUp, NoSuchOpportunity, NotOpen, RoleFull
from bot.marketplace import leaving, rosters
from db.models import OpportunityState, SignupState
from tests.bot.marketplace.village import Village, joining, put

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
    assert village.refused("ana", lambda work: leaving.leave(work, number)) == NoSuchOpportunity(number)


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
