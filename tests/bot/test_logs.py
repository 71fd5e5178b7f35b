"""Logs: events with keys and ids, and nothing of what people wrote, also when something breaks."""

import json
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog

from bot import logs


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    structlog.reset_defaults()


TOKEN, WRITTEN = "xoxb-secret", "what somebody wrote"


def fall(error: Exception) -> None:
    raise error


def break_down(token: str) -> None:
    written = WRITTEN
    try:
        fall(ExceptionGroup(token, [LookupError(written)]))
    except ExceptionGroup as error:
        fault = KeyError(token)
        fault.add_note(written)
        raise fault from error


def note(capsys: pytest.CaptureFixture[str]) -> str:
    """What is logged of a bug with a token and a text in it and around it."""
    logs.set_up()
    try:
        break_down(TOKEN)
    except KeyError:
        structlog.get_logger().exception("request failed", reference="ab12")
    return capsys.readouterr().err


def test_a_bug_is_one_line_that_says_where_and_none_of_its_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (line,) = note(capsys).splitlines()
    said = json.loads(line)
    assert (said["event"], said["reference"], said["level"]) == ("request failed", "ab12", "error")
    assert said["exception"][0]["exc_type"] == "KeyError"
    assert said["exception"][0]["frames"][-1]["name"] == "break_down"
    cause = said["exception"][1]
    assert (cause["exc_type"], cause["exceptions"][0][0]["exc_type"]) == ("ExceptionGroup", "LookupError")
    assert TOKEN not in line
    assert WRITTEN not in line


def test_in_a_terminal_a_bug_is_shown_without_its_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    shown = note(capsys)
    for word in ("request failed", "KeyError", "ExceptionGroup", "in break_down"):
        assert word in shown
    assert TOKEN not in shown
    assert WRITTEN not in shown


def test_details_are_left_out_unless_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up()
    structlog.get_logger().debug("a detail")
    structlog.get_logger().info("delivery", id=12, state="sent")
    (line,) = capsys.readouterr().err.splitlines()
    assert {name: json.loads(line)[name] for name in ("event", "id", "state")} == {
        "event": "delivery", "id": 12, "state": "sent",
    }  # fmt: skip


def test_a_librarys_fault_is_told_without_its_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # as in a process of its own: nobody else listens
    logs.set_up()
    library = logging.getLogger("library.part")
    library.warning("a page: %s", WRITTEN)
    library.error(f"a page: {WRITTEN}")
    try:
        break_down(TOKEN)
    except KeyError as error:
        library.exception(f"a value: {error}, {WRITTEN}")
    lines = capsys.readouterr().err.splitlines()
    said = [json.loads(line) for line in lines]
    assert [(one["event"], one["library"], one["error"]) for one in said] == [
        ("library failed", "library.part", None),
        ("library failed", "library.part", "KeyError"),
    ]
    assert said[1]["frames"][-1].endswith(" break_down")
    assert said[0]["at"].startswith("test_logs.py:")
    assert WRITTEN not in "".join(lines)
