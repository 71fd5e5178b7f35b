"""What an operator types: help, exit codes, and what is said."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from bot.__main__ import main
from bot.settings import VARIABLES
from db.engine import open_engine
from db.schema import head, revision_of
from tests.town import ROOT

COMMANDS = (
    "run",
    "web",
    "worker",
    "sandbox",
    "migrate",
    "doctor",
    "backup",
    "restore",
    "manifest",
    "import",
    "export",
    "feed",
)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In an empty folder, with nothing set; the logs as before afterwards."""
    monkeypatch.chdir(tmp_path)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    yield
    structlog.reset_defaults()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: python -m bot {command} ")


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    listed = {
        line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("    ") and line[4] != " "
    }
    assert (left.value.code, listed) == (0, set(COMMANDS))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["import"],
        ["export"],
        ["feed"],
        ["feed", "add"],
        ["feed", "check", "one"],
        ["export", "-", "--format", "xls"],
        ["restore"],
        ["migrate", "--now"],
        ["manifest", "http://elan.example.org"],
        ["manifest", "elan"],
    ],
)
def test_what_cannot_be_understood_is_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m bot")


@pytest.mark.parametrize(
    "address",
    ["http://elan.example.org", "elan", "https://elan.example.org/slack", "https://elan:port", "https://[elan"],
)
def test_an_address_slack_cannot_post_to_is_answered_with_one_it_can(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["manifest", address])
    assert left.value.code == 2
    assert "ADDRESS: give https, a host and perhaps a port, and no path, such as" in capsys.readouterr().err


def test_bad_settings_stop_the_start_with_every_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ELAN_LANGUAGE", "de")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    code = main(["migrate"])
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert said.err.splitlines()[:2] == [
        "Elan cannot start. In .env or the environment:", "- ELAN_LANGUAGE must be en or fr.",
    ]  # fmt: skip
    assert said.err.splitlines()[2].startswith("- SLACK_APP_TOKEN is missing")


def test_a_name_that_is_no_setting_is_said_and_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ELAN_NOPE", "secret")
    monkeypatch.setenv("ELAN_TIMEZON", "secret")
    told = "ELAN_NOPE is no setting.\nELAN_TIMEZON is no setting; did you mean ELAN_TIMEZONE?\n"
    assert (main(["migrate"]), capsys.readouterr().err) == (0, told)
    main(["doctor"])
    said = capsys.readouterr()
    assert (said.err, said.out.count("ELAN_NOPE"), "secret" in said.out) == ("", 1, False)


def test_migrating_makes_the_database_and_says_where_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        assert main(["migrate"]) == 0
        assert capsys.readouterr().out == f"The database is at revision {head()}.\n"
    engine = open_engine(f"sqlite:///{tmp_path}/var/elan.db")
    assert revision_of(engine) == head()
    engine.dispose()


def test_importing_and_examining(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "nowhere.jsonl"]) == 2
    (tmp_path / "one.jsonl").write_text('{"name": "Parks", "organization_name": "Civic Tech"}\n')
    assert main(["import", "one.jsonl", "--dry-run"]) == 0
    assert main(["import", "one.jsonl"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "1 would be taken in, 0 known already, 0 refused.", "1 taken in, 0 known already, 0 refused.",
    ]  # fmt: skip
    assert main(["export", "-", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1].startswith('"Parks","Civic Tech","Parks","","volunteering",')
    assert main(["backup"]) == 0
    backup = next((tmp_path / "var" / "backups").iterdir())
    assert main(["restore", str(backup)]) == 1
    assert main(["restore", str(backup), "--force"]) == 0
    capsys.readouterr()
    assert main(["doctor", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"what": "slack", "found": "no tokens: the bot runs in its sandbox", "mend": ""} in told["findings"]


def test_the_manifest_for_http_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["manifest", "https://elan.example.org"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["settings"]["interactivity"]["request_url"] == "https://elan.example.org/slack/events"


def test_a_database_of_a_newer_elan_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    engine = open_engine("sqlite:///var/elan.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()
    assert main(["migrate"]) == 1
    told = "The database was used by a newer Elan (revision 9999). Update Elan, or restore a backup of before."
    assert capsys.readouterr().err.splitlines()[0] == told


@pytest.mark.parametrize("folder", ["there", "with spaces"])
def test_the_doctor_of_a_new_folder_says_what_to_type_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: str
) -> None:
    """Also where no `python` is on the PATH, or it is another; from elsewhere without a path of the machine."""
    python = tmp_path / folder / "bin" / "python"
    monkeypatch.setattr(sys, "executable", str(python))
    for here, shown in ((tmp_path / folder, "bin/python"), (tmp_path / "elsewhere", "python")):
        here.mkdir()
        monkeypatch.chdir(here)
        assert main(["doctor"]) == 1
        assert f"      Run: {shown} -m bot migrate" in capsys.readouterr().out.splitlines()


def test_who_fails_is_told_what_to_type(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    Path("file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("DATABASE_URL", "sqlite:///file/elan.db")
    assert main(["migrate"]) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == f"To find out what to mend, run: {shlex.quote(sys.executable)} -m bot doctor"


def test_the_module_runs_as_it_is_typed(tmp_path: Path) -> None:
    """The exit code reaches the shell."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ELAN_TIMEZONE": "Mars"}
    command = [sys.executable, "-m", "bot", "migrate"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "Elan cannot start. In .env or the environment:",
        "- ELAN_TIMEZONE must be an IANA time zone such as America/Toronto.",
    ]
