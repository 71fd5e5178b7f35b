"""Each kind of opportunity: its own dialog, what its card and its details then say; in both languages."""

from datetime import date
from typing import Any

import pytest

from tests.stories.saying import french
from tests.town import EVENING, LATE, TUESDAY, Town

COMMON = {"title": "Choose a case system", "organization": "Legal Aid", "summary": "Build, buy or partner"}
KINDS: dict[str, tuple[list[str], dict[str, Any], list[str]]] = {
    "advice": (
        ["The question to answer", "Roles and seats", "Time asked, in hours", "Place", "Link or address"],
        {"question": "Do we build our own intake form?", "hours": 6, "roles": "Advisor 2"},
        ["Question: Do we build our own intake form?", "Time asked: 6 h in all", "Advisor 0 of 2"],
    ),
    "team": (
        ["Roles and seats", "Time asked, in hours", "Unit", "Total hours, over the whole time", "About the team",
         "What you will learn", "Place", "Link or address"],
        {"roles": "Designer 1\nDeveloper 2", "hours": 5, "hours_total": 60, "team": "Three lawyers"},
        ["Time asked: 5 h a week for 12 weeks, 60 h in all", "Designer 0 of 1", "Developer 0 of 2"],
    ),
    "event": (
        ["Roles and seats", "Day", "Start", "End", "Repeats", "Place", "Link or address", "How to join",
         "Accessibility"],
        {"roles": "Participant", "joining": "Door code 1234"},
        ["Participant 0 in, no limit"],
    ),
    "research": (
        ["Roles and seats", "Day", "Start", "End", "Place", "Link or address", "How to join", "Questions", "Consent",
         "Honorarium", "Accessibility"],
        {"honorarium": "50 $ by cheque", "day": TUESDAY, "start": EVENING, "end": LATE},
        ["Honorarium: 50 $ by cheque", "Participant 0 of 1"],
    ),
    "cohort": (
        ["Roles and seats", "Deadline", "Questions", "Time asked, in hours", "Unit", "Total hours, over the whole time",
         "Honorarium", "What you will learn", "Place", "Link or address"],
        {"deadline": date(2026, 12, 15), "questions": "Why you?\nWhy now?"},
        ["Way in: By application", "Deadline: Tuesday, December 15, 2026", "Fellow 0 of 6"],
    ),
}  # fmt: skip
HEAD = ["Kind", "Title", "Organization", "Summary, in one line", "Description"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_asks_its_own_and_says_it_on_the_card(town: Town, kind: str) -> None:
    asked, typed, told = KINDS[kind]
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().fill({"kind": kind})
    assert town.rosa.sees_dialog().fields == [*HEAD, *asked, "Languages of work"]
    town.fills(town.rosa, {**COMMON, **typed, "work_languages": ["en"]})
    assert town.rosa.sees_dialog().title == "Posted"
    town.deliver()
    shown = town.card(1).words.splitlines()
    assert [line for line in told if line not in shown] == []


def test_choosing_a_kind_keeps_what_was_typed_and_names_its_usual_roles(town: Town) -> None:
    town.jean.types(town.square, "/organiser publier")
    town.jean.sees_dialog().fill({"title": "Vélos", "kind": "advice"})
    town.jean.sees_dialog().fill({"kind": "cohort"})
    assert town.jean.sees_dialog().values[french("Title")] == "Vélos"
    asked = {"title": "Vélos", "organization": "Vélo-Québec", "summary": "Réparer", "work_languages": ["fr"]}
    town.fills(town.jean, asked)
    town.deliver()
    assert "Résidence 0 of 6" in town.card(1).words


def test_advice_without_its_question_is_asked_for_it(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().fill({"kind": "advice"})
    town.fills(town.rosa, {**COMMON, "question": " ", "work_languages": ["en"]})
    assert town.rosa.sees_dialog().errors == {"The question to answer": "Please fill this in."}
    assert town.rosa.sees_dialog().values["Title"] == COMMON["title"]


def test_each_reader_gets_the_posting_in_their_language(town: Town) -> None:
    """The card is in the community's; what is said to one person is in theirs."""
    town.jean.types(town.square, "/organiser publier")
    town.jean.sees_dialog().press(french("More: skills, way in, links, time zone"))
    other = {"other_title": "Fix bikes", "other_summary": "Two hours on Saturdays"}
    typed = {"title": "Réparer des vélos", "organization": "Vélo-Québec", "summary": "Deux heures le samedi"}
    town.fills(town.jean, {**typed, **other, "work_languages": ["fr"], "roles": "Mécano 2", "links": "https://a.org"})
    town.deliver()
    assert town.card(1).words.splitlines()[:3:2] == ["#1 Fix bikes", "Two hours on Saturdays"]
    assert town.answer(town.luc, "/benevole voir 1").words.splitlines()[0] == "#1 Réparer des vélos"
    assert "#1 Fix bikes" in town.answer(town.ana, "/volunteer signup 1").words
    assert "#1 Réparer des vélos" in town.answer(town.luc, "/benevole inscription 1").words
    assert "Réparer des vélos" in town.answer(town.luc, "/benevole mes-offres").words
    assert f"{french('Links')}\u00a0: https://a.org" in town.answer(town.luc, "/benevole voir 1").words


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("links", "see our site", "“see our site” is not a web address. Write whole addresses, one per line."),
        ("links", "\n".join(f"https://a.org/{n}" for n in range(6)), "At most 5 addresses, one per line."),
        ("questions", "\n".join(f"Question {n}" for n in range(6)), "At most 5 questions, one per line."),
        ("questions", "q" * 151, "A question may have 150 characters at most. Make it shorter."),
        ("deadline", date(2026, 11, 22), "This day is in the past. Choose a later one."),
        ("deadline", date(2036, 11, 22), "This is more than five years away. Check the year."),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(town: Town, field: str, typed: Any, fault: str) -> None:
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().press("More: skills, way in, links, time zone")
    town.fills(town.rosa, {**COMMON, "roles": "Guide", "work_languages": ["en"], field: typed})
    assert list(town.rosa.sees_dialog().errors.values()) == [fault]
