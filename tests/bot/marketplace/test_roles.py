"""The roles of an opportunity: rewritten without unseating anybody."""

import pytest

from bot.errors import Fault, Faults
from bot.errors.signing_up import NoSuchRole, RoleGone
from bot.marketplace import opportunities, signups
from db.models import SignupState
from tests.bot.marketplace.village import Village, draft, joining


@pytest.fixture
def number(village: Village) -> int:
    village.people("rosa", "ana", "luc")
    return village.posts("rosa", roles="Designer 2\nDeveloper 2")


def roles(village: Village, number: int) -> list[tuple[str, int | None]]:
    return [(one.role.name, one.role.capacity) for one in village.facts(number).roles]


def rewrite(village: Village, number: int, text: str) -> None:
    village.edits("rosa", number, roles=text)


def refused(village: Village, number: int, text: str) -> object:
    return village.refused("rosa", lambda work: opportunities.edit(work, number, draft(work, roles=text)))


def test_roles_stand_in_the_order_they_were_written(village: Village, number: int) -> None:
    rewrite(village, number, "Writer\nDeveloper 2\nDesigner 2")
    assert roles(village, number) == [("Writer", None), ("Developer", 2), ("Designer", 2)]


def test_a_role_is_known_again_by_its_name_however_it_is_spelled(village: Village, number: int) -> None:
    was = village.role(number, "Designer").id
    rewrite(village, number, "DÉSIGNER 3\nDeveloper 2")
    assert village.role(number, "DÉSIGNER").id == was


def test_an_empty_role_may_go(village: Village, number: int) -> None:
    rewrite(village, number, "Designer 2")
    assert roles(village, number) == [("Designer", 2)]


def test_a_role_that_somebody_is_in_stays(village: Village, number: int) -> None:
    village.joins("ana", number, "developer")
    fault = Faults({"roles": Fault("role_in_use", {"role": "Developer"})})
    assert refused(village, number, "Designer 2") == fault
    assert roles(village, number) == [("Designer", 2), ("Developer", 2)]


def test_a_role_that_everybody_left_may_go_and_its_button_says_so(village: Village, number: int) -> None:
    village.joins("ana", number, "developer")
    village.leaves("ana", number)
    was = village.role(number, "Developer").id
    rewrite(village, number, "Designer 2")
    assert roles(village, number) == [("Designer", 2)]
    assert village.signups("ana") == [(SignupState.LEFT, 0)], "what was stays so"
    gone = village.refused("luc", lambda work: signups.seat_with_id(work, was))
    assert gone == RoleGone(number, "Developer")
    assert village.refused("luc", joining(number, "developer")) == NoSuchRole(number, "developer", ("Designer",))
    rewrite(village, number, "Designer 2\nDeveloper 1")
    assert village.joins("luc", number, "developer").place == 0
    assert village.role(number, "Developer").id != was


@pytest.mark.parametrize("text", ["Architect 2\nDeveloper 2", "Architect 3\nDeveloper 2"])
def test_a_role_may_be_spelled_anew_under_who_is_in(village: Village, number: int, text: str) -> None:
    village.joins("ana", number, "designer")
    was = village.role(number, "Designer").id
    rewrite(village, number, text)
    assert village.role(number, "Architect").id == was
    assert village.taken(number) == {"Architect": 1, "Developer": 0}
    assert village.refused("luc", joining(number, "designer")).given == "designer"  # type: ignore[attr-defined]
    assert village.joins("luc", number, "architect").place == 0


def test_another_role_elsewhere_is_no_other_spelling(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    fault = Faults({"roles": Fault("role_in_use", {"role": "Designer"})})
    for text in ("Developer 2\nArchitect 2", "Architect 2\nWriter 2", "Architect 2\nDeveloper 2\nWriter 1"):
        assert refused(village, number, text) == fault


def test_seats_may_shrink_to_who_is_in_and_no_further(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    village.joins("luc", number, "designer")
    fault = Faults({"roles": Fault("seats_below_taken", {"role": "Designer", "taken": 2, "seats": 1, "names": "luc"})})
    assert refused(village, number, "Designer 1\nDeveloper 2") == fault
    rewrite(village, number, "Designer\nDeveloper 2")
    assert refused(village, number, "Designer 1\nDeveloper 2") == fault
    rewrite(village, number, "Designer 2\nDeveloper 1")
    assert roles(village, number) == [("Designer", 2), ("Developer", 1)]


def test_a_faulty_role_undoes_all_of_the_edit(village: Village, number: int) -> None:
    village.joins("ana", number, "developer")
    village.refused(
        "rosa", lambda work: opportunities.edit(work, number, draft(work, title="Another", roles="Writer 1"))
    )
    assert village.facts(number).opportunity.title == "Map the city's parks"
    assert roles(village, number) == [("Designer", 2), ("Developer", 2)]


def test_two_roles_may_trade_places_and_seats(village: Village, number: int) -> None:
    village.joins("ana", number, "designer")
    rewrite(village, number, "Developer 1\nDesigner 5")
    assert roles(village, number) == [("Developer", 1), ("Designer", 5)]
    assert village.taken(number) == {"Developer": 0, "Designer": 1}
