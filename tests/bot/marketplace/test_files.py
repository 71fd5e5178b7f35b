"""Which files are asked for, and by whom."""

import pytest

from bot.errors.organizing import NothingToSend, NotYours
from bot.errors.typed import NoLongerThere
from bot.marketplace import files
from db.queries.files import everyone_seated
from tests.bot.marketplace.cohort import applies, asks
from tests.bot.marketplace.evenings import WEEKLY, joins_on, written
from tests.bot.marketplace.village import Village


@pytest.fixture
def number(village: Village) -> int:
    """Four evenings; Ana is in the first, Luc in the second."""
    village.people("rosa", "jean", "ana", "luc")
    number = village.posts("rosa", **WEEKLY)
    for who, session in zip(("ana", "luc"), written(village, number), strict=False):
        joins_on(village, who, session)
    return number


def test_a_button_asks_for_one_date_and_the_command_for_all(village: Village, number: int) -> None:
    first, second, third, _fourth = written(village, number)
    village.does("rosa", lambda work: files.ask_roster(work, f"{number}|{second.id}"))
    village.does("rosa", lambda work: files.ask_all(work, number))
    assert [(one.kind, one.facts) for one in village.owed("file.roster", "file.applicants")] == [
        ("file.roster", {"session": second.id}),
        ("file.roster", {"session": None}),
    ]

    def names(session_id: int | None) -> list[tuple[int, str]]:
        rows = village.sees(lambda work: everyone_seated(work.db, first.opportunity_id, session_id))
        return [(session.id if session else 0, person.name) for session, _role, _signup, person in rows]

    assert names(second.id) == [(second.id, "luc")]
    assert names(None) == [(first.id, "ana"), (second.id, "luc")]
    assert village.refused("rosa", lambda work: files.ask_roster(work, f"{number}|{third.id}")) == NothingToSend(number)


@pytest.mark.parametrize("about", ["{number}|{other}", "{number}|x", "x|", "|", "{number}|999999"])
def test_a_button_about_something_else_is_refused(village: Village, number: int, about: str) -> None:
    """Also one of a date of somebody else's posting."""
    other = written(village, village.posts("jean"))[0].id
    asked = about.format(number=number, other=other)
    assert isinstance(village.refused("rosa", lambda work: files.ask_roster(work, asked)), NoLongerThere)
    assert village.owed("file.roster") == []


def test_only_its_organizers_ask(village: Village, number: int) -> None:
    for rule in (files.ask_all, files.ask_applicants):
        assert village.refused("jean", lambda work, rule=rule: rule(work, number)) == NotYours(number)  # type: ignore[misc]
    assert village.refused("jean", lambda work: files.ask_roster(work, f"{number}|")) == NotYours(number)


def test_applicants_come_beside_the_roster_where_there_are_any(village: Village, number: int) -> None:
    cohort = asks(village)
    assert village.refused("rosa", lambda work: files.ask_all(work, cohort)) == NothingToSend(cohort)
    applies(village, "ana", cohort)
    village.does("rosa", lambda work: files.ask_all(work, cohort))
    village.leaves("ana", cohort)
    assert [one.kind for one in village.owed("file.roster", "file.applicants")] == ["file.applicants"]
    assert village.refused("rosa", lambda work: files.ask_applicants(work, cohort)) == NothingToSend(cohort)
