"""The doctor: what is in place, what is not, and how to mend it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import Settings
from db.engine import open_engine
from sandbox.faults import Always, Reply, cut, garbled, refused
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.bot.marketplace.village import Village
from tests.handlers.slack.examined import told
from tests.handlers.slack.window import PAGE, Broken, refusing
from tests.town import copied_database


def test_all_well_is_said_line_by_line(settings: Settings, square: Channel, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = told(settings, capsys)
    kept = ("database", "time zones", "the community's time zone", "last tick", "outbox", "last backup")
    well = (*kept, "feeds", "webhook", "settings", "bot token", "app token", "scopes", "clock", f"channel {square.id}")
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
    (at,) = [number for number, one in enumerate(lines) if one.startswith("MEND  clock: ")]
    assert (code, lines[at].endswith("s off"), "two hours ahead" in lines[at + 1]) == (1, True, True)


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
    assert lines[0] == "MEND  database: SQLite, not set up yet"
    assert lines[1].endswith(" -m bot migrate")


def test_no_path_of_this_machine_is_told_wherever_it_is_typed(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = replace(settings, database_url=f"sqlite:///{tmp_path}/new/empty.db")
    monkeypatch.chdir(tmp_path)
    assert told(empty, capsys)[1][1] == "      Run: python -m bot migrate"
    monkeypatch.setattr("sys.executable", f"{tmp_path}/.venv/bin/python")
    _code, lines = told(empty, capsys)
    assert lines[1] == "      Run: .venv/bin/python -m bot migrate"
    assert str(tmp_path) not in "".join(lines)


def test_a_database_that_cannot_be_opened_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    code, lines = told(Settings(database_url=f"sqlite:///{tmp_path}/file/elan.db"), capsys)
    assert (code, lines[0].startswith("MEND  database: "), "DATABASE_URL" in lines[1]) == (1, True, True)


def test_names_that_are_no_settings_are_said(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    said = "ELAN_CHANEL is no setting; did you mean ELAN_CHANNEL?"
    code, lines = told(replace(settings, unknown=(said,)), capsys)
    assert (code, f"MEND  settings: {said}" in lines) == (1, True)


def test_without_tokens_the_sandbox_is_meant(
    template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(database_url=copied_database(template, tmp_path))
    open_engine(settings.database_url).dispose()
    code, lines = told(settings, capsys)
    assert (code, lines[-1]) == (0, "ok    slack: no tokens: the bot runs in its sandbox")


def test_a_slack_that_is_ill_is_not_taken_for_a_wrong_token(
    settings: Settings, slack: Sandbox, village: Village, capsys: pytest.CaptureFixture[str]
) -> None:
    for fault in (refused("service_unavailable", 503), cut(accepted=False), garbled()):
        slack.platform.faults = Always(fault, lambda call: call.method == "auth.test")
        _code, lines = told(settings, capsys)
        assert any(line.startswith("MEND  slack: ") for line in lines), lines
        assert not any("SLACK_BOT_TOKEN" in line for line in lines)


@pytest.mark.parametrize("method", ["apps.connections.open", "conversations.info"])
@pytest.mark.usefixtures("square")
def test_what_an_ill_slack_answers_is_asked_again_later(
    settings: Settings, slack: Sandbox, capsys: pytest.CaptureFixture[str], method: str
) -> None:
    for fault in (refused("service_unavailable", 503), cut(accepted=False), garbled()):
        slack.platform.faults = Always(fault, lambda call: call.method == method)
        code, lines = told(settings, capsys)
        (at,) = [number for number, one in enumerate(lines) if one.startswith("MEND")]
        assert (code, lines[at + 1]) == (1, "      Try again later; see slack-status.com.")


def test_an_answer_without_its_channel_is_no_answer(
    settings: Settings, square: Channel, slack: Sandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    slack.platform.faults = Broken("conversations.info", Reply({"ok": True}))
    code, lines = told(settings, capsys)
    assert (code, lines[-2]) == (1, f"MEND  channel {square.id}: Slack tells nothing of it")
