"""The doctor: what is in place, what is not, and how to mend it."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.settings import Settings
from db.engine import open_engine
from db.models import Community
from db.queries.heartbeats import BACKUP, TICK, beat
from handlers.slack.doctor import examine
from sandbox.faults import Reply
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.bot.marketplace.village import UNDATED, Village
from tests.handlers.slack.window import PAGE, Broken, refusing
from tests.town import ROOT, copied_database

MANIFEST = ROOT / "manifest.json"


def happened(village: Village, name: str, ago: timedelta = timedelta()) -> None:
    """Something that should happen every so often last did so long ago, by this machine's clock."""
    with village.desk.work() as work:
        beat(work.sql, name, datetime.now(UTC) - ago)


@pytest.fixture
def settings(slack: Sandbox, village: Village) -> Settings:
    """A bot that runs and was backed up."""
    for name in (TICK, BACKUP):
        happened(village, name)
    return Settings(
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_api_url=slack.api_url,
        database_url=village.desk.engine.url.render_as_string(hide_password=False),
    )


@pytest.fixture
def square(slack: Sandbox, village: Village) -> Channel:
    channel = slack.channel("square")
    slack.invite_bot(channel)
    village.channel(channel.id)
    return channel


def told(settings: Settings, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    code = examine(settings, MANIFEST)
    return code, capsys.readouterr().out.splitlines()


def test_all_well_is_said_line_by_line(settings: Settings, square: Channel, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = told(settings, capsys)
    kept = ("database", "time zones", "the community's time zone", "last tick", "outbox", "last backup")
    well = (*kept, "bot token", "app token", "scopes", "clock", f"channel {square.id}")
    assert (code, [line.partition(":")[0] for line in lines]) == (0, [f"ok    {one}" for one in well])


def test_nothing_secret_is_said(
    settings: Settings, square: Channel, slack: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    for given in (settings, replace(settings, slack_bot_token="xoxb-wrong", slack_app_token="xapp-wrong")):
        said = "\n".join(told(given, capsys)[1])
        for secret in (slack.bot_token, slack.app_token, slack.signing_secret, "xoxb", "xapp"):
            assert secret not in said


REFUSED = (
    ("auth.test", "invalid_auth", "MEND  bot token: invalid_auth", "Copy SLACK_BOT_TOKEN again"),
    ("apps.connections.open", "invalid_auth", "MEND  app token: invalid_auth", "connections:write"),
    ("conversations.info", "channel_not_found", "channel_not_found", "/volunteer-admin channels"),
)


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: refused[0])
@pytest.mark.usefixtures("square")
def test_what_slack_refuses_is_named_with_how_to_mend_it(
    settings: Settings, slack: Sandbox, capsys: pytest.CaptureFixture[str], refused: tuple[str, str, str, str]
) -> None:
    method, error, line, mend = refused
    slack.platform.faults = refusing(method, error)
    code, lines = told(settings, capsys)
    (at,) = [number for number, one in enumerate(lines) if one.startswith("MEND")]
    assert (code, line in lines[at], mend in lines[at + 1]) == (1, True, True)


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open", "conversations.info"])
@pytest.mark.usefixtures("square")
def test_a_page_instead_of_an_answer_is_not_repeated(
    settings: Settings, slack: Sandbox, capsys: pytest.CaptureFixture[str], method: str
) -> None:
    slack.platform.faults = Broken(method, PAGE)
    code, lines = told(settings, capsys)
    assert (code, "http_502" in "".join(lines), "html" in "".join(lines)) == (1, True, False)


def test_missing_scopes_are_named(
    settings: Settings, square: Channel, slack: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.installation.manifest["oauth_config"]["scopes"]["bot"].remove("im:history")
    code, lines = told(settings, capsys)
    assert (code, "MEND  scopes: missing im:history" in lines) == (1, True)


def test_a_channel_without_the_bot_is_named(
    settings: Settings, square: Channel, slack: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.remove_bot(square)
    code, lines = told(settings, capsys)
    assert (code, lines[-2:]) == (
        1, [f"MEND  channel {square.id}: the bot is not a member", "      Type there: /invite @Elan"],
    )  # fmt: skip


def test_that_no_channel_announces_is_said(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = told(settings, capsys)
    assert (code, lines[-2]) == (1, "MEND  channels: none announces")


def test_a_wrong_clock_is_named(
    settings: Settings, square: Channel, slack: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    late = Reply({"ok": True}, headers={"Date": "Mon, 23 Nov 2020 15:00:00 GMT", "x-oauth-scopes": ""})
    slack.platform.faults = Broken("auth.test", late)
    code, lines = told(settings, capsys)
    assert (code, [line.endswith("s off") for line in lines if "clock:" in line]) == (1, [True])


def test_slack_out_of_reach_is_said(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    away = replace(settings, slack_api_url="http://127.0.0.1:9/api/")
    code, lines = told(away, capsys)
    assert (code, [one.partition(" (")[0] for one in lines if "MEND" in one]) == (1, ["MEND  slack: out of reach"])


def test_a_database_without_tables_is_named(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = replace(settings, database_url=f"sqlite:///{tmp_path}/new/empty.db")
    code, lines = told(empty, capsys)
    assert code == 1
    assert lines[0].startswith("MEND  database: SQLite at revision None, not ")
    assert lines[1] == "      Run: python -m bot migrate"


def test_a_database_that_cannot_be_opened_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    code, lines = told(Settings(database_url=f"sqlite:///{tmp_path}/file/elan.db"), capsys)
    assert (code, lines[0].startswith("MEND  database: "), "DATABASE_URL" in lines[1]) == (1, True, True)


def test_without_tokens_the_sandbox_is_meant(
    template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(database_url=copied_database(template, tmp_path))
    open_engine(settings.database_url).dispose()
    code, lines = told(settings, capsys)
    assert (code, lines[-1]) == (0, "ok    slack: no tokens: the bot runs in its sandbox")


def finding(settings: Settings, capsys: pytest.CaptureFixture[str], what: str) -> tuple[str, bool]:
    """What was found of this, and whether it is to be mended, by the JSON."""
    examine(settings, MANIFEST, as_json=True)
    every = json.loads(capsys.readouterr().out)["findings"]
    (one,) = [one for one in every if one["what"] == what]
    return one["found"], bool(one["mend"])


SEEN = (
    ("last tick", TICK, timedelta(seconds=40), (r"4\d s ago", False)),
    ("last tick", TICK, timedelta(minutes=3), ("3 min ago", True)),
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
    assert (code, lines[0]) == (1, "MEND  database: PostgreSQL, OperationalError")
    assert [line for line in lines if "hush" in line or "127.0.0.1" in line] == []
