"""Moving up when a seat is freed."""

import pytest

from bot.marketplace import life, promotion
from db.models import OpportunityState, Role, SignupState
from tests.bot.marketplace.village import Village, put

S = OpportunityState


@pytest.fixture
def number(village: Village) -> int:
    """The usual posting, by rosa: one designer, two developers."""
    village.people("rosa", "ana", "luc", "priya", "noemie")
    return village.posts("rosa")


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
        promotion.promote(work, role)
    assert (village.signups("luc"), village.taken(number)["Designer"]) == ([(SignupState.WAITING, 1)], 1)
