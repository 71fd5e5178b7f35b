"""The same request delivered again: one effect, the same answer."""

import pytest

from sandbox.actor import Actor
from tests.stories.saying import french
from tests.town import POSTING, Town


@pytest.fixture
def posted(town: Town) -> Town:
    town.posts(town.rosa)
    return town


COMMANDS = [
    "/volunteer signup 1 designer",
    "/benevole inscription 1 developer",
    "/volunteer leave 1",
    "/volunteer language fr",
    "/volunteer 1",
    "/volunteer nonsense",
    "/organize pause 1",
]


def same_again(town: Town, times: int = 3) -> None:
    """What was last asked arrives so many times more, and is acknowledged each time in the same words."""
    first = town.slack.workspace.traffic[-1]
    given = [entry for entry in town.slack.workspace.traffic if entry.direction == "to app"][-1].body["answer"]
    answers = town.slack.repeat_last(times)
    assert [answer.payload for answer in answers] == [given] * times, first.name


@pytest.mark.parametrize("typed", COMMANDS)
def test_a_command_repeated_is_answered_the_same(posted: Town, typed: str) -> None:
    posted.ana.types(posted.square, typed)
    same_again(posted)


def test_a_sign_up_repeated_takes_one_seat(posted: Town) -> None:
    posted.ana.types(posted.square, "/volunteer signup 1 developer")
    same_again(posted)
    posted.deliver()
    assert "Developer 1 of 2: Ana Silva" in posted.card(1).words


def test_a_late_repeat_undoes_nothing(posted: Town) -> None:
    """The sign-up arrives again after its person has left: they stay out, and read what they read then."""
    posted.ana.types(posted.square, "/volunteer signup 1 developer")
    repeated = posted.slack.platform.last
    posted.ana.types(posted.square, "/volunteer leave 1")
    posted.slack.platform.last = repeated
    posted.slack.repeat_last(4)
    posted.deliver()
    assert "Developer 0 of 2" in posted.card(1).words


def test_a_click_repeated_has_one_effect(posted: Town) -> None:
    posted.press(posted.luc, posted.card(1), "Join as Designer")
    posted.slack.repeat_last(3)
    posted.deliver()
    assert "Designer 1 of 1: Luc Tremblay" in posted.card(1).words
    assert posted.slack.workspace.wait(lambda: len(told(posted, posted.luc)) == 4, 5)
    assert len(set(told(posted, posted.luc))) == 1, "the same answer each time, not that they are in already"


def told(town: Town, someone: Actor) -> list[str]:
    """The answers only they see."""
    return [m.words for m in someone.sees(town.square) if m.is_ephemeral]


def test_a_click_on_leave_repeated_promotes_one(posted: Town) -> None:
    for someone in (posted.ana, posted.luc, posted.priya):
        posted.answer(someone, "/volunteer waitlist 1 designer")
    posted.press(posted.ana, posted.card(1), "Leave")
    posted.slack.repeat_last(2)
    posted.deliver()
    assert "Designer 1 of 1: Luc Tremblay; 1 waiting" in posted.card(1).words
    assert len(posted.dms(posted.luc)) == 1


def test_a_dialog_submitted_again_posts_once(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.fills(town.rosa, POSTING)
    same_again(town)
    town.deliver()
    assert [m.words.splitlines()[0] for m in town.ana.sees(town.square)] == ["#1 Map the city's parks"]


def test_an_approval_repeated_announces_once(town: Town) -> None:
    town.answer(town.maya, "/volunteer-admin settings moderation on")
    town.posts(town.jean)
    town.press(town.maya, town.maya.last(town.maya.dm), "Approve")
    town.slack.repeat_last(3)
    town.deliver()
    assert len([m for m in town.ana.sees(town.square) if not m.is_ephemeral]) == 1
    assert town.dms(town.jean) == [french("{posting} was approved and is now open.", posting="#1 Map the city's parks")]


def test_a_cancellation_repeated_tells_once(posted: Town) -> None:
    posted.answer(posted.luc, "/benevole inscription 1 designer")
    asked = posted.answer(posted.rosa, "/organize cancel 1 Ice")
    posted.turn(posted.rosa, asked, "Cancel #1", confirm=True)
    posted.slack.repeat_last(3)
    posted.deliver()
    assert len(posted.dms(posted.luc)) == 1


def test_an_event_repeated_is_taken_once_and_acknowledged(town: Town) -> None:
    town.luc.opens_home()
    assert [answer.fault for answer in town.slack.repeat_last(3)] == ["", "", ""]
    town.luc.changes(locale="en-CA")
    assert [answer.fault for answer in town.slack.repeat_last(3)] == ["", "", ""]
    assert town.answer(town.luc, "/benevole").words.startswith("Nothing is open")


def test_an_older_change_of_profile_arriving_late_again_changes_nothing(town: Town) -> None:
    town.luc.changes(locale="en-CA")
    older = town.slack.platform.last
    town.luc.changes(locale="fr-CA")
    town.slack.platform.last = older
    town.slack.repeat_last(2)
    sentence = "Nothing is open at the moment. To post something, type {command}"
    assert town.answer(town.luc, "/benevole").words == french(sentence, command="/organize post")


def test_pressed_twice_in_haste_is_in_once(posted: Town) -> None:
    """Two clicks are two requests: the second is told that they are in."""
    posted.press(posted.ana, posted.card(1), "Join as Developer")
    again = posted.press(posted.ana, posted.card(1), "Join as Developer")
    assert again.words == "You are already in as Developer for #1."
    posted.deliver()
    assert "Developer 1 of 2: Ana Silva" in posted.card(1).words
