"""The roles of an opportunity: rewritten without unseating anybody."""

import pytest

from bot.errors import Fault, Faults
from bot.marketplace import opportunities
from tests.bot.marketplace.village import Village, draft


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


@pytest.mark.parametrize("left", [False, True])
def test_a_role_that_ever_had_somebody_stays(village: Village, number: int, left: bool) -> None:
    village.joins("ana", number, "developer")
    if left:
        village.leaves("ana", number)
    fault = Faults({"roles": Fault("role_in_use", {"role": "Developer"})})
    assert refused(village, number, "Designer 2") == fault
    assert roles(village, number) == [("Designer", 2), ("Developer", 2)]


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
