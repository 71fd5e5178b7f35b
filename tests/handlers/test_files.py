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

    def exports(self, file: Path, as_format: Format | None = None) -> tuple[int, str, str]:
        """The exit code, standard output and standard error."""
        code = give_out_file(self.settings, file, lambda: START, as_format)
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


@pytest.mark.parametrize(("encoding", "end"), [("utf-8-sig", "\n"), ("utf-8", "\r\n")])
def test_files_of_other_systems_are_read(operator: Operator, encoding: str, end: str) -> None:
    operator.writes(project("Élan"), project("Two"), encoding=encoding, end=end)
    assert operator.imports()[:2] == (0, "2 taken in, 0 known already, 0 refused.")


def test_an_empty_file_takes_nothing(operator: Operator) -> None:
    operator.writes()
    assert operator.imports() == (0, "0 taken in, 0 known already, 0 refused.", [])


def test_a_file_that_cannot_be_read_is_named(operator: Operator, tmp_path: Path) -> None:
    code, said, (complaint,) = operator.imports()
    assert (code, said, complaint.startswith(f"{operator.file} cannot be read: ")) == (2, "", True)
    operator.file.write_bytes(b'{"name": "\xe9lan"}')
    assert operator.imports()[0] == 2
    operator.file = tmp_path
    assert operator.imports()[0] == 2


def test_reasons_are_in_the_communitys_language(operator: Operator) -> None:
    operator.settings = Settings(database_url=operator.settings.database_url, language="fr")
    operator.writes(project(""))
    assert operator.imports()[2] != ["Line 1, title: Please fill this in."]


@pytest.mark.parametrize("name", ["all.csv", "ALL.CSV", "all.jsonl"])
def test_what_is_exported_is_taken_in_elsewhere_and_known_here(operator: Operator, tmp_path: Path, name: str) -> None:
    operator.writes(project("Élan", topics=["=1+1"]), project("Two"))
    operator.imports()
    gone = tmp_path / name
    assert operator.exports(gone) == (0, "", "")
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
    code, _said, complaint = operator.exports(tmp_path / "nowhere" / "all.csv")
    assert (code, "cannot be written" in complaint) == (2, True)
    (tmp_path / "folder.csv").mkdir()
    assert operator.exports(tmp_path / "folder.csv")[0] == 2
    assert list(tmp_path.glob(".*unfinished")) == []


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
