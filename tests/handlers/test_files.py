"""Opportunities from a file: what is kept, what is said, and the exit code."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.desk import Desk
from bot.marketplace.communities import home
from bot.marketplace.imports import How, json_lines, take_in
from bot.settings import Settings
from db.engine import open_engine
from db.models import Community, Delivery, Opportunity
from db.schema import migrate
from handlers.files import NOWHERE, Format, give_out_file, take_in_file
from tests.town import START


def project(name: str, **changes: Any) -> str:
    return json.dumps({"name": name, "organization_name": "Civic Tech", "description": "é", **changes})


class Operator:
    """Types the command and reads the terminal."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = folder / "projects.jsonl"
        self.settings = Settings(database_url=f"sqlite:///{folder}/var/elan.db", language="en")
        self._terminal = capsys

    def writes(self, *lines: str, encoding: str = "utf-8", end: str = "\n") -> None:
        self.file.write_bytes("".join(line + end for line in lines).encode(encoding))

    def imports(self, *, announce: bool = False, dry_run: bool = False) -> tuple[int, str, list[str]]:
        """The exit code, the summary, and what went to standard error."""
        code = take_in_file(self.settings, self.file, lambda: START, announce=announce, dry_run=dry_run)
        said = self._terminal.readouterr()
        summary, _, self.advice = said.out.strip().partition("\n")
        return code, summary, said.err.splitlines()

    def exports(self, file: Path, as_format: Format | None = None, *, force: bool = False) -> tuple[int, str, str]:
        """The exit code, standard output and standard error."""
        code = give_out_file(self.settings, file, lambda: START, as_format, force=force)
        said = self._terminal.readouterr()
        return code, said.out, said.err

    def count(self, model: type[Any]) -> int:
        engine = open_engine(self.settings.database_url)
        with Desk(engine, lambda: START).reading() as work:
            found = work.db.scalar(select(func.count()).select_from(model)) or 0
        engine.dispose()
        return found


@pytest.fixture
def operator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Operator:
    return Operator(tmp_path, capsys)


def test_a_file_is_taken_into_a_new_database(operator: Operator) -> None:
    operator.writes(project("One"), project("Two"))
    assert operator.imports() == (0, "2 taken in, 0 known already, 0 refused.", [])
    assert operator.count(Opportunity) == 2


def test_what_no_channel_announces_is_said(operator: Operator) -> None:
    operator.writes(project("One"))
    operator.imports(dry_run=True)
    assert operator.advice == ""
    operator.imports()
    assert operator.advice == NOWHERE
    operator.imports()
    assert operator.advice == ""


def test_the_same_file_twice_is_no_fault(operator: Operator) -> None:
    operator.writes(project("One"))
    operator.imports()
    assert operator.imports() == (0, "0 taken in, 1 known already, 0 refused.", [])
    assert (operator.count(Opportunity), operator.count(Community)) == (1, 1)


def test_a_refused_line_is_named_with_its_reason_and_the_rest_is_taken(operator: Operator) -> None:
    operator.writes(project("One"), "{", project(""), project("x" * 121), project("Two"))
    assert operator.imports() == (
        1,
        "2 taken in, 0 known already, 3 refused.",
        [
            "Line 2, line: This is not a JSON object.",
            "Line 3, title: Please fill this in.",
            "Line 4, title: This is too long: 121 characters, 120 at most.",
        ],
    )


def test_a_dry_run_says_the_same_and_keeps_nothing(operator: Operator) -> None:
    operator.writes(project("One"), "{")
    code, said, complaints = operator.imports(dry_run=True)
    assert (code, said, len(complaints)) == (1, "1 would be taken in, 0 known already, 1 refused.", 1)
    assert (operator.count(Opportunity), operator.count(Delivery)) == (0, 0)


def test_progress_is_shown(operator: Operator) -> None:
    operator.writes(*[project(f"Project {n}") for n in range(250)])
    assert operator.imports() == (
        0, "250 taken in, 0 known already, 0 refused.", ["100 of 250 lines", "200 of 250 lines"],
    )  # fmt: skip


@pytest.mark.parametrize(("encoding", "end"), [("utf-8-sig", "\n"), ("utf-8", "\r\n"), ("utf-16", "\r\n")])
def test_files_of_other_systems_are_read(operator: Operator, encoding: str, end: str) -> None:
    operator.writes(project("Élan"), project("Two"), encoding=encoding, end=end)
    assert operator.imports()[:2] == (0, "2 taken in, 0 known already, 0 refused.")


@pytest.mark.parametrize(("name", "lines"), [("a.jsonl", ()), ("a.csv", ()), ("a.csv", ("title,summary",))])
def test_of_an_empty_file_it_is_said_that_it_is(
    operator: Operator, tmp_path: Path, name: str, lines: tuple[str, ...]
) -> None:
    operator.file = tmp_path / name
    operator.writes(*lines)
    assert operator.imports() == (0, f"{operator.file} holds nothing to take in.", [])


def test_a_file_that_cannot_be_read_is_named(operator: Operator, tmp_path: Path) -> None:
    assert operator.imports() == (2, "", [f"{operator.file} cannot be read (No such file or directory)."])
    operator.file = tmp_path
    assert operator.imports() == (2, "", [f"{tmp_path} cannot be read (Is a directory)."])


@pytest.mark.parametrize("content", [b'{"name": "\xe9lan"}', b"\xff\xfe\x00", b"\xfe\xff\xd8\x00"])
def test_a_file_in_other_characters_is_to_be_saved_anew(operator: Operator, content: bytes) -> None:
    operator.file.write_bytes(content)
    told = f"{operator.file} is not in UTF-8. Save it as CSV UTF-8, or as text in UTF-8, and import that."
    assert operator.imports() == (2, "", [told])


def test_a_table_as_a_spreadsheet_saves_it_in_utf_16_is_read(operator: Operator, tmp_path: Path) -> None:
    operator.file = tmp_path / "table.csv"
    operator.writes("title\torganization\tsummary", "Élan\tParcs\tUn été", encoding="utf-16", end="\r\n")
    assert operator.imports()[:2] == (0, "1 taken in, 0 known already, 0 refused.")


def test_of_a_table_with_an_unknown_field_nothing_is_taken_and_the_fields_are_told(
    operator: Operator, tmp_path: Path
) -> None:
    operator.file = tmp_path / "table.csv"
    operator.writes("title,organization,summary,colour", "Parks,Parks Ottawa,Walk,green")
    assert operator.imports() == (1, "0 taken in, 0 known already, 1 refused.", [
        "Line 1, colour: There is no field of this name, so nothing in this table is taken in.",
        "docs/fields.md lists the fields.",
    ])  # fmt: skip
    operator.writes("title,title", "Parks,Parks")
    told = "Line 1, title: This field is there twice, so nothing in this table is taken in."
    assert operator.imports()[2] == [told]


def test_where_the_fields_are_listed_is_told_once(operator: Operator) -> None:
    record = {"title": "Parks", "organization": "Parks", "summary": "Walk", "colour": "green"}
    operator.writes(*[json.dumps(record)] * 2)
    told = "colour: There is no field of this name."
    assert operator.imports()[2] == [f"Line 1, {told}", f"Line 2, {told}", "docs/fields.md lists the fields."]


def test_reasons_are_in_the_communitys_language(operator: Operator) -> None:
    operator.settings = Settings(database_url=operator.settings.database_url, language="fr")
    operator.writes(project(""))
    assert operator.imports()[2] != ["Line 1, title: Please fill this in."]


@pytest.mark.parametrize("name", ["all.csv", "ALL.CSV", "all.jsonl"])
def test_what_is_exported_is_taken_in_elsewhere_and_known_here(operator: Operator, tmp_path: Path, name: str) -> None:
    operator.writes(project("Élan", topics=["=1+1"]), project("Two"))
    operator.imports()
    gone = tmp_path / name
    assert operator.exports(gone) == (0, f"2 given out to {gone}.\n", "")
    assert gone.read_bytes().startswith("\ufeff".encode()) is (name != "all.jsonl")
    operator.file = gone
    assert operator.imports()[:2] == (0, "0 taken in, 2 known already, 0 refused.")
    operator.settings = Settings(database_url=f"sqlite:///{tmp_path}/elsewhere/elan.db")
    assert operator.imports()[:2] == (0, "2 taken in, 0 known already, 0 refused.")
    again = tmp_path / f"again-{name}"
    operator.exports(again)
    assert again.read_bytes() == gone.read_bytes()


def test_an_export_goes_to_standard_output_in_the_form_asked_for(operator: Operator) -> None:
    operator.writes(project("One"))
    operator.imports()
    assert json.loads(operator.exports(Path("-"))[1])["title"] == "One"
    assert operator.exports(Path("-"), "csv")[1].startswith('"title","organization",')


def test_an_export_that_cannot_be_written_is_said_and_leaves_nothing(operator: Operator, tmp_path: Path) -> None:
    operator.file.write_text("in the way")
    under = operator.file / "all.csv"
    assert operator.exports(under) == (2, "", f"{under} cannot be written (File exists).\n")
    (tmp_path / "folder.csv").mkdir()
    folder = tmp_path / "folder.csv"
    assert operator.exports(folder, force=True) == (2, "", f"{folder} cannot be written (Is a directory).\n")
    assert list(tmp_path.glob(".*unfinished")) == []


def test_an_export_makes_its_folder_as_a_backup_does(operator: Operator, tmp_path: Path) -> None:
    file = tmp_path / "new" / "er" / "all.csv"
    assert operator.exports(file) == (0, f"0 given out to {file}.\n", "")
    assert file.exists()


def test_a_file_that_is_there_is_only_replaced_with_force(operator: Operator, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    file.write_text("precious")
    told = f"{file} is there already. To replace it, add --force.\n"
    assert operator.exports(file) == (2, "", told)
    assert file.read_text() == "precious"
    assert operator.exports(file, force=True) == (0, f"0 given out to {file}.\n", "")
    assert "precious" not in file.read_text(encoding="utf-8")


def test_many_rows_are_taken_a_hundred_at_a_time(operator: Operator, tmp_path: Path) -> None:
    """Somebody else writes between two batches, and waits for one of them at most."""
    operator.writes(*[project(f"Project {n}") for n in range(1_000)])
    engine = open_engine(operator.settings.database_url)
    migrate(engine)
    desk = Desk(engine, lambda: START)
    with desk.work() as work:
        community = home(work, "en", "UTC").id
    given = json_lines(operator.file.read_text(encoding="utf-8").splitlines())
    kept = []
    for row in take_in(desk, community, given, How("batch")):
        if row.line % 100 == 1:
            with desk.work() as work:
                kept.append(work.db.scalar(select(func.count()).select_from(Opportunity)))
    engine.dispose()
    assert kept == list(range(100, 1_001, 100))
