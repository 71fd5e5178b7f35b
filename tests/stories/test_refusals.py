"""What cannot be done: each its own sentence with what to do next, in the language of who asked."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.stories.saying import counted, said
from tests.town import STARTS, Town

Typed = tuple[str, str]
"""The same in English and in French."""

BROWSE, DETAILS = "See what is open", "Details"
TYPED: list[tuple[Typed, str, dict[str, str], list[str]]] = [
    (
        ("/volunteer signup", "/benevole inscription"),
        "Which opportunity? Type its number, for example {example}",
        {"example": "/volunteer signup 12"},
        [BROWSE],
    ),
    (
        ("/volunteer leave soon", "/benevole quitter soon"),
        "“{given}” is not the number of an opportunity. Type for example {example}",
        {"given": "soon", "example": "/volunteer leave 12"},
        [BROWSE],
    ),
    (
        ("/volunteer signup #99", "/benevole inscription nº99"),
        "There is no opportunity #{number}.",
        {"number": "99"},
        [BROWSE],
    ),
    (
        ("/volunteer signup 1 plumber", "/benevole inscription 1 plumber"),
        "“{given}” does not name one role of #{number}. Its roles: {roles}.",
        {"number": "1", "given": "plumber", "roles": "Designer | Developer"},
        [DETAILS],
    ),
    (
        ("/volunteer signup 1 de", "/benevole inscription 1 de"),
        "“{given}” does not name one role of #{number}. Its roles: {roles}.",
        {"number": "1", "given": "de", "roles": "Designer | Developer"},
        [DETAILS],
    ),
    (
        ("/volunteer leave 1", "/benevole quitter 1"),
        "You are not signed up for #{number}. What you are in: {command}",
        {"number": "1", "command": "/volunteer mine"},
        [DETAILS],
    ),
    (
        ("/organize pause 1", "/organiser suspendre 1"),
        "Only the organizers of #{number} and the admins can do this. What you organize: {command}",
        {"number": "1", "command": "/organize mine"},
        [],
    ),
    (
        ("/volunteer-admin review", "/benevole-admin examiner"),
        "Only admins can do this. Ask an admin of this workspace, or see what you can do: {command}",
        {"command": "/volunteer help"},
        [],
    ),
]


@pytest.fixture
def posted(town: Town) -> Town:
    """A town with #1: Designer with one seat, Developer with two."""
    town.posts(town.rosa)
    return town


def test_what_is_typed_wrong_is_answered_in_either_language(posted: Town) -> None:
    for typed, sentence, values, steps in TYPED:
        for language, someone, command in zip(("en", "fr"), (posted.ana, posted.luc), typed, strict=True):
            joint = {"en": "and", "fr": "et"}[language]
            spoken = {name: one.replace(" | ", f" {joint} ") for name, one in values.items()}
            told = posted.answer(someone, command)
            assert told.words == said(language, sentence, **spoken)
            assert told.buttons == [said(language, step) for step in steps], command


def test_unknown_command_names_the_nearest_in_its_own_language(posted: Town) -> None:
    did_you_mean, all_of_them = "There is no command “{given}”. Did you mean {nearest}?", "All commands: {help}"
    assert posted.answer(posted.ana, "/volunteer sgnup 1").words == " ".join(
        [
            said("en", did_you_mean, given="sgnup", nearest="/volunteer signup"),
            said("en", all_of_them, help="/volunteer help"),
        ]
    )
    assert posted.answer(posted.luc, "/benevole inscripton 1").words == " ".join(
        [
            said("fr", did_you_mean, given="inscripton", nearest="/benevole inscription"),
            said("fr", all_of_them, help="/volunteer help"),
        ]
    )


def refused(town: Town, step: str, sentence: str, **values: str) -> None:
    """Both Ana and Luc try to sign up as designer for #1, and read that sentence with one step."""
    for language, someone in (("en", town.ana), ("fr", town.luc)):
        told = town.answer(someone, "/volunteer signup 1 designer")
        assert told.words == said(language, sentence, number="1", **values)
        assert told.buttons == [said(language, step)]


def test_signing_up_twice_is_said(posted: Town) -> None:
    for language, someone, role in (("en", posted.ana, "Designer"), ("fr", posted.luc, "Developer")):
        posted.answer(someone, f"/volunteer signup 1 {role}")
        told = posted.answer(someone, f"/volunteer signup 1 {role}")
        assert told.words == said(language, "You are already in as {role} for #{number}.", role=role, number="1")
        assert told.buttons == [said(language, DETAILS)]


def test_waiting_twice_is_said(posted: Town) -> None:
    posted.answer(posted.rosa, "/volunteer signup 1 designer")
    for language, someone in (("en", posted.ana), ("fr", posted.luc)):
        posted.answer(someone, "/volunteer waitlist 1 designer")
        told = posted.answer(someone, "/volunteer signup 1 designer")
        sentence = "You are already on the waiting list for {role} in #{number}."
        assert told.words == said(language, sentence, role="Designer", number="1")


def test_full_offers_the_waiting_list_and_says_how_long_it_is(posted: Town) -> None:
    posted.answer(posted.rosa, "/volunteer signup 1 designer")
    first = "To be first on the waiting list, press the button, or type {command}"
    one = "{n} person is waiting. To wait too, press the button, or type {command}"
    many = "{n} people are waiting. To wait too, press the button, or type {command}"
    for language, someone in (("en", posted.ana), ("fr", posted.luc)):
        told = posted.answer(someone, "/volunteer signup 1 designer")
        full = said(language, "{role} in #{number} is full.", role="Designer", number="1")
        line = said("en", first, command="/volunteer waitlist 1 designer")
        if language == "fr":
            line = counted("fr", one, many, 1, command="/benevole attente 1 designer")
        assert told.words == f"{full} {line}"
        assert told.buttons == [said(language, "Join waiting list: {role}", role="Designer"), said(language, BROWSE)]
        posted.press(someone, told, told.buttons[0])


def test_closed_takes_nobody(posted: Town) -> None:
    posted.answer(posted.rosa, "/organize pause 1")
    refused(posted, BROWSE, "#{number} is paused: it takes no sign-ups for now.")


def test_cancelled_takes_nobody(posted: Town) -> None:
    posted.answer(posted.rosa, "/organize cancel 1 Snow")
    refused(posted, BROWSE, "#{number} was cancelled.")


@pytest.mark.parametrize("ticks", [True, False], ids=["once completed", "before the clock noticed"])
def test_past_takes_nobody(posted: Town, *, ticks: bool) -> None:
    after = STARTS + timedelta(hours=3)
    if ticks:
        posted.move_to(after)
    else:
        posted.slack.clock.move_to(after)
    refused(posted, BROWSE, "#{number} is over.")


def test_leaving_after_the_start_is_refused(posted: Town) -> None:
    sentence = "#{number} has already started, so you can no longer leave it here. Tell the organizer directly."
    for someone, role in ((posted.ana, "designer"), (posted.luc, "developer")):
        posted.answer(someone, f"/volunteer signup 1 {role}")
    posted.move_to(STARTS)
    for language, someone in (("en", posted.ana), ("fr", posted.luc)):
        told = posted.answer(someone, "/volunteer leave 1")
        assert told.words == said(language, sentence, number="1")
        assert told.buttons == [said(language, DETAILS)]


def test_waiting_for_review_takes_nobody_and_is_seen_by_nobody_else(town: Town) -> None:
    town.answer(town.maya, "/volunteer-admin settings moderation on")
    town.posts(town.rosa)
    refused(town, BROWSE, "There is no opportunity #{number}.")
    told = town.answer(town.rosa, "/volunteer signup 1 designer")
    assert told.words == "#1 is still waiting for review: nobody can sign up yet."


def test_who_organizes_and_mistakes_the_number_is_shown_what_they_organize(posted: Town) -> None:
    told = posted.answer(posted.rosa, "/organize roster 7")
    assert (told.words, told.buttons) == ("There is no opportunity #7.", ["What you organize"])
    assert "#1 Map the city's parks" in posted.turn(posted.rosa, told, "What you organize").words


Change = Callable[[Town], object]
CHANGES: list[tuple[str, Change, str, str]] = [
    ("reopen", lambda town: None, "#{number} is already in that state: {state}. There is nothing to change.", "Open"),
    (
        "pause",
        lambda town: town.answer(town.rosa, "/organize pause 1"),
        "#{number} is already in that state: {state}. There is nothing to change.",
        "Paused: no sign-ups for now",
    ),
    (
        "reopen",
        lambda town: town.answer(town.rosa, "/organize cancel 1 yes"),
        "#{number} has ended for good: {state}. To post another like it: {command}",
        "Cancelled",
    ),
]


@pytest.mark.parametrize(("command", "before", "sentence", "state"), CHANGES)
def test_a_state_that_cannot_change_says_why(
    posted: Town, command: str, before: Change, sentence: str, state: str
) -> None:
    before(posted)
    told = posted.answer(posted.rosa, f"/organize {command} 1")
    assert told.words == said("en", sentence, number="1", state=state, command="/organize duplicate 1")
    assert told.buttons == (["Duplicate #1", DETAILS] if state == "Cancelled" else [DETAILS])
