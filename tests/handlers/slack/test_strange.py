"""What Slack signed or sent, and is not shaped as Slack documents it: refused over HTTP, acknowledged in Socket Mode,
and never a fault."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_bolt import App
from slack_sdk.socket_mode.response import SocketModeResponse

from handlers.slack.app import Installation, build_app
from handlers.slack.connection import web_client
from handlers.slack.http import RequestUrl
from handlers.slack.socket import Handler
from sandbox.delivery import Envelope
from tests.bot.marketplace.village import TEAM
from tests.handlers.slack.test_http import FORM, SECRET, signed
from tests.handlers.slack.window import Window
from tests.town import START, Town

STRANGE = (
    {"type": "event_callback", "event": None},
    {"type": "event_callback", "enterprise": 1},
    {"type": "event_callback", "authorizations": [1]},
    {"type": "event_callback", "authorizations": []},
    {"type": "view_submission", "view": 7},
    {"type": "block_actions", "team": "T1"},
    {"command": 1, "text": []},
)
KEYS = (
    "team", "team_id", "enterprise", "enterprise_id", "is_enterprise_install", "user", "user_id", "authorizations",
    "event", "view", "actions", "container", "channel", "message", "state", "callback_id", "trigger_id", "id", "value",
    "response_url", "command", "text", "event_id", "bot_id", "type", "token", "context_team_id", "action_id", "values",
    "bot", "function_data", "event_context", "private_metadata", "hash", "tab", "thread_ts", "ts", "assistant_thread",
)  # fmt: skip
TYPES = (
    "block_actions", "view_submission", "shortcut", "message_action", "event_callback", "view_closed",
    "block_suggestion", "workflow_step_edit", "dialog_submission", "app_home_opened", "user_change", "message",
    "function_executed",
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from((TEAM, "U1", *TYPES)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)
BODIES = st.builds(
    lambda body, kind: {**body, "type": kind},
    st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8),
    st.sampled_from(TYPES),
)
FUZZ = settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def over_http() -> bool:
    """Where a whole town is asked, it is over Socket Mode."""
    return False


@pytest.fixture
def app(window: Window) -> Iterator[App]:
    installation = Installation("xoxb-test", TEAM, "U0BOT", "B0BOT")
    app = build_app(installation, web_client("xoxb-test", "http://127.0.0.1:9/api/"), window.counter)
    yield app
    app.listener_runner.listener_executor.shutdown()


@pytest.fixture
def door(app: App) -> RequestUrl:
    door = RequestUrl([SECRET], lambda: START)
    door.answer_with(app)
    return door


@pytest.fixture
def handler(app: App) -> Iterator[Handler]:
    handler = Handler(app, "xapp-test", web_client("xoxb-test", "http://127.0.0.1:9/api/"))
    yield handler
    handler.close()


def posted(door: RequestUrl, body: dict[str, Any], kind: str) -> int:
    text = json.dumps(body)
    raw = (text if kind != FORM else urlencode({"payload": text})).encode()
    return door.receive("POST", signed(raw, kind=kind), raw)[0]


def acknowledged(handler: Handler, payload: object, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The envelopes that were acknowledged when one named "E1" came with that."""
    sent: list[SocketModeResponse] = []
    monkeypatch.setattr(handler.client, "send_socket_mode_response", sent.append)
    handler.client.run_message_listeners({"type": "events_api", "envelope_id": "E1", "payload": payload}, "{}")
    return [one.envelope_id for one in sent]


@pytest.mark.parametrize("kind", ["application/json", FORM])
@pytest.mark.parametrize("body", STRANGE, ids=str)
def test_what_is_signed_and_strange_is_no_fault(door: RequestUrl, body: dict[str, Any], kind: str) -> None:
    assert posted(door, body, kind) in (200, 400)


def test_what_has_no_shape_is_refused_and_told_by_its_kind_alone(door: RequestUrl) -> None:
    with structlog.testing.capture_logs() as logged:
        assert posted(door, {"type": "view_submission", "view": 7, "text": "hush"}, FORM) == 400
    assert logged == [{"event": "unreadable request", "error": "TypeError", "log_level": "warning"}]


@pytest.mark.parametrize("payload", [*STRANGE, None, [1], 7, "text"], ids=str)
def test_what_is_strange_in_an_envelope_is_acknowledged_once(
    handler: Handler, monkeypatch: pytest.MonkeyPatch, payload: object
) -> None:
    assert acknowledged(handler, payload, monkeypatch) == ["E1"]


@FUZZ
@given(BODIES, st.sampled_from(["application/json", FORM]))
def test_nothing_signed_breaks_the_app(door: RequestUrl, body: dict[str, Any], kind: str) -> None:
    assert posted(door, body, kind) in (200, 400)


@FUZZ
@given(BODIES)
def test_nothing_in_an_envelope_goes_unacknowledged(
    handler: Handler, monkeypatch: pytest.MonkeyPatch, body: dict[str, Any]
) -> None:
    assert acknowledged(handler, body, monkeypatch) == ["E1"]


def test_a_strange_envelope_leaves_the_connection_as_it_is(town: Town) -> None:
    before = list(town.slack.link.connections)
    for payload in ({"type": "view_submission", "view": 7}, {"type": "block_actions", "team": "T1"}):
        assert town.slack.link.send(Envelope("interactive", payload)).result(10).acknowledged
    assert town.slack.link.connections == before
    assert town.answer(town.ana, "/volunteer help").words
