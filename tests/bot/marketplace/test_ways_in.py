"""How one comes in changes under nobody who is there."""

from typing import Any

import pytest

from bot.errors import Fault, Faults
from bot.marketplace import opportunities
from db.models import SignupState
from tests.bot.marketplace.cohort import applies, asks, declines
from tests.bot.marketplace.test_research import SLOTS, roles, takes
from tests.bot.marketplace.village import UNDATED, Village, draft


@pytest.fixture
def village(village: Village) -> Village:
    village.people("rosa", "ana", "luc")
    return village


def refused(village: Village, number: int, **changes: Any) -> object:
    return village.refused("rosa", lambda work: opportunities.edit(work, number, draft(work, **changes)))


OPEN = {**UNDATED, "entry": "open", "roles": "Fellow 2"}
BY_APPLICATION = {**OPEN, "entry": "application", "roles": "Fellow 1"}


def test_who_applied_is_answered_before_others_come_in_at_once(village: Village) -> None:
    number = asks(village)
    signup = applies(village, "ana", number)
    assert refused(village, number, **OPEN) == Faults({"entry": Fault("people_applied")})
    assert village.facts(number).opportunity.entry == "application"
    declines(village, "rosa", signup)
    village.edits("rosa", number, **OPEN)
    assert village.joins("luc", number).place == 0


def test_who_waits_in_line_gets_a_seat_before_others_apply(village: Village) -> None:
    number = village.posts("rosa", **{**OPEN, "roles": "Fellow 1"})
    village.joins("ana", number)
    village.joins("luc", number)
    assert refused(village, number, **BY_APPLICATION) == Faults({"entry": Fault("people_in_line")})
    village.edits("rosa", number, **OPEN)
    village.edits("rosa", number, **{**BY_APPLICATION, "roles": "Fellow 2"})
    assert village.signups("luc") == [(SignupState.IN, 1)]


def test_nobody_takes_part_in_research_who_has_not_agreed(village: Village) -> None:
    number = village.posts("rosa", kind="event", roles="Guest 3")
    village.joins("ana", number)
    research = {"kind": "research", "roles": "Guest 3", "consent": "I agree to be recorded"}
    assert refused(village, number, **research) == Faults({"kind": Fault("people_and_research")})
    village.leaves("ana", number)
    village.edits("rosa", number, **research)
    assert village.facts(number).opportunity.kind == "research"


def test_who_takes_part_in_research_is_named_nowhere_else(village: Village) -> None:
    number = village.posts("rosa", **SLOTS)
    takes(village, "ana", roles(village, number)[0])
    assert refused(village, number, kind="event", roles="Guest 3") == Faults({"kind": Fault("people_and_research")})
