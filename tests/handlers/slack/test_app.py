"""Bolt: every request reaches the counter and is acknowledged, and the app starts while Slack is down."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import App, BoltRequest

from handlers.slack.app import Installation, build_app
from handlers.slack.connection import web_client
from sandbox.actor import Actor
from tests.bot.marketplace.village import TEAM
from tests.handlers.slack.window import Window, refusing

COMMON = {"team": {"id": TEAM}, "trigger_id": "1.2.3", "api_app_id": "A1", "token": "t"}


@pytest.fixture
def app(window: Window) -> Iterator[App]:
    nowhere = web_client("xoxb-test", "http://127.0.0.1:9/api/")
    installation = Installation("xoxb-test", TEAM, "U0BOT", "B0BOT")
    app = build_app(installation, nowhere, window.counter)
    yield app
    app.listener_runner.listener_executor.shutdown()


def sent(app: App, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    response = app.dispatch(BoltRequest(body=body, mode="socket_mode"))
    return response.status, json.loads(response.body) if response.body else {}


def command(who: str, text: str, name: str = "/volunteer") -> dict[str, Any]:
    return {
        "command": name, "text": text, "team_id": TEAM, "user_id": who, "channel_id": "C1", "trigger_id": "1.2.3",
        "api_app_id": "A1", "token": "t",
    }  # fmt: skip


@pytest.fixture
def ana(window: Window) -> Actor:
    return window.member("ana")


def test_a_command_is_acknowledged_with_its_answer(app: App, ana: Actor) -> None:
    status, answer = sent(app, command(ana.id, ""))
    assert (status, answer["response_type"]) == (200, "ephemeral")
    assert answer["text"].startswith("Nothing is open")


def test_an_event_is_acknowledged_once_it_was_handled(app: App, window: Window, ana: Actor) -> None:
    event = {"type": "app_home_opened", "user": ana.id, "tab": "home", "channel": "D1"}
    body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": event, "api_app_id": "A1"}
    assert sent(app, body) == (200, {})
    assert ana.home is not None


@pytest.mark.parametrize("event", [{"type": "message", "channel": "C1"}, {"type": "app_mention", "user": "U1"}])
def test_events_nobody_asked_for_are_acknowledged(app: App, event: dict[str, Any]) -> None:
    body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1", "event": event, "api_app_id": "A1"}
    assert sent(app, body)[0] == 200


def test_a_button_of_an_older_version_is_acknowledged(app: App, ana: Actor) -> None:
    action = {"type": "button", "action_id": "gone/0", "block_id": "b", "value": "1"}
    body = {**COMMON, "type": "block_actions", "user": {"id": ana.id}, "actions": [action]}
    assert sent(app, body)[0] == 200


def test_a_button_with_an_address_is_acknowledged(app: App, ana: Actor) -> None:
    action = {"type": "button", "action_id": "a_link", "block_id": "b", "url": "https://example.org"}
    body = {**COMMON, "type": "block_actions", "user": {"id": ana.id}, "actions": [action]}
    assert sent(app, body)[0] == 200


def test_a_submitted_dialog_is_acknowledged_with_its_faults(app: App, ana: Actor) -> None:
    value = {"type": "plain_text_input", "value": "x"}
    view = {
        "id": "V1", "type": "modal", "callback_id": "opportunity.posted", "hash": "h",
        "private_metadata": json.dumps({"timezone": "UTC"}), "state": {"values": {"title": {"title": value}}},
    }  # fmt: skip
    status, answer = sent(app, {**COMMON, "type": "view_submission", "user": {"id": ana.id}, "view": view})
    assert (status, answer["response_action"]) == (200, "errors")


def test_a_request_that_cannot_be_read_is_acknowledged(app: App, ana: Actor) -> None:
    view = {"id": "V1", "type": "modal", "callback_id": "opportunity.posted", "state": "no object"}
    status, answer = sent(app, {**COMMON, "type": "view_submission", "user": {"id": ana.id}, "view": view})
    assert (status, answer) == (200, {})


def test_slack_is_never_asked_who_we_are(app: App, window: Window, ana: Actor) -> None:
    window.slack.platform.faults = asked = refusing("auth.test", "invalid_auth")
    sent(app, command(ana.id, ""))
    assert asked.calls == 0
