"""Nobody reaches what is not theirs, whichever way they come: nothing is changed, nothing told, nothing breaks."""

import json

import pytest

from handlers.slack.routes import all_routes
from tests.faults.neighbours import SECRETS, Neighbours, every_way
from tests.faults.ways_in import WAYS

REFUSALS = (
    "Only the organizers of #1 and the admins can do this.",
    "Only admins can do this.",
)
NOBODYS = {
    "number": 999,
    "role": 999_999,
    "signup": 999_999,
    "version": "0",
    "questions": "0",
    "application": 999_999,
    "session": 999_999,
    "channel": "C0NOBODY",
    "invitee": "U0NOBODY",
    "invitation": 999_999,
}


def told(answers: list[str], *numbers: int) -> list[str]:
    """The answers in which something of these postings is said."""
    return [one for one in answers for number in numbers for secret in SECRETS[number] if secret in one]


def test_every_route_has_its_way() -> None:
    """Whoever adds a route says here whose control it is."""
    assert set(WAYS) == set(all_routes().routes)


@pytest.mark.parametrize("number", [1, 2])
def test_who_is_of_another_community_reaches_and_learns_nothing(neighbours: Neighbours, number: int) -> None:
    """Not even their own community's admin, who may do everything there."""
    before = neighbours.ours()
    with neighbours.door() as door:
        for name, way in every_way(neighbours.at(number)):
            door.takes(neighbours.boss, name, way)
            assert neighbours.ours() == before, name
    assert (told(door.answers, 1, 2), door.faults) == ([], [])
    assert len(door.answers) > 40, "they are told that there is no such thing, not nothing"


@pytest.mark.parametrize("who", ["ana", "otto", "jean"])
def test_what_is_an_organizers_or_an_admins_is_refused_to_everybody_else(neighbours: Neighbours, who: str) -> None:
    """To a volunteer, to who organized once, and to who organizes something else."""
    before = neighbours.rows()
    with neighbours.door() as door:
        for name, way in every_way(neighbours.at(1), "organizer", "admin"):
            door.takes(getattr(neighbours, who), name, way)
            assert neighbours.rows() == before, name
    asked = sum(1 for _way in every_way(neighbours.at(1), "organizer", "admin"))
    assert [one for one in door.answers if not any(words in one for words in REFUSALS)] == []
    assert (len(door.answers), door.faults) == (asked, [])


@pytest.mark.parametrize("who", ["ana", "rosa"])
def test_what_waits_for_review_is_hidden_from_all_but_its_author_and_admins(neighbours: Neighbours, who: str) -> None:
    """Whether its number is known or not, and whatever one organizes oneself."""
    before = neighbours.rows()
    with neighbours.door() as door:
        for name, way in every_way(neighbours.at(2)):
            if not way.own:
                door.takes(getattr(neighbours, who), name, way)
                assert neighbours.rows() == before, name
    assert (told(door.answers, 2), door.faults) == ([], [])


def test_a_closed_account_is_answered_nothing_and_changes_nothing(neighbours: Neighbours) -> None:
    """Also where it organized: a request of its last moment may come late."""
    before = neighbours.rows()
    with neighbours.door() as door:
        for name, way in every_way(neighbours.at(1)):
            door.takes(neighbours.gone, name, way)
            assert neighbours.rows() == before, name
    assert (door.answers, door.faults) == ([], [])


def test_an_account_that_was_opened_again_unheard_is_answered(neighbours: Neighbours) -> None:
    roster = dict(every_way(neighbours.at(1)))["organize roster"]
    with neighbours.door() as door:
        assert door.takes(neighbours.gone, "organize roster", roster) == ""
        neighbours.gone.member.deleted = False
        answer = door.takes(neighbours.gone, "organize roster", roster)
    assert json.loads(answer)["text"].startswith("Who is in *#1 Zanzibar orchard*")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_what_does_not_exist_is_refused_to_those_who_may_do_everything(neighbours: Neighbours) -> None:
    before = neighbours.rows()
    with neighbours.door() as door:
        for name, way in every_way(NOBODYS):
            if not way.own:
                door.takes(neighbours.maya, name, way)
                assert neighbours.rows() == before, name
    assert door.faults == []
