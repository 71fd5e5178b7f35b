"""Leaving: one role, or all of them."""

import pytest

from bot.errors.signing_up import NotOpen, NotSignedUp
from bot.marketplace import leaving
from db.models import OpportunityState, SignupState
from tests.bot.marketplace.village import Village, put

S = OpportunityState


@pytest.fixture
def number(village: Village) -> int:
    """The usual posting, by rosa: one designer, two developers."""
    village.people("rosa", "ana", "luc", "priya", "noemie")
    return village.posts("rosa")


def test_who_leaves_and_comes_back_waits_behind_the_others(village: Village, number: int) -> None:
    for who in ("ana", "luc", "priya"):
        village.joins(who, number, "designer")
    village.leaves("luc", number)
    assert village.joins("luc", number, "designer").place == 2
    assert village.signups("luc") == [(SignupState.LEFT, 1), (SignupState.WAITING, 3)]
    village.leaves("ana", number)
    assert village.signups("priya") == [(SignupState.IN, 2)]


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
    assert village.does("ana", lambda work: leaving.leave_role(work, role)).role == "Developer"
    assert village.signups("ana") == [(SignupState.IN, 0), (SignupState.LEFT, 0)]
    assert village.taken(number) == {"Designer": 1, "Developer": 1}
    again = village.refused("ana", lambda work: leaving.leave_role(work, role))
    assert again == NotSignedUp(number, "Developer")


def test_leaving_without_a_role_leaves_all_of_them(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("ana", number, "developer")
    assert village.leaves("ana", number) == ["Designer", "Developer"]
    assert village.taken(number) == {"Designer": 0, "Developer": 0}
    assert village.refused("ana", lambda work: leaving.leave(work, number)) == NotSignedUp(number)


@pytest.mark.parametrize("state", [S.CANCELLED, S.COMPLETED])
def test_nobody_leaves_what_has_ended(village: Village, number: int, state: OpportunityState) -> None:
    village.joins("ana", number, "designer")
    put(village, number, state)
    assert village.refused("ana", lambda work: leaving.leave(work, number)) == NotOpen(number, state)
    role = village.role(number, "Designer").id
    assert village.refused("ana", lambda work: leaving.leave_role(work, role)) == NotOpen(number, state)
