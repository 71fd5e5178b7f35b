"""The doctor of what is kept: ticks, the outbox, backups, time zones; and what it says for machines."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.settings import Settings
from db.models import Community, Delivery, DeliveryState
from db.queries.heartbeats import BACKUP, TICK
from handlers.slack.doctor import examine
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.bot.marketplace.village import UNDATED, Village
from tests.handlers.slack.examined import MANIFEST, happened, told


def finding(settings: Settings, capsys: pytest.CaptureFixture[str], what: str) -> tuple[str, bool]:
    """What was found of this, and whether it is to be mended, by the JSON."""
    examine(settings, MANIFEST, as_json=True)
    every = json.loads(capsys.readouterr().out)["findings"]
    (one,) = [one for one in every if one["what"] == what]
    return one["found"], bool(one["mend"])


SEEN = (
    ("last tick", TICK, timedelta(seconds=40), (r"4\d s ago", False)),
    ("last tick", TICK, timedelta(minutes=3), ("3 min ago", True)),
    ("last tick", TICK, timedelta(seconds=-40), ("0 s ago", False)),
    ("last tick", TICK, timedelta(hours=-3), ("2 h ahead of this clock", True)),
    ("last backup", BACKUP, timedelta(hours=-3), ("2 h ahead of this clock", True)),
    ("last backup", BACKUP, timedelta(days=6, hours=23), ("6 days ago", False)),
    ("last backup", BACKUP, timedelta(days=8), ("8 days ago", True)),
)


@pytest.mark.parametrize("seen", SEEN, ids=lambda seen: f"{seen[0]}, {seen[2]}")
def test_what_has_not_happened_for_long_is_named(
    settings: Settings,
    village: Village,
    capsys: pytest.CaptureFixture[str],
    seen: tuple[str, str, timedelta, tuple[str, bool]],
) -> None:
    what, name, ago, (words, mend) = seen
    happened(village, name, ago)
    found, to_mend = finding(settings, capsys, what)
    assert (bool(re.fullmatch(words, found)), to_mend) == (True, mend), found


def test_what_never_happened_is_named(slack: Sandbox, village: Village, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(slack.bot_token, slack.app_token, (), slack.api_url, village.desk.engine.url.render_as_string())
    assert [finding(settings, capsys, what) for what in ("last tick", "last backup")] == [("never", True)] * 2


def test_a_bot_that_was_stopped_on_purpose_is_understood(
    settings: Settings, village: Village, square: Channel, capsys: pytest.CaptureFixture[str]
) -> None:
    happened(village, TICK, timedelta(days=2))
    _, lines = told(settings, capsys)
    (mend,) = [after for one, after in pairwise(lines) if one == "MEND  last tick: 2 days ago"]
    assert mend.endswith("If it was stopped on purpose, nothing is wrong.")


def test_messages_that_wait_for_long_are_named(
    settings: Settings, village: Village, square: Channel, capsys: pytest.CaptureFixture[str]
) -> None:
    village.person("rosa")
    village.desk.now = lambda: datetime.now(UTC) - timedelta(minutes=9)
    village.posts("rosa", **UNDATED)
    assert finding(settings, capsys, "outbox") == (
        "1 due, the oldest for 9 min; 1 ready, 0 sending, 0 unknown, 0 parked", False,
    )  # fmt: skip
    village.desk.now = lambda: datetime.now(UTC) - timedelta(minutes=11)
    village.posts("rosa", **UNDATED)
    assert finding(settings, capsys, "outbox") == (
        "2 due, the oldest for 11 min; 2 ready, 0 sending, 0 unknown, 0 parked", True,
    )  # fmt: skip


def test_what_is_in_doubt_for_long_is_named(
    settings: Settings, village: Village, square: Channel, capsys: pytest.CaptureFixture[str]
) -> None:
    village.person("rosa")
    village.posts("rosa", **UNDATED)
    for minutes, unknown, mend in ((14, "1 unknown", False), (16, "1 unknown, the oldest for 16 min", True)):
        with village.desk.work() as work:
            posted = work.db.scalars(select(Delivery)).one()
            posted.state, posted.claimed_at = DeliveryState.UNKNOWN, datetime.now(UTC) - timedelta(minutes=minutes)
        found = f"nothing due; 0 ready, 0 sending, {unknown}, 0 parked"
        assert finding(settings, capsys, "outbox") == (found, mend)


def test_a_time_zone_nothing_is_known_of_is_named(
    settings: Settings, village: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    with village.desk.work() as work:
        work.db.get_one(Community, village.id).timezone = "Europe/Atlantis"
    assert finding(settings, capsys, "the community's time zone") == ("nothing is known of Europe/Atlantis", True)
    assert finding(settings, capsys, "time zones") == ("America/Toronto is known", False)


def test_json_says_what_the_lines_say(
    settings: Settings, square: Channel, slack: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    for ok in (True, False):
        assert examine(settings, MANIFEST, as_json=True) == 1 - ok
        said = json.loads(capsys.readouterr().out)
        _, lines = told(settings, capsys)
        assert said["ok"] is ok
        assert [f"{one['what']}: {one['found']}" for one in said["findings"]] == [
            line[6:] for line in lines if line[:4].strip()
        ]
        assert [one["mend"] for one in said["findings"] if one["mend"]] == [
            line[6:] for line in lines if line[0] == " "
        ]
        slack.remove_bot(square)


def test_without_an_app_token_none_is_asked_for(
    settings: Settings, square: Channel, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = told(replace(settings, slack_app_token=""), capsys)
    assert (code, [line for line in lines if "app token" in line]) == (0, [])


def test_slack_is_looked_at_even_when_the_database_is_not_there(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    code, lines = told(replace(settings, database_url=f"sqlite:///{tmp_path}/file/elan.db"), capsys)
    assert (code, lines[0].startswith("MEND  database: "), "ok    bot token: taken" in lines) == (1, True, True)


def test_a_database_of_a_newer_version_is_named(
    settings: Settings, village: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    with village.desk.work() as work:
        work.sql.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    _, lines = told(settings, capsys)
    assert lines[1] == "      A newer Elan has used it: update this one."


def test_no_host_and_no_password_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    away = Settings(database_url="postgresql+psycopg://elan:hush@127.0.0.1:9/elan")
    code, lines = told(away, capsys)
    assert (code, lines[0]) == (1, "MEND  database: PostgreSQL, its server cannot be reached")
    assert [line for line in lines if "hush" in line or "127.0.0.1" in line] == []
