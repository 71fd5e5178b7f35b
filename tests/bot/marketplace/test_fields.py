"""The fields of files and webhooks: documentation, schema and code are the same, and no value breaks the reader."""

import json
from contextlib import suppress
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Fault, Faults
from bot.marketplace.fields import FIELDS, Field, answers_of, schema
from bot.marketplace.versions import SAYINGS, SEVERAL
from bot.messages.faults import SENTENCES
from tests.town import ROOT

LEAST = {"title": "Map the parks", "organization": "Parks Ottawa", "summary": "Walk a park"}
FORMS = {
    "text": "text, {most} characters", "lines": "lines, {most} at most", "choice": "one of {choices}",
    "choices": "some of {choices}", "whole": "a whole number up to {most}", "day": "a day, 2026-12-01",
    "hour": "an hour, 18:30", "dates": "dates, {most} at most",
}  # fmt: skip


def fault_of(record: dict[str, Any]) -> dict[str, Fault]:
    with pytest.raises(Faults) as caught:
        answers_of(record)
    return caught.value.fields


def told(field: Field) -> str:
    choices = ", ".join(f"`{one}`" for one in field.choices)
    return f"| `{field.name}` | {FORMS[field.form].format(most=f'{field.most:,}', choices=choices)} | {field.about} |"


def test_the_documented_fields_are_those_of_the_code() -> None:
    page = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
    assert [line for line in page.splitlines() if line.startswith("| `")] == [told(one) for one in FIELDS.values()]


def test_all_that_a_posting_says_is_a_field() -> None:
    assert {*SAYINGS, *SEVERAL} <= {*FIELDS}


def test_the_published_schema_is_that_of_the_code_and_a_schema() -> None:
    published = json.loads((ROOT / "docs" / "opportunity.schema.json").read_text(encoding="utf-8"))
    assert published == schema()
    jsonschema.Draft202012Validator.check_schema(published)


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("titel", "x", Fault("unknown_field")),
        ("title", 12, Fault("not_text")),
        ("source", "s" * 256, Fault("too_long", {"longest": 255, "length": 256})),
        ("roles", {"Designer": 2}, Fault("not_lines")),
        ("roles", [2], Fault("not_lines")),
        ("kind", "party", Fault("not_a_choice", {"choices": "team, advice, research, volunteering, event, cohort"})),
        ("kind", ["team"], Fault("not_a_choice", {"choices": "team, advice, research, volunteering, event, cohort"})),
        ("work_languages", ["de"], Fault("not_a_choice", {"choices": "en, fr"})),
        ("work_languages", "en", Fault("not_a_choice", {"choices": "en, fr"})),
        ("hours", "3", Fault("not_whole")),
        ("hours", True, Fault("not_whole")),
        ("hours", 2.5, Fault("not_whole")),
        ("hours", 0, Fault("number_range", {"least": 1, "most": 10_000})),
        ("hours", 10**400, Fault("number_range", {"least": 1, "most": 10_000})),
        ("day", "1.12.2026", Fault("not_a_day")),
        ("day", "2026-02-30", Fault("not_a_day")),
        ("day", "٢٠٢٦-12-01", Fault("not_a_day")),
        ("start", "25:00", Fault("not_an_hour", {"example": "18:30"})),
        ("start", "18:30:00", Fault("not_an_hour", {"example": "18:30"})),
        ("sessions", {"day": "2026-12-01"}, Fault("not_dates")),
        ("sessions", ["2026-12-01"], Fault("not_dates")),
        (
            "sessions",
            [{"day": "2026-12-01", "start": "10:00", "end": "11:00"}] * 60,
            Fault("dates_too_many", {"most": 60}),
        ),
    ],
)
def test_a_value_of_another_form_is_refused_with_its_field(name: str, value: object, fault: Fault) -> None:
    assert fault_of({**LEAST, name: value}) == {name: fault}
    assert fault.name in SENTENCES
    dated = {**LEAST, "day": "2026-12-01", "start": "18:30", "end": "20:30", name: value}
    valid = jsonschema.Draft202012Validator(schema()).is_valid(dated)
    assert valid is (name == "day" and value == "2026-02-30")  # no pattern knows how many days a month has


def test_every_wrong_field_is_named_at_once() -> None:
    assert set(fault_of({"title": 1, "summary": [], "nonsense": "x", "kind": None})) == {"title", "summary", "nonsense"}


def test_what_is_empty_was_not_given() -> None:
    assert answers_of({**LEAST, "hours": None, "day": "", "description": ""}) == LEAST


def test_roles_are_written_in_one_line_in_lines_or_listed() -> None:
    several = ("Designer 2; Developer 3", "Designer 2\n Developer 3", ["Designer  2", "Developer 3"])
    assert [str(answers_of({"roles": one})["roles"]).split() for one in several] == [
        ["Designer", "2", "Developer", "3"]
    ] * 3


def test_javascripts_numbers_are_whole() -> None:
    assert answers_of({"hours": 3.0}) == {"hours": 3}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*FIELDS, "nonsense"]), values, max_size=6))
def test_whatever_is_said_is_read_or_refused(record: dict[str, Any]) -> None:
    with suppress(Faults):
        answers_of(record)
