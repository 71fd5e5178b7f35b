"""Finding the role that was meant, by what was typed or pressed."""

from datetime import timedelta

import pytest

from bot.desk import Desk
from bot.errors.signing_up import AlreadySignedUp, NoSuchOpportunity, NoSuchRole, NotSignedUp, Opening, RoleNeeded
from bot.marketplace import leaving, signups
from db.models import OpportunityState
from tests.bot.marketplace.village import Village, joining

S = OpportunityState
STARTS = timedelta(days=8, hours=8, minutes=30)
"""From the start of a test to that of the usual session."""


@pytest.fixture
def number(village: Village) -> int:
    """The usual posting, by rosa: one designer, two developers."""
    village.people("rosa", "ana", "luc", "priya", "noemie")
    return village.posts("rosa")


@pytest.mark.parametrize(
    ("typed", "role"), [("designer", "Designer"), ("DÉSIGNER", "Designer"), ("  des", "Designer"), ("dev", "Developer")]
)
def test_a_role_is_found_by_its_beginning(village: Village, number: int, typed: str, role: str) -> None:
    assert village.joins("ana", number, typed).seat.role == role


@pytest.mark.parametrize("typed", ["de", "chef", "designers", "%", "_esigner"])
def test_a_role_nobody_or_several_have_is_refused(village: Village, number: int, typed: str) -> None:
    assert village.refused("ana", joining(number, typed)) == NoSuchRole(number, typed, ("Designer", "Developer"))


def test_a_role_named_in_full_wins_over_a_longer_one(village: Village, number: int) -> None:
    both = village.posts("rosa", roles="Design lead 1\nDesign 1")
    assert village.joins("ana", both, "design").seat.role == "Design"


def test_the_only_role_need_not_be_named_and_one_of_several_must(village: Village, number: int) -> None:
    single = village.posts("rosa", roles="Walker 3")
    assert village.joins("ana", single).seat.role == "Walker"
    village.joins("luc", number, "designer")
    designer, developer = village.role(number, "Designer"), village.role(number, "Developer")
    roles = (Opening(designer.id, "Designer", full=True), Opening(developer.id, "Developer", full=False))
    assert village.refused("ana", joining(number)) == RoleNeeded(number, roles)


def test_only_roles_one_does_not_have_are_asked_for(village: Village, number: int) -> None:
    for who in ("luc", "ana"):
        village.joins(who, number, "designer")
    developer = Opening(village.role(number, "Developer").id, "Developer", full=False)
    for who in ("luc", "ana"):
        assert village.refused(who, joining(number)) == RoleNeeded(number, (developer,), ("Designer",))
        village.joins(who, number, "developer")
    assert village.refused("luc", joining(number)) == AlreadySignedUp(number, "Designer", waiting=False)
    assert village.refused("ana", joining(number)) == AlreadySignedUp(number, "Designer", waiting=True)


def test_a_number_nobody_has_is_refused(village: Village, number: int) -> None:
    assert village.refused("ana", joining(99)) == NoSuchOpportunity(99)
    assert village.refused("ana", lambda work: leaving.leave(work, 99)) == NoSuchOpportunity(99)


def test_another_communitys_role_is_not_there(village: Village, number: int, desk: Desk) -> None:
    role = village.role(number, "Designer").id
    elsewhere = Village(desk, "T0ELSEWHERE")
    elsewhere.person("boss", admin=True)
    assert elsewhere.refused("boss", lambda work: signups.seat_with_id(work, role)) == NoSuchOpportunity(None)
    assert elsewhere.refused("boss", lambda work: leaving.leave_role(work, role)) == NoSuchOpportunity(None)
    assert village.does("ana", lambda work: signups.seat_with_id(work, role).role) == "Designer"
    assert village.refused("ana", lambda work: signups.seat_with_id(work, 10**9)) == NoSuchOpportunity(None)


def test_leaving_a_role_one_is_not_in_is_refused(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    assert village.refused("ana", lambda work: leaving.leave(work, number, "developer")) == NotSignedUp(
        number, "Developer"
    )
    assert village.refused("ana", lambda work: leaving.leave(work, number, "chef")) == NoSuchRole(
        number, "chef", ("Designer", "Developer")
    )
