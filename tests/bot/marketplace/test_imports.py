"""Postings from a file: taken, known already, or refused with line and reason."""

import json
from typing import Any

import pytest

from bot.errors import Fault
from bot.marketplace.imports import How, Row, json_lines, take_in
from db.models import Opportunity, Organization
from tests.bot.marketplace.village import Village

USUAL: dict[str, Any] = {
    "name": "OpenCabinet",
    "organization_name": "Civic Tech Toronto",
    "description": "Who sits in\ncabinet, and what they are up to.",
    "topics": ["canada", "open-data"],
    "code_url": "https://example.org/code",
    "link_url": "cabinet.example.org",
    "status": "alpha",
}


def line(**changes: Any) -> str:
    return json.dumps({**USUAL, **changes})


def taken(village: Village, *lines: str, announce: bool = False, dry_run: bool = False) -> list[Row]:
    return list(take_in(village.desk, village.id, json_lines(lines), How("batch", announce, dry_run)))


def fault_of(village: Village, given: str) -> tuple[str, Fault] | None:
    (row,) = taken(village, given)
    assert (row.line, row.outcome) == (1, "refused")
    return row.fault


def counted(village: Village, model: type[Opportunity | Organization]) -> int:
    return village.sees(lambda work: work.db.query(model).count())


def test_a_project_becomes_an_open_posting_with_one_role_without_limit(village: Village) -> None:
    assert taken(village, line()) == [Row(1, "taken")]
    found = village.facts(1)
    told = found.opportunity
    assert (told.title, found.organization.name, told.state.value, told.author_id) == (
        "OpenCabinet", "Civic Tech Toronto", "open", None,
    )  # fmt: skip
    assert told.summary == "Who sits in cabinet, and what they are up to."
    assert told.description == "Who sits in\ncabinet, and what they are up to."
    assert (told.where, told.skills, told.kind) == ("cabinet.example.org", "canada, open-data", "volunteering")
    assert [(one.role.name, one.role.capacity) for one in found.roles] == [("Contributor", None)]
    assert found.session is None


def test_what_a_project_leaves_out_is_made_do_without(village: Village) -> None:
    bare = json.dumps({"name": "hexbin", "organization_name": "Code for Vancouver"})
    without_link = line(name="Other", link_url=None, description="", topics=None)
    assert [row.outcome for row in taken(village, bare, without_link)] == ["taken", "taken"]
    assert (village.facts(1).opportunity.summary, village.facts(1).opportunity.where) == ("hexbin", "")
    assert (village.facts(2).opportunity.summary, village.facts(2).opportunity.where) == (
        "Other", "https://example.org/code",
    )  # fmt: skip


def test_the_same_file_again_takes_nothing(village: Village) -> None:
    taken(village, line(), line(name="Second"))
    again = taken(village, line(), line(name="Second"), line(name="Third"))
    assert [row.outcome for row in again] == ["known", "known", "taken"]
    assert counted(village, Opportunity) == 3


def test_a_double_within_one_file_is_known_by_organization_and_name(village: Village) -> None:
    rows = taken(village, line(), line(name="OPENCABINET"), line(organization_name="Another"))
    assert [row.outcome for row in rows] == ["taken", "known", "taken"]


def test_a_dry_run_finds_the_same_and_keeps_nothing(village: Village) -> None:
    village.channel("C1")
    lines = (line(), line(), "{", line(name="Second"))
    rows = taken(village, *lines, dry_run=True)
    assert [row.outcome for row in rows] == ["taken", "known", "refused", "taken"]
    assert (counted(village, Opportunity), counted(village, Organization), village.owed(state=None)) == (0, 0, [])
    assert taken(village, *lines) == rows


def test_lines_are_counted_from_one_and_empty_ones_passed_over(village: Village) -> None:
    rows = taken(village, "", line(), "   ", "nonsense", line(name="Second"), "")
    assert [(row.line, row.outcome) for row in rows] == [(2, "taken"), (4, "refused"), (5, "taken")]


@pytest.mark.parametrize(
    "given",
    [
        "nonsense", "{", "[]", '"text"', "null", "12", "[" * 100_000, '{"name": "a\tb"}',
        '{"n": ' + "1" * 5000 + "}", '{"name": "\\ud800", "organization_name": "x"}',
    ],
    ids=lambda given: given[:12],
)  # fmt: skip
def test_a_line_that_is_no_object_is_refused(village: Village, given: str) -> None:
    assert fault_of(village, given) == ("line", Fault("not_json"))


@pytest.mark.parametrize("field", ["name", "organization_name", "description", "link_url"])
@pytest.mark.parametrize("value", [12, ["a"], {"a": 1}, True])
def test_a_value_that_is_no_text_is_refused_with_its_field(village: Village, field: str, value: object) -> None:
    assert fault_of(village, line(**{field: value})) == (field, Fault("not_text"))


def test_topics_must_be_a_list(village: Village) -> None:
    assert fault_of(village, line(topics="canada")) == ("topics", Fault("not_text"))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": ""}, ("title", Fault("missing"))),
        ({"name": None}, ("title", Fault("missing"))),
        ({"organization_name": " "}, ("organization", Fault("missing"))),
        ({"name": "n" * 121}, ("title", Fault("too_long", {"longest": 120, "length": 121}))),
        ({"description": "d" * 3001}, ("description", Fault("too_long", {"longest": 3000, "length": 3001}))),
        ({"link_url": "u" * 301}, ("where", Fault("too_long", {"longest": 300, "length": 301}))),
    ],
)
def test_a_project_that_does_not_fit_is_refused_with_its_field(
    village: Village, changes: dict[str, Any], fault: tuple[str, Fault]
) -> None:
    assert fault_of(village, line(**changes)) == fault


def test_a_long_description_is_summed_up_at_a_word(village: Village) -> None:
    taken(village, line(description="words " * 100, topics=["topic"] * 100))
    told = village.facts(1).opportunity
    assert (len(told.summary), told.summary[-6:]) == (198, "words…")
    assert (len(told.skills) <= 300, told.skills[-1]) == (True, "…")


def test_the_zero_character_is_left_out(village: Village) -> None:
    taken(village, line(name="Open\x00Cabinet", topics=["a\x00b"]))
    assert (village.facts(1).opportunity.title, village.facts(1).opportunity.skills) == ("OpenCabinet", "ab")


def test_an_import_is_announced_in_one_message_a_channel(village: Village) -> None:
    village.channel("C1")
    village.channel("C2")
    taken(village, *[line(name=f"Project {n}") for n in range(3)])
    assert [(one.kind, one.channel, one.facts) for one in village.owed()] == [
        ("import.summary", "C1", {"count": 3}),
        ("import.summary", "C2", {"count": 3}),
    ]


def test_an_import_that_takes_nothing_announces_nothing(village: Village) -> None:
    taken(village, line())
    village.channel("C1")
    taken(village, line(), "{")
    assert village.owed() == []


def test_an_announced_import_has_a_card_for_each(village: Village) -> None:
    village.channel("C1")
    taken(village, line(), line(name="Second"), announce=True)
    assert [one.kind for one in village.owed()] == ["card.post", "card.post"]


def test_more_than_one_transaction_takes_all(village: Village) -> None:
    rows = taken(village, *[line(name=f"Project {n}") for n in range(250)])
    assert [row.outcome for row in rows] == ["taken"] * 250
    assert [row.line for row in rows] == list(range(1, 251))
    assert counted(village, Organization) == 1


def test_an_organization_with_people_in_it_is_not_taken_over(village: Village) -> None:
    village.people("rosa")
    village.posts("rosa", organization="Civic Tech Toronto")
    taken(village, line())
    assert village.facts(2).organization.id == village.facts(1).organization.id
    assert counted(village, Organization) == 1
