"""Tables: what a spreadsheet writes is read, and nothing in one is taken for a formula."""

import pytest

from bot.errors import Fault
from bot.marketplace.fields import FIELDS
from bot.marketplace.imports import How, take_in
from bot.marketplace.tables import Given, rows, shielded, table, unshielded
from tests.bot.marketplace.village import Village

FIRST = "title,organization,summary,roles,hours,work_languages\n"


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''-"])
def test_a_formula_bears_an_apostrophe_and_loses_it_again(cell: str) -> None:
    assert shielded(cell) == f"'{cell}"
    assert unshielded(shielded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "tis", "'tis", "a=b", "1-2", "é"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert (shielded(cell), unshielded(cell)) == (cell, cell)


def test_no_cell_of_a_table_begins_as_a_formula() -> None:
    record = dict.fromkeys(FIELDS, "=cmd|'/c calc'!A1")
    assert '"=' not in "".join(table([record]))


def test_a_row_is_read_in_the_forms_of_its_fields() -> None:
    content = FIRST + 'Parks,Parks Ottawa,"Walk, and\nlook",Designer 2; Guest,3,en; fr\n\n,,,,,\nx,y\n'
    assert rows(content) == [
        Given(2, {
            "title": "Parks", "organization": "Parks Ottawa", "summary": "Walk, and\nlook",
            "roles": "Designer 2; Guest", "hours": 3, "work_languages": ["en", "fr"],
        }),
        Given(6, {"title": "x", "organization": "y"}),
    ]  # fmt: skip


@pytest.mark.parametrize("content", ["Title;Organization\nParks;O\n", "\ttitle\torganization\r\n\tParks\tO\r\n"])
def test_other_separators_and_spellings_are_understood(content: str) -> None:
    if content.startswith("\t"):
        content = content.replace("\n\t", "\n")[1:]
    assert rows(content) == [Given(2, {"title": "Parks", "organization": "O"})]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("title,color\nx,y\n", ("color", Fault("unknown_column"))),
        ("title,,summary\nx,y\n", ("line", Fault("unknown_column"))),
        ("title,Title\nx,y\n", ("title", Fault("column_twice"))),
    ],
)
def test_a_first_line_that_names_no_fields_refuses_the_table(content: str, fault: tuple[str, Fault]) -> None:
    assert rows(content) == [Given(1, fault=fault)]


def test_a_row_that_is_none_is_refused_and_the_next_are_read() -> None:
    content = 'title,summary\n"a"b,c\nx,y,z\ngood,one\n"never ends\n'
    assert [(one.line, one.fault[1].name if one.fault else one.record) for one in rows(content)] == [
        (2, "not_csv"), (3, "too_many_cells"), (4, {"title": "good", "summary": "one"}), (5, "not_csv"),
    ]  # fmt: skip


def test_a_number_that_is_none_and_a_strange_day_are_refused_with_line_and_field(village: Village) -> None:
    content = "title,organization,summary,hours,day,start,end\na,b,c,many,,,\na,b,c,,tomorrow,10:00,11:00\n"
    found = list(take_in(village.desk, village.id, rows(content), How("batch")))
    assert [(row.line, row.fault) for row in found] == [
        (2, ("hours", Fault("not_whole"))), (3, ("day", Fault("not_a_day"))),
    ]  # fmt: skip


def test_a_table_of_projects_is_read_as_their_lines_are(village: Village) -> None:
    content = 'name,organization_name,description,topics\nOpenCabinet,Civic Tech,Who sits,"maps, data"\n'
    assert [row.outcome for row in take_in(village.desk, village.id, rows(content), How("batch"))] == ["taken"]
    told = village.facts(1).opportunity
    assert (told.title, told.skills, told.source) == ("OpenCabinet", "maps, data", "civic:civic tech/opencabinet")


def test_what_names_no_source_is_known_by_organization_title_and_day(village: Village) -> None:
    first = "title,organization,summary,day,start,end\n"
    evening = "Hack night,Civic Tech,Come,2026-12-0{},18:30,21:00\n"
    content = first + "".join(evening.format(day) for day in (1, 8, 1)) + "HACK NIGHT,civic tech,Come,,,\n"
    found = take_in(village.desk, village.id, rows(content), How("batch"))
    assert [row.outcome for row in found] == ["taken", "taken", "known", "taken"]
