"""A part of who applied: by name, and by what they have in common with the posting."""

from typing import Any

import pytest

from bot.errors.typed import NoLongerThere
from bot.marketplace import applicants, filters
from bot.marketplace.applicants import Applicants
from bot.work import Work
from db.models import SignupState
from tests.bot.marketplace.cohort import applies, asks
from tests.bot.marketplace.test_applicants import counting, crowd
from tests.bot.marketplace.village import Village

__all__ = ["crowd"]
S = SignupState
PEOPLE: dict[str, tuple[list[str], str, int | None]] = {
    "Éloïse Roy": (["fr"], "Python", 5),
    "Ana Silva": (["en", "fr"], "maps, cooking", 2),
    "Roy Keane": (["en"], "", None),
}
"""Languages of work, skills and hours a week of who applies."""


@pytest.fixture
def number(village: Village) -> int:
    """A posting in English and French that asks for Python or maps, three hours a week; three applied."""
    village.people("rosa", "jean")
    asked = asks(village, work_languages=("en", "fr"), skills="Maps, Python", hours=3, hours_unit="week")
    for n, (name, (languages, skills, hours)) in enumerate(PEOPLE.items()):
        user = village.person(f"u{n}", name=name)
        with village.work(user) as work:
            who = village.known(work, user)
            who.work_languages, who.skills, who.hours_per_week = languages, skills, hours
        applies(village, user, asked)
    return asked


def names(found: Applicants) -> list[str]:
    return [one.person.name for one in found.rows]


def turned(village: Village, number: int, marks: str, words: str = "", state: str = "applied") -> Applicants:
    return village.does("rosa", lambda work: applicants.turned(work, f"{number}:{state}:{marks}:{words}", 1))


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ("", list(PEOPLE)),
        ("fr", ["Éloïse Roy", "Ana Silva"]),
        ("en,fr", ["Ana Silva"]),
        ("skills", ["Éloïse Roy", "Ana Silva"]),
        ("hours", ["Éloïse Roy"]),
        ("en,hours", []),
    ],
)
def test_who_has_all_marks_is_shown_and_counted(village: Village, number: int, marks: str, shown: list[str]) -> None:
    found = turned(village, number, marks)
    assert (names(found), found.counts) == (shown, {S.APPLIED: len(shown)} if shown else {})


def test_a_name_is_found_without_accents_or_case_and_in_whatever_state(village: Village, number: int) -> None:
    def typed(words: str) -> Applicants:
        return village.does("rosa", lambda work: applicants.applicants(work, number, words, 1))

    assert names(typed("eloise")) == ["Éloïse Roy"]
    assert names(typed("roy")) == ["Éloïse Roy", "Roy Keane"]
    signup = typed("keane").rows[0].signup.id
    village.does("rosa", lambda work: applicants.shortlist(work, signup))
    assert (names(typed("KEANE")), typed("KEANE").state) == (["Roy Keane"], S.SHORTLISTED)
    assert names(typed("waiting roy")) == ["Éloïse Roy"]
    assert names(typed("shortlisted roy")) == ["Roy Keane"]
    assert names(turned(village, number, "fr", "roy")) == ["Éloïse Roy"]


def test_what_is_looked_for_is_cut_and_cleaned(village: Village, number: int) -> None:
    found = village.does("rosa", lambda work: applicants.applicants(work, number, "\u202e" + "x" * 3000, 1))
    assert (len(found.filter.words), found.rows) == (filters.LONGEST, ())


@pytest.mark.parametrize("about", ["{number}:applied:no", "{number}:left:", "{number}", "x:applied:en", "::::"])
def test_a_button_of_another_time_is_refused(village: Village, number: int, about: str) -> None:
    def press(work: Work) -> object:
        return applicants.turned(work, about.format(number=number), 1)

    assert isinstance(village.refused("rosa", press), NoLongerThere)


def test_what_a_role_asks_for_is_a_skill_to_have_in_common(village: Village) -> None:
    village.people("rosa", "jean")
    number = asks(village, roles="Mapper 2, experienced: Maps\nHost 1")
    for name, role in (("Ana Silva", "Mapper"), ("Noé Roy", "Host")):
        user = village.person(name[:3], name=name)
        with village.work(user) as work:
            village.known(work, user).skills = "maps"
        applies(village, user, number, role)
    found = turned(village, number, "skills")
    assert (found.offered[2], names(found)) == ("skills", ["Ana Silva"])


def test_a_posting_that_names_nothing_offers_nothing_to_filter_by(village: Village, number: int) -> None:
    offered = [filters.offered(village.facts(one).opportunity, ()) for one in (number, asks(village, **BARE))]
    assert offered == [("en", "fr", "skills", "hours"), ("en",)]


BARE: dict[str, Any] = {"work_languages": ("en",), "hours": 3, "hours_total": None, "hours_unit": "all"}


def test_three_hundred_are_filtered_in_as_many_queries(village: Village, crowd: int) -> None:
    def page(about: str, number: int) -> tuple[int, int]:
        with village.work("rosa") as work, counting(village) as run:
            rows = applicants.turned(work, f"{crowd}:applied:{about}", number).rows
            return len(rows), len(run)

    assert page(":p01", 1) == (10, page(":", 1)[1])
    assert page(":p29", 30) == (10, page(":", 1)[1])
