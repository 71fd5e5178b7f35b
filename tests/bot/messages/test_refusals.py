"""Refusals: what is the case, and what can be done now."""

import pytest

from bot.errors import Fault, Refusal
from bot.errors.organizing import WrongState
from bot.errors.signing_up import (
    AlreadyOver,
    AlreadySignedUp,
    NoSuchOpportunity,
    NotOpen,
    NotSignedUp,
    Opening,
    RoleFull,
    RoleNeeded,
)
from bot.errors.typed import ChoiceNeeded, NumberNeeded, TextTooLong, UnknownCommand, UnknownTimezone
from bot.messages.faults import fault
from bot.messages.message import Choice
from bot.messages.refusals import refusal, unexpected
from db.models import OpportunityState
from tests.bot.messages.samples import ENGLISH, buttons, words

S = OpportunityState
ROLES = (Opening(1, "Designer", full=False), Opening(2, "Developer", full=True))
SAID: tuple[tuple[Refusal, str], ...] = (
    (
        UnknownCommand("/volunteer", "singup", "signup"),
        "There is no command “singup”. Did you mean /volunteer signup? All commands: /volunteer help",
    ),
    (UnknownCommand("/organize", "x", None), "There is no command “x”. All commands: /organize help"),
    (
        NumberNeeded("volunteer signup", "twelve"),
        "“twelve” is not the number of an opportunity. Type for example /volunteer signup 12",
    ),
    (
        NumberNeeded("organize cancel", ""),
        "Which opportunity? Type its number, for example /organize cancel 12",
    ),
    (NoSuchOpportunity(12), "There is no opportunity #12."),
    (NoSuchOpportunity(None), "This opportunity is no longer there."),
    (
        RoleNeeded(12, ROLES),
        "#12 has several roles: Designer and Developer. Choose one, or type /volunteer signup 12 designer",
    ),
    (
        RoleNeeded(12, ROLES[::-1], ("Writer", "Guide")),
        (
            "You are already signed up for #12 (Writer and Guide). Its other roles: Developer and Designer. "
            "To take one too, choose it or type /volunteer signup 12 designer"
        ),
    ),
    (
        RoleNeeded(12, ROLES[1:], ("Designer",)),
        (
            "You are already signed up for #12 (Designer). Its other role: Developer. "
            "To take it too, choose it or type /volunteer signup 12 developer"
        ),
    ),
    (NotSignedUp(12), "You are not signed up for #12. What you are in: /volunteer mine"),
    (
        NotSignedUp(12, "Designer"),
        "You are not signed up for #12 (Designer). What you are in: /volunteer mine",
    ),
    (
        AlreadySignedUp(12, "Designer", waiting=True),
        "You are already on the waiting list for Designer in #12.",
    ),
    (AlreadySignedUp(12, "Designer", waiting=False), "You are already in as Designer for #12."),
    (
        RoleFull(12, "Designer", 7, 0),
        (
            "Designer in #12 is full. "
            "To be first on the waiting list, press the button, or type /volunteer waitlist 12 designer"
        ),
    ),
    (
        RoleFull(12, "Designer", 7, 2),
        (
            "Designer in #12 is full. 2 people are waiting. "
            "To wait too, press the button, or type /volunteer waitlist 12 designer"
        ),
    ),
    (
        RoleFull(12, "Designer", 7, 1, started=True),
        (
            "#12 has started: Designer takes nobody new. 1 person is waiting. "
            "To wait too, press the button, or type /volunteer waitlist 12 designer"
        ),
    ),
    (NotOpen(12, S.PAUSED), "#12 is paused: it takes no sign-ups for now."),
    (NotOpen(12, S.CANCELLED), "#12 was cancelled."),
    (AlreadyOver(12), "#12 is over."),
    (
        TextTooLong(1000, 1200),
        "This text is too long: 1,200 characters, 1,000 at most. Shorten it and try again.",
    ),
    (
        UnknownTimezone("Mars"),
        "“Mars” is not a time zone. Use a name such as America/Toronto or America/St_Johns.",
    ),
)


@pytest.mark.parametrize(("error", "sentence"), SAID)
def test_a_refusal_says_what_is_the_case(error: Refusal, sentence: str) -> None:
    assert words(refusal(ENGLISH, error)) == [sentence]


def test_a_full_role_offers_its_waiting_list() -> None:
    shown = buttons(refusal(ENGLISH, RoleFull(12, "Designer", 7, 0)))
    assert (shown[0].label, shown[0].does, shown[0].about) == ("Join waiting list: Designer", "signup.wait", "7")


def test_a_role_that_was_not_named_can_be_pressed() -> None:
    shown = buttons(refusal(ENGLISH, RoleNeeded(12, ROLES)))
    assert [(one.label, one.does, one.about) for one in shown] == [
        ("Join as Designer", "signup.join", "1"),
        ("Join waiting list: Developer", "signup.wait", "2"),
    ]


def test_one_of_many_roles_is_chosen_from_a_menu() -> None:
    many = tuple(Opening(n, f"Role {n}", full=False) for n in range(1, 6))
    (choice,) = [part for part in refusal(ENGLISH, RoleNeeded(12, many)).parts if isinstance(part, Choice)]
    assert choice.options[4] == ("Join as Role 5", "signup.join/5")


@pytest.mark.parametrize(
    ("state", "wanted", "beginning"),
    [
        (S.PAUSED, S.PAUSED, "#12 is already in that state"),
        (S.OPEN, S.OPEN, "#12 is already in that state"),
        (S.CANCELLED, S.OPEN, "#12 has ended for good"),
        (S.COMPLETED, "edited", "#12 has ended for good"),
        (S.DECLINED, S.PAUSED, "#12 has ended for good"),
        (S.SUBMITTED, S.PAUSED, "#12 is waiting for review"),
        (S.OPEN, S.DECLINED, "#12 cannot be changed that way"),
    ],
)
def test_a_move_that_cannot_be_says_where_it_stands(state: str, wanted: str, beginning: str) -> None:
    (line,) = words(refusal(ENGLISH, WrongState(12, state, wanted)))
    assert line.startswith(beginning)


def test_a_choice_is_shown_line_by_line_to_be_copied() -> None:
    assert words(refusal(ENGLISH, ChoiceNeeded("volunteer language", "de", ("en", "fr")))) == [
        "I do not understand “de”. Type one of these:",
        "/volunteer language en",
        "/volunteer language fr",
    ]


def test_what_people_typed_is_given_back_and_never_filled_in() -> None:
    given = "{nearest} <!channel> & {0}"
    (line,) = words(refusal(ENGLISH, NumberNeeded("volunteer show", given)))
    assert line == f"“{given}” is not the number of an opportunity. Type for example /volunteer show 12"


def test_a_bug_gives_its_reference() -> None:
    (line,) = words(unexpected(ENGLISH, "ab12cd34"))
    assert line.startswith("Something went wrong and nothing was changed.")
    assert line.endswith("ab12cd34")


FAULTS = (
    (Fault("too_long", {"longest": 3000, "length": 3001}), "3,001 characters, 3,000 at most."),
    (Fault("number_range", {"least": 1, "most": 10_000}), "Give a whole number from 1 to 10,000."),
    (Fault("role_twice", {"role": "{most}"}), "The role “{most}” is there twice."),
)


@pytest.mark.parametrize(("found", "says"), FAULTS)
def test_a_fault_says_what_is_wrong_with_its_values(found: Fault, says: str) -> None:
    assert says in fault(ENGLISH, found)
