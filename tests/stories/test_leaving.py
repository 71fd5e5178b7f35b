"""What organizers hear when somebody whom they chose, or expect at a slot, leaves."""

from datetime import timedelta

import pytest

from sandbox.actor import Actor
from tests.stories.test_applying import COHORT, TITLE, applies, looks, posts
from tests.town import Town

LATER = timedelta(minutes=11)


@pytest.fixture
def cohort(town: Town) -> Town:
    """Rosa's #1: Ana is its designer, Luc its developer; both were accepted."""
    posts(town, town.rosa, **COHORT)
    for who, role in ((town.ana, "Designer"), (town.luc, "Developer")):
        applies(town, who, f"Apply as {role}")
        looks(town, town.answer(town.rosa, "/organize applicants 1 waiting"), "Look").press("Accept")
        town.rosa.sees_dialog().close()
        town.deliver()
    return town


def hears(town: Town, who: Actor) -> list[str]:
    """What they get in the next minutes."""
    before = len(town.dms(who))
    town.slack.advance(LATER)
    town.deliver()
    return town.dms(who)[before:]


def test_who_leaves_what_they_were_chosen_for_is_named_to_who_chose_them(cohort: Town) -> None:
    cohort.answer(cohort.ana, "/volunteer leave 1")
    cohort.deliver()
    assert [one for one in cohort.dms(cohort.rosa) if "left" in one] == [], "not at once"
    assert hears(cohort, cohort.rosa) == [f"1 person has left {TITLE}:\nAna Silva (Designer); now 0 of 1"]
    assert cohort.rosa.sees(cohort.rosa.dm)[-1].buttons == ["Who is in", "Applicants"]
    assert hears(cohort, cohort.rosa) == [], "once"


def test_who_leave_one_after_the_other_are_one_message(cohort: Town) -> None:
    cohort.answer(cohort.ana, "/volunteer leave 1")
    cohort.slack.advance(timedelta(minutes=5))
    cohort.answer(cohort.luc, "/benevole quitter 1")
    assert hears(cohort, cohort.rosa) == [
        f"2 people have left {TITLE}:\nAna Silva (Designer); now 0 of 1\nLuc Tremblay (Developer); now 0 of 1"
    ]


def test_nothing_is_said_of_who_never_had_a_seat_nor_where_anybody_may_come(cohort: Town) -> None:
    applies(cohort, cohort.priya, "Apply as Designer")
    cohort.answer(cohort.priya, "/volunteer leave 1")
    number = cohort.posts(cohort.rosa)
    cohort.answer(cohort.ana, f"/volunteer signup {number} designer")
    cohort.answer(cohort.ana, f"/volunteer leave {number}")
    cohort.deliver()
    assert hears(cohort, cohort.rosa) == []
