"""By application, from the posting to the answers: in both languages, by buttons and typed."""

from datetime import date
from typing import Any

import pytest

from sandbox.actor import Actor, Message
from tests.stories.saying import counted, french
from tests.town import UNDATED, Town

COHORT: dict[str, Any] = {
    "title": "Digital fellowship",
    "organization": "Parks Ottawa",
    "summary": "Six months with a city team",
    "description": "Three days a week.",
    "roles": "Designer 1\nDeveloper 1",
    "questions": "Why you?\nWhat have you built?",
    "deadline": date(2026, 12, 15),
    "work_languages": ["en", "fr"],
}
TITLE = "#1 Digital fellowship"


@pytest.fixture
def cohort(town: Town) -> Town:
    """Rosa's #1: a designer and a developer are chosen among who applies."""
    posts(town, town.rosa, **COHORT)
    return town


def test_who_posts_by_application_is_shown_the_way_to_who_applied(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().fill({"kind": "cohort"})
    town.fills(town.rosa, {**UNDATED, **COHORT})
    assert "Who applied: /organize applicants 1" in town.rosa.sees_dialog().words


def posts(town: Town, organizer: Actor, **answers: Any) -> None:
    organizer.types(town.square, "/organize post")
    organizer.sees_dialog().fill({"kind": "cohort"})
    town.fills(organizer, {**UNDATED, **answers})
    assert not organizer.sees_dialog().errors
    organizer.sees_dialog().close()
    town.deliver()


def applies(town: Town, who: Actor, label: str, *, note: str = "I draw", **answers: str) -> str:
    """Presses the card's button, fills in what opens, and reads what it turns into."""
    who.presses(town.card(1), label)
    filled = {"answer_1": "Maps", "answer_2": "An atlas", "note": note, **answers}
    town.fills(who, filled)
    told = str(who.sees_dialog().words)
    who.sees_dialog().close()
    town.deliver()
    return told


def looks(town: Town, message: Message, label: str) -> Any:
    """Rosa looks at the first application of a list."""
    town.rosa.presses(message, label)
    return town.rosa.sees_dialog()


def test_a_card_by_application_offers_to_apply_and_says_how(cohort: Town) -> None:
    card = cohort.card(1)
    assert [label for label in card.buttons if "Apply" in label] == ["Apply as Designer", "Apply as Developer"]
    assert card.words.splitlines()[-1] == "Open. To apply, press a button, or type /volunteer apply 1"
    assert "Join" not in " ".join(card.buttons)


@pytest.mark.parametrize("typed", ["/volunteer signup 1 designer", "/volunteer waitlist 1 designer"])
def test_signing_up_for_it_leads_to_the_application(cohort: Town, typed: str) -> None:
    told = cohort.answer(cohort.ana, typed)
    assert told.words.splitlines()[0] == (
        "Designer in #1 is by application. To apply, press the button, or type /volunteer apply 1 designer"
    )
    cohort.ana.presses(told, "Apply as Designer")
    assert cohort.ana.sees_dialog().fields == ["Why you?", "What have you built?", "Why you, in a few sentences"]


def test_what_is_typed_opens_the_same_dialog_in_french(cohort: Town) -> None:
    assert "Developer" in cohort.answer(cohort.luc, "/benevole candidature 1").words, "which role is asked"
    cohort.luc.types(cohort.square, "/benevole candidature 1 designer")
    dialog = cohort.luc.sees_dialog()
    assert (dialog.title, french("Apply")) == (french("Apply"), dialog.title)
    assert french("You apply as {role} for {posting}.", role="Designer", posting=TITLE) in dialog.words


def test_who_applies_is_told_what_comes_and_can_take_it_back(cohort: Town) -> None:
    told = applies(cohort, cohort.ana, "Apply as Designer")
    assert told.splitlines()[0] == f"Your application as Designer for {TITLE} was sent."
    mine, withdraw = cohort.answer(cohort.ana, "/volunteer mine"), "Withdraw my application"
    assert "Designer, your application is waiting for an answer" in mine.words
    details = cohort.answer(cohort.ana, "/volunteer show 1")
    assert [withdraw in shown.buttons for shown in (mine, details, cohort.card(1))] == [True, True, True]
    assert [one for shown in (mine, details, cohort.card(1)) for one in shown.buttons if one == "Leave"] == []
    assert "Designer 0 of 1" in cohort.card(1).words, "nobody sees who applied"
    left = cohort.answer(cohort.ana, "/volunteer leave 1")
    assert left.words.splitlines()[0].startswith(f"Your application for {TITLE} is taken back (Designer).")
    cohort.deliver()
    assert cohort.dms(cohort.rosa)[-1].splitlines()[0] == f"{TITLE}: no application is waiting for an answer."


def test_the_organizer_has_one_message_edited_in_place(cohort: Town) -> None:
    for who, label in ((cohort.ana, "Apply as Designer"), (cohort.luc, "Apply as Designer")):
        applies(cohort, who, label)
    assert [line for line in cohort.dms(cohort.rosa) if "wait" in line] == [
        f"{TITLE}: 2 applications are waiting for an answer.\nPress the button, or type /organize applicants 1"
    ]


def test_an_application_is_looked_at_shortlisted_and_accepted(cohort: Town) -> None:
    cohort.luc.types(cohort.square, "/benevole profil")
    cohort.fills(cohort.luc, {"skills": "Figma, maps", "hours_per_week": 5, "work_languages": ["fr"]})
    cohort.luc.sees_dialog().close()
    applies(cohort, cohort.luc, "Apply as Designer", note="Je dessine <!channel> & tout")
    listed = cohort.press(cohort.rosa, cohort.rosa.sees(cohort.rosa.dm)[-1], "Applicants")
    assert listed.words.splitlines()[:3] == [
        f"Who applied to {TITLE}", "Waiting for an answer: 1", "Luc Tremblay · Designer · just now",
    ]  # fmt: skip
    assert "French · 5 h a week" in listed.words
    dialog = looks(cohort, listed, "Look")
    assert "What have you built?\nAn atlas" in dialog.words
    assert "Je dessine <!channel> & tout" in dialog.words
    dialog.press("Shortlist")
    both = cohort.answer(cohort.rosa, "/organize applicants 1 waiting").words.splitlines()[1]
    assert both == "Waiting for an answer: 0, and 1 shortlisted"
    assert "Luc Tremblay · Designer · shortlisted" in cohort.rosa.sees_dialog().words
    assert "candidature attend une réponse" in cohort.answer(cohort.luc, "/benevole mes-offres").words
    cohort.rosa.sees_dialog().press("Accept")
    assert "Luc Tremblay · Designer · accepted" in cohort.rosa.sees_dialog().words
    cohort.rosa.sees_dialog().press("Applicants")
    assert cohort.rosa.sees_dialog().words.splitlines()[1] == "Accepted: 1", "the list as it is now"
    cohort.deliver()
    assert "Designer 1 of 1: Luc Tremblay" in cohort.card(1).words
    assert cohort.answer(cohort.luc, "/benevole mes-offres").buttons[0] == french("Leave"), "a seat is left"
    assert cohort.dms(cohort.luc)[-1].splitlines()[0] == french(
        "You were accepted: you are in as {role} for {posting}.", role="Designer", posting=TITLE
    )


def test_a_full_role_accepts_nobody_more_and_says_what_to_do(cohort: Town) -> None:
    applies(cohort, cohort.ana, "Apply as Designer")
    applies(cohort, cohort.luc, "Apply as Designer")
    looks(cohort, cohort.answer(cohort.rosa, "/organize applicants 1 waiting"), "Look").press("Accept")
    cohort.rosa.sees_dialog().press("Next applicant")
    cohort.rosa.sees_dialog().press("Accept")
    assert cohort.rosa.sees_dialog().words == (
        "Every seat as Designer in #1 is taken, so Luc Tremblay was not accepted. To add seats, type /organize edit 1"
    )


def test_who_applies_for_a_full_role_is_told_so_before_they_write(cohort: Town) -> None:
    applies(cohort, cohort.ana, "Apply as Designer")
    looks(cohort, cohort.answer(cohort.rosa, "/organize applicants 1"), "Look").press("Accept")
    full = "All these seats are taken; you can still apply in case one comes free."
    cohort.priya.presses(cohort.card(1), "Apply as Developer")
    assert full not in cohort.priya.sees_dialog().words
    cohort.priya.sees_dialog().close()
    cohort.priya.presses(cohort.card(1), "Apply as Designer")
    assert full in cohort.priya.sees_dialog().words


def test_declining_with_a_text_answers_in_ones_own_language(cohort: Town) -> None:
    applies(cohort, cohort.luc, "Apply as Developer")
    looks(cohort, cohort.answer(cohort.rosa, "/organize applicants 1"), "Look").press("Decline")
    cohort.fills(cohort.rosa, {"text": "See you in spring & <!here>"})
    assert "Luc Tremblay · Developer · not chosen" in cohort.rosa.sees_dialog().words
    cohort.deliver()
    told = french(
        "You were not chosen as {role} for {posting} this time. Thank you for applying.",
        role="Developer", posting=TITLE,
    )  # fmt: skip
    assert cohort.dms(cohort.luc) == [
        f"{told}\n{french('From the organizer: {text}', text='See you in spring & <!here>')}"
    ]
    again = cohort.answer(cohort.luc, "/benevole candidature 1 developer")
    assert "n'a pas été retenue" in again.words


def test_all_the_rest_are_declined_with_one_text_after_a_preview(cohort: Town) -> None:
    for who in (cohort.ana, cohort.luc, cohort.priya):
        applies(cohort, who, "Apply as Developer")
    looks(cohort, cohort.answer(cohort.rosa, "/organize applicants 1"), "Look").press("Shortlist")
    cohort.rosa.sees_dialog().close()
    cohort.rosa.presses(cohort.answer(cohort.rosa, "/organize applicants 1"), "Decline all the rest")
    preview = counted(
        "en",
        "{n} person who applied to {posting} will be told that they are not chosen, with this text.",
        "{n} people who applied to {posting} will be told that they are not chosen, with this text.",
        2, posting=TITLE,
    )  # fmt: skip
    assert cohort.rosa.sees_dialog().words.startswith(preview)
    cohort.fills(cohort.rosa, {"text": "We had many"})
    assert "2 people will be told." in cohort.rosa.sees_dialog().words
    cohort.deliver()
    told = [sum("We had many" in line for line in cohort.dms(who)) for who in (cohort.ana, cohort.luc, cohort.priya)]
    assert told == [0, 1, 1]
    listed = cohort.answer(cohort.rosa, "/organiser candidatures 1 présélection")
    assert "Ana Silva" in listed.words
