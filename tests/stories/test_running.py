"""The whole bot as an operator runs it: its own threads, the real clock, and a process of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import VARIABLES, Settings
from bot.wiring import Bot
from sandbox.actor import Actor
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.town import POSTING, ROOT, copied_database, manifest

STOPS_WITHIN_S = 10


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A pretend Slack whose clock goes as ours does."""
    with Sandbox(manifest(), Clock()) as slack:
        slack.invite_bot(slack.channel("volunteering"))
        yield slack


def soon() -> dict[str, object]:
    """A posting two hours from now, where the organizer is."""
    starts = datetime.now(ZoneInfo("America/Toronto")).replace(second=0, microsecond=0) + timedelta(hours=2)
    times = {"day": starts.date(), "start": starts.time(), "end": (starts + timedelta(hours=1)).time()}
    return {**POSTING, **times}


def posts(rosa: Actor, answers: dict[str, object]) -> None:
    rosa.types("#volunteering", "/organize post")
    rosa.sees_dialog().fill(answers).submit()
    assert rosa.sees_dialog().title == "Posted", rosa.sees_dialog().errors


def test_the_whole_bot_keeps_its_own_time(slack: Sandbox, template: Path, tmp_path: Path) -> None:
    rosa, ana = slack.member("rosa", "Rosa Lindqvist"), slack.member("ana", "Ana Silva")
    told = Settings(slack.bot_token, slack.app_token, (), slack.api_url, copied_database(template, tmp_path))
    bot = Bot(
        Settings(**{**{f.name: getattr(told, f.name) for f in fields(told)}, "channel": "volunteering"}),
        slack.clock.now,
    )
    slack.when_moved.append(bot.tick)
    bot.keep_time()
    bot.listen()
    try:
        slack.wait_connected()
        posts(rosa, soon())
        card = ana.waits_for("#volunteering", "#1 Map the city's parks")
        ana.presses(card, "Join as Designer")
        ana.waits_for("#volunteering", "You are in as Designer")
        ana.waits_for("#volunteering", "Designer 1 of 1: Ana Silva")
        slack.advance(timedelta(hours=1, minutes=1))
        reminder = ana.waits_for(ana.dm, "Reminder: #1 Map the city's parks")
        assert reminder.buttons == ["Leave", "Details"]
        slack.advance(timedelta(hours=2))
        assert ana.waits_for("#volunteering", "Completed").words.startswith("#1 Map the city's parks")
    finally:
        bot.stop()


def environment(slack: Sandbox, database: str) -> dict[str, str]:
    """What an operator sets, and nothing else that could be of use."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database,
        "ELAN_CHANNEL": "#volunteering",
        "ELAN_STATUS": "off",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
    }


def test_run_serves_any_slack_it_is_given_and_ends_when_told(slack: Sandbox, template: Path, tmp_path: Path) -> None:
    rosa, luc = slack.member("rosa", "Rosa Lindqvist"), slack.member("luc", "Luc Tremblay", locale="fr-CA")
    told = environment(slack, copied_database(template, tmp_path))
    process = subprocess.Popen([sys.executable, "-m", "bot", "run"], env=told, cwd=tmp_path, stdout=subprocess.PIPE)
    try:
        slack.wait_connected(seconds=30)
        posts(rosa, POSTING if datetime.now(UTC) < datetime(2026, 12, 1, tzinfo=UTC) else soon())
        card = luc.waits_for("#volunteering", "#1 Map the city's parks", seconds=10)
        luc.presses(card, "Join as Designer")
        luc.waits_for("#volunteering", "Designer 1 of 1: Luc Tremblay", seconds=10)
        process.send_signal(signal.SIGTERM)
        assert process.wait(STOPS_WITHIN_S) == 0
    finally:
        process.kill()
        said, _ = process.communicate()
    assert "Elan is connected to Slack" in said.decode()


def test_settings_are_all_the_bot_is_told(slack: Sandbox) -> None:
    """Nothing in what is passed names a sandbox: an address, tokens, and what an operator chooses."""
    assert {field.name for field in fields(Settings)} == {
        "slack_bot_token", "slack_app_token", "slack_signing_secrets", "slack_api_url", "database_url", "admins",
        "channel", "language", "timezone", "listen", "status", "webhook_secrets", "webhook_publishes", "unknown",
    }  # fmt: skip
    assert set(environment(slack, "")) - {"PATH", "HOME", "LANG", "PYTHONPATH", "PYTHONWARNINGS"} <= set(VARIABLES)


def test_nothing_of_the_bot_names_the_sandbox() -> None:
    """But for the operator's command that starts one."""
    sources = [path for folder in ("bot", "handlers", "db") for path in (ROOT / folder).rglob("*.py")]
    naming = [
        path for path in sources if re.search(r"^\s*(import|from) sandbox", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert [path.relative_to(ROOT).as_posix() for path in naming] == ["bot/__main__.py"]
