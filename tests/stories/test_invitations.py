"""Asking somebody to join: nobody is in without their own yes, and a no is taken for an answer."""

from datetime import timedelta

import pytest

from tests.stories.saying import french
from tests.stories.test_applying import COHORT, posts
from tests.stories.test_research import RESEARCH
from tests.town import STARTS, Town

TITLE = "#1 Map the city's parks"
CHOOSE = "Choose the person from the list that @ opens: /organize add 1 @ana"
OR_SO = ", is waiting for one, has applied, or got an answer. Who is in: /organize roster 1"


@pytest.fixture
def posted(town: Town) -> Town:
    """Rosa's #1: one designer, two developers. Nobody but her has ever spoken to the bot."""
    town.posts(town.rosa)
    return town


def asked(town: Town, who: str = "luc", role: str = "designer") -> str:
    """Rosa asks somebody; what she is told."""
    told = town.answer(town.rosa, f"/organize add 1 @{who} {role}").words
    town.deliver()
    return told


def test_somebody_who_never_spoke_is_asked_in_their_own_language_and_zone(posted: Town) -> None:
    told = asked(posted)
    assert told == f"I am asking Luc Tremblay to join {TITLE} as Designer. They are signed up only if they say yes."
    (words,) = posted.dms(posted.luc)
    head, summary, when, where, time, *_ = words.splitlines()
    assert head == french(
        "{name} from {organization} asks you to join {posting} as {role}.",
        name="Rosa Lindqvist",
        organization="Parks Ottawa",
        posting=TITLE,
        role="Designer",
    )
    assert summary == "Walk a park and write down what is in it"
    assert when.startswith("mardi 1er décembre, 18:30")
    assert "https://meet.example.org/parks" in where
    assert time.startswith(french("Time asked"))
    assert "Designer 0 of 1" in posted.card(1).words, "nobody is in before they say yes"


def test_a_yes_signs_up_like_any_other_and_takes_the_buttons_away(posted: Town) -> None:
    asked(posted)
    message = posted.luc.last(posted.luc.dm)
    assert message.buttons == [french("Yes, sign me up"), french("No, thank you"), french("Details")]
    told = posted.press(posted.luc, message, french("Yes, sign me up"))
    assert told.words.startswith(f"Votre place est confirmée pour {TITLE} (Designer)")
    posted.deliver()
    assert "Designer 1 of 1: Luc Tremblay" in posted.card(1).words
    now = posted.luc.again(message)
    assert now.words.startswith(french("You were asked to join {posting}, and said yes.", posting=TITLE))
    assert now.buttons == [french("Details")]
    again = posted.press(posted.luc, message, french("Yes, sign me up"))
    assert again.words == french("You are already in as {role} for #{number}.", role="Designer", number="1")
    left = posted.press(posted.luc, message, french("No, thank you"))
    assert left.words.startswith("Vous avez déjà dit oui à l'offre #1.")


def test_a_no_is_told_once_and_nobody_asks_again(posted: Town) -> None:
    asked(posted)
    message = posted.luc.last(posted.luc.dm)
    told = posted.press(posted.luc, message, french("No, thank you"))
    sentence = "Noted. You will not be asked to join {posting} again; its organizer is told."
    assert told.words == french(sentence, posting=TITLE)
    posted.press(posted.luc, message, french("No, thank you"))
    posted.deliver()
    assert posted.dms(posted.rosa) == [f"Luc Tremblay cannot join {TITLE}."]
    assert posted.luc.again(message).buttons == [french("Details")]
    assert asked(posted, role="developer") == ("Luc Tremblay was asked to join #1 and said no. Nobody is asked twice.")
    assert asked(posted, "maya", "developer").startswith("I am asking Maya Chen"), "others still are"


def test_signing_up_from_the_card_is_a_yes_too(posted: Town) -> None:
    asked(posted)
    assert asked(posted) == "Luc Tremblay was already asked to join #1, and has not answered yet."
    posted.press(posted.luc, posted.card(1), "Join as Developer")
    posted.deliver()
    (words,) = [one.words for one in posted.luc.sees(posted.luc.dm) if one.buttons == [french("Details")]]
    assert words.startswith(french("You were asked to join {posting}, and said yes.", posting=TITLE))


def test_a_full_role_is_said_and_leads_to_its_waiting_list(posted: Town) -> None:
    posted.answer(posted.priya, "/volunteer signup 1 designer")
    asked(posted, "ana")
    message = posted.ana.last(posted.ana.dm)
    assert "Every seat is taken for now: you can wait for one." in message.words
    full = posted.press(posted.ana, message, "Yes, sign me up")
    assert full.words.startswith("Designer in #1 is full.")
    waits = posted.press(posted.ana, full, "Join waiting list: Designer")
    assert waits.words.startswith("You are number 1 on the waiting list")
    posted.deliver()
    assert posted.ana.again(message).words.startswith(f"You were asked to join {TITLE}, and said yes.")


def test_where_one_applies_the_button_opens_the_application(town: Town) -> None:
    posts(town, town.rosa, **COHORT)
    asked(town, "ana")
    message = town.ana.last(town.ana.dm)
    assert message.buttons == ["Apply as Designer", "No, thank you", "Details"]
    town.ana.presses(message, "Apply as Designer")
    town.fills(town.ana, {"answer_1": "Maps", "answer_2": "An atlas"})
    assert town.ana.sees_dialog().title == "Application sent"
    town.deliver()
    assert town.ana.again(message).words.startswith("You were asked to join #1 Digital fellowship, and said yes.")


def test_a_research_slot_is_chosen_with_its_consent(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().fill({"kind": "research"})
    town.fills(town.rosa, RESEARCH)
    town.dialog_of(town.rosa).close()
    assert town.answer(town.rosa, "/organize add 1 @ana").words.startswith("I am asking Ana Silva")
    town.deliver()
    message = town.ana.last(town.ana.dm)
    assert message.buttons == ["Take this slot", "No, thank you", "Details"]
    town.ana.presses(message, "Take this slot")
    assert "I agree that my voice is recorded" in town.ana.sees_dialog().words


def test_after_the_start_the_buttons_say_so(posted: Town) -> None:
    asked(posted)
    message = posted.luc.last(posted.luc.dm)
    posted.slack.clock.move_to(STARTS + timedelta(minutes=1))
    sentence = french("#{number} has started or is over: it is too late to ask people to join.", number="1")
    for label in ("Yes, sign me up", "No, thank you"):
        assert posted.press(posted.luc, message, french(label)).words == sentence
    assert asked(posted, "ana") == "#1 has started or is over: it is too late to ask people to join."


def test_what_was_cancelled_asks_nobody(posted: Town) -> None:
    posted.answer(posted.rosa, "/organize add 1 @luc designer")
    posted.answer(posted.rosa, "/organize cancel 1")
    posted.deliver()
    assert posted.dms(posted.luc) == []
    assert asked(posted, "ana") == "#1 was cancelled."


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1", "Who do you want to ask? Type for example /organize add 1 @ana"),
        ("1 nobody designer", f"I cannot tell who “nobody designer” is. {CHOOSE}"),
        ("1 @ana.s designer", f"I cannot tell who “@ana.s designer” is. {CHOOSE}"),
        ("1 @rosa designer", "To take part yourself, type /volunteer signup 1"),
        ("1 @luc", "#1 has several roles: Designer and Developer. Name one, for example /organize add 1 @ana designer"),
        ("1 @luc writer", "“writer” does not name one role of #1. Its roles: Designer and Developer."),
        ("1 @priya designer", f"Priya Nair already has a seat in #1 as Designer{OR_SO}"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said(posted: Town, typed: str, says: str) -> None:
    posted.answer(posted.priya, "/volunteer signup 1 designer")
    assert posted.answer(posted.rosa, f"/organize add {typed}").words == says


def test_apps_and_closed_accounts_are_not_asked(posted: Town) -> None:
    posted.luc.member.deleted = posted.jean.member.is_bot = True
    told = [posted.answer(posted.rosa, f"/organize add 1 {who} designer").words for who in ("@elan", "@luc", "@jean")]
    assert [words[:21] for words in told] == ["I cannot write to the"] * 3
    posted.luc.member.deleted = False
    assert asked(posted).startswith("I am asking Luc Tremblay"), "who is open again can be asked"


def test_a_french_organizer_asks_somebody_who_reads_english(town: Town) -> None:
    town.posts(town.jean)
    told = town.answer(town.jean, "/organiser ajouter 1 @ana developer")
    sentence = "I am asking {name} to join {posting} as {role}. They are signed up only if they say yes."
    assert told.words == french(sentence, name="Ana Silva", posting=TITLE, role="Developer")
    town.deliver()
    message = town.ana.last(town.ana.dm)
    assert message.words.startswith(f"Jean Gagnon from Parks Ottawa asks you to join {TITLE} as Developer.")
    town.press(town.ana, message, "No, thank you")
    town.deliver()
    assert town.dms(town.jean) == [french("{name} cannot join {posting}.", name="Ana Silva", posting=TITLE)]


def test_french_is_typed_and_only_organizers_ask(posted: Town) -> None:
    told = posted.answer(posted.luc, "/organiser ajouter 1 @ana designer")
    sentence = "Only the organizers of #{number} and the admins can do this. What you organize: {command}"
    assert told.words == french(sentence, number="1", command="/organize mine")
    posted.deliver()
    assert posted.dms(posted.ana) == []
