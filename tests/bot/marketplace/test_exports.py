"""Every field goes out and comes in again as it was: as JSON Lines and as a table, whatever people wrote."""

import json
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.errors import Fault
from bot.marketplace import life, sessions
from bot.marketplace.exports import give_out
from bot.marketplace.fields import Record, schema
from bot.marketplace.imports import How, Row, json_lines, take_in
from bot.marketplace.tables import Given, rows, table
from db.engine import open_engine
from db.models import OpportunityState
from tests.bot.marketplace.evenings import WEEKLY, edits, joins_on, written
from tests.bot.marketplace.village import UNDATED, Village, on
from tests.town import START, copied_database

NINTH = {"day": "2026-12-09", "start": "18:30", "end": "20:30"}
Read = Callable[[str], list[Given]]
EVERYTHING: dict[str, Any] = {
    "kind": "research", "title": "Try the library's new search", "organization": "Archives Nord",
    "summary": "An hour with a librarian", "description": "Bring a book.\n\n- or two\r\n=3", "place": "hybrid",
    "where": "12, rue Principale; door 3", "hours": 2, "hours_unit": "all", "hours_total": 2,
    "work_languages": ("fr", "en"), "skills": "reading, « lire »", "question": "Which one?", "honorarium": "50 $",
    "accessibility": "@home", "learning": "+1", "team": "-", "links": "https://a.example.org\nhttps://b.example.org/é",
    "joining": "'=knock", "entry": "application", "questions": "Why?\nWhen; and where?", "consent": "I agree.",
    "deadline": date(2026, 11, 30), "language": "en", "other_title": "Essayez", "other_summary": "Une heure",
    "other_description": "Apportez\nun livre.", "most_waiting": 5,
    "roles": "Participant 1, experienced: « lire », =A1; a plus: c++\nCook; baker 2\nGuest",
}  # fmt: skip


def lines_of(records: list[Record]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def table_of(records: list[Record]) -> str:
    return "".join(table(records))


def read_lines(content: str) -> list[Given]:
    return json_lines(content.split("\n"))


BOTH = pytest.mark.parametrize(("write", "read"), [(lines_of, read_lines), (table_of, rows)], ids=["jsonl", "csv"])


def out(village: Village) -> list[Record]:
    return list(give_out(village.desk, village.id))


def into(village: Village, given: list[Given]) -> list[Row]:
    return list(take_in(village.desk, village.id, given, How("batch")))


@pytest.fixture
def elsewhere(template: Path, tmp_path: Path) -> Iterator[Village]:
    """Another installation, with nothing in it."""
    (tmp_path / "other").mkdir()
    engine = open_engine(copied_database(template, tmp_path / "other"))
    yield Village(Desk(engine, lambda: START))
    engine.dispose()


@BOTH
def test_every_field_comes_back_as_it_was(
    village: Village, elsewhere: Village, write: Callable[[list[Record]], str], read: Read
) -> None:
    village.people("rosa")
    village.posts("rosa", **EVERYTHING)
    village.posts("rosa", **UNDATED)
    village.posts("rosa", day=date(2026, 12, 1), start=time(22), end=time(1, 30), timezone="America/St_Johns")
    gone = write(out(village))
    assert [row.outcome for row in into(elsewhere, read(gone))] == ["taken"] * 3
    assert write(out(elsewhere)) == gone
    first = json.loads(lines_of(out(elsewhere)).split("\n")[0])
    assert {name: first[name] for name in ("roles", "joining", "description", "start", "deadline", "most_waiting")} == {
        "roles": ["Participant 1, experienced: « lire », =A1; a plus: c++", "Cook; baker 2", "Guest"],
        "joining": "'=knock",
        "description": "Bring a book.\n\n- or two\r\n=3",
        "start": "18:30",
        "deadline": "2026-11-30",
        "most_waiting": 5,
    }


@BOTH
def test_every_date_comes_back_with_its_local_time_and_its_roles(
    village: Village, elsewhere: Village, write: Callable[[list[Record]], str], read: Read
) -> None:
    """Over both daylight-saving changes of 2027; a date called off does not come back."""
    village.people("rosa", "ana")
    number = village.posts(
        "rosa", **WEEKLY | {"until": date(2027, 11, 30)}, roles="Designer 2; a plus: HTML\nCook; baker"
    )
    first, second, third = written(village, number)[:3]
    joins_on(village, "ana", first)
    edits(
        village, number, third, roles="Designer 3\nGuest", **on(date(2026, 12, 16), time(9), time(10), "Europe/Paris")
    )
    village.does("rosa", lambda work: sessions.call_off(work, second.id, ""))
    gone = write(out(village))
    assert [row.outcome for row in into(elsewhere, read(gone))] == ["taken"]
    assert write(out(elsewhere)) == gone
    (record,) = out(elsewhere)
    assert record["day"] == "2026-12-01"
    dated: Any = record["sessions"]
    assert len(dated) == 51
    assert dated[0] == {
        "day": "2026-12-16", "start": "09:00", "end": "10:00", "timezone": "Europe/Paris",
        "roles": ["Designer 3", "Guest"],
    }  # fmt: skip
    assert dated[-1] == {"day": "2027-11-30", "start": "18:30", "end": "20:30"}
    held = [one for one in written(elsewhere, 1) if one.timezone == "America/Toronto"]
    assert {one.starts.hour for one in held} == {18}
    assert {(one.starts_at.hour, one.starts.month in (11, 12, 1, 2)) for one in held} >= {(23, True), (22, False)}


@pytest.mark.parametrize(
    ("dated", "field", "fault"),
    [
        ({"start": "10:00", "end": "11:00"}, "sessions[2].day", Fault("date_incomplete")),
        ({**NINTH, "end": "10:00", "day": "2026-12-99"}, "sessions[2].day", Fault("not_a_day")),
        ({**NINTH, "timezone": "Mars"}, "sessions[2].timezone", Fault("unknown_timezone")),
        (
            {**NINTH, "roles": "Designer: Figma"},
            "sessions[2].roles",
            Fault("role_unclear", {"role": "Designer: Figma"}),
        ),
        ({**NINTH, "day": "2026-12-08"}, "sessions[2].day", Fault("date_twice")),
        ({**NINTH, "title": "x"}, "sessions[2].title", Fault("unknown_field")),
        ({**NINTH, "day": "2026-11-01"}, "sessions[2].day", Fault("in_the_past")),
    ],
)
def test_a_date_that_cannot_be_is_named_by_its_place(
    village: Village, dated: dict[str, str], field: str, fault: Fault
) -> None:
    told = {"title": "t", "organization": "o", "summary": "s", **NINTH, "day": "2026-12-01"}
    (row,) = into(village, [Given(1, {**told, "sessions": [{**NINTH, "day": "2026-12-08"}, dated]})])
    assert row.fault == (field, fault)
    (row,) = into(village, [Given(1, {**told, **dict.fromkeys(NINTH), "sessions": [NINTH]})])
    assert row.fault == ("sessions", Fault("series_needs_day"))


@BOTH
def test_what_was_given_out_is_known_where_it_came_from(
    village: Village, elsewhere: Village, write: Callable[[list[Record]], str], read: Read
) -> None:
    village.people("rosa")
    village.posts("rosa")
    gone = read(write(out(village)))
    assert [row.outcome for row in into(village, gone)] == ["known"]
    assert [row.outcome for row in (*into(elsewhere, gone), *into(elsewhere, gone))] == ["taken", "known"]


@pytest.mark.parametrize("state", [state.value for state in OpportunityState])
def test_every_state_comes_back_and_only_an_open_one_is_announced(
    village: Village, elsewhere: Village, state: str
) -> None:
    told = {"title": "t", "organization": "o", "summary": "s", "day": "2020-01-01", "start": "10:00", "end": "11:00"}
    elsewhere.channel("C1")
    assert [row.outcome for row in into(elsewhere, [Given(1, {**told, "state": state})])] == ["taken"]
    assert (elsewhere.state(1).value, out(elsewhere)[0]["state"]) == (state, state)
    assert len(elsewhere.owed()) == (state == "open")
    assert [row.outcome for row in into(village, [Given(1, told)])] == ["refused"]


def test_more_than_a_batch_goes_out_by_number_and_nothing_of_another_community(village: Village) -> None:
    village.people("rosa")
    other = Village(village.desk, "T0OTHER")
    other.people("eve")
    other.posts("eve", title="Elsewhere")
    given = [{"title": f"Task {n}", "organization": "o", "summary": "s"} for n in range(250)]
    into(village, [Given(n, record) for n, record in enumerate(given, 1)])
    assert [record["title"] for record in out(village)] == [record["title"] for record in given]


def test_a_cancelled_posting_of_somebody_is_given_out_as_such(village: Village) -> None:
    village.people("rosa")
    number = village.posts("rosa")
    village.does("rosa", lambda work: life.cancel(work, number, "Rain"))
    assert [record["state"] for record in out(village)] == ["cancelled"]


words = st.text(st.characters(codec="utf-8"), max_size=40)
said = words | st.sampled_from(["=1+1", "'=1", "''@x", "-", "\t=x", 'a "b"; c', "a\rb", "\x0b", " ", "1\u2028=2"])
records = st.fixed_dictionaries(
    {"title": said.filter(str.strip), "organization": said, "summary": said},
    optional={
        **dict.fromkeys(("description", "where", "skills", "team", "joining", "other_title", "source"), said),
        "roles": st.lists(
            said
            | st.from_regex(r"[A-Z][a-z;]{1,5} [0-9]{1,2}(: [a-z;,:]{1,5})?(; a plus: [a-z, ]{1,5})?", fullmatch=True),
            max_size=3,
        ),
        "questions": st.lists(said, max_size=5),
        "kind": st.sampled_from(["volunteering", "event", "cohort"]),
        "state": st.sampled_from([state.value for state in OpportunityState]),
        "work_languages": st.lists(st.sampled_from(["en", "fr"]), min_size=1, max_size=2),
        "hours": st.integers(1, 10_000),
        "deadline": st.dates(date(2026, 11, 24), date(2027, 6, 1)).map(date.isoformat),
    },
)
dates = st.fixed_dictionaries(
    {
        "day": st.dates(date(2026, 11, 25), date(2027, 6, 1)).map(date.isoformat),
        "start": st.times().map(lambda at: at.strftime("%H:%M")),
        "end": st.times().map(lambda at: at.strftime("%H:%M")),
        "timezone": st.sampled_from(["America/Toronto", "Europe/Paris", "America/St_Johns"]),
    }
)


def together(parts: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    return {name: value for part in parts for name, value in part.items()}


several = st.fixed_dictionaries(
    {
        "sessions": st.lists(
            st.fixed_dictionaries(
                {"day": st.dates(date(2027, 6, 2), date(2027, 11, 20)).map(date.isoformat), "start": st.just("18:30"),
                 "end": st.just("20:30")},
                optional={"timezone": st.sampled_from(["Europe/Paris"]), "roles": st.just(["Guide 2", "Cook; baker"])},
            ),
            max_size=3,
            unique_by=lambda one: one["day"],
        )
    }
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(records | st.tuples(records, dates, several).map(together), max_size=4))
def test_a_round_trip_is_equal_whatever_people_write(
    template: Path, tmp_path_factory: pytest.TempPathFactory, given: list[dict[str, Any]]
) -> None:
    """Taken in, given out, taken into an empty database, and given out again: the same bytes."""

    def taken(there: list[Given]) -> tuple[list[Row], list[Record]]:
        engine = open_engine(copied_database(template, tmp_path_factory.mktemp("trip")))
        village = Village(Desk(engine, lambda: START))
        told = into(village, there), out(village)
        engine.dispose()
        return told

    _rows, found = taken([Given(n, record) for n, record in enumerate(given, 1)])
    for record in found:
        jsonschema.validate(record, schema())
    for write, read in ((lines_of, read_lines), (table_of, rows)):
        outcomes, again = taken(read(write(found)))
        assert [row.outcome for row in outcomes] == ["taken"] * len(found), outcomes
        assert write(again) == write(found)
