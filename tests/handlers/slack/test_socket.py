"""What the log says of a connection that does not open: a code, and neither its address nor what came instead."""

import gc
import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
import structlog

from bot import logs
from tests.handlers.test_status import comes_to
from tests.town import Town

BACK_S = 10.0
SECRET = "s3cr3t-t1cket"
LIBRARIES = ("", "slack_bolt.App", "slack_sdk", "slack_sdk.web", "websocket")
"""Whoever could quote it, at whatever level."""
REFUSAL = (
    f"HTTP/1.1 502 Bad Gateway\r\nSet-Cookie: session={SECRET}\r\nLocation: wss://elsewhere/?ticket={SECRET}\r\n"
    f"Content-Length: {len(SECRET) + 13}\r\n\r\n<html>{SECRET}</html>"
).encode()
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


@pytest.fixture
def over_http() -> bool:
    """Connections are what fails here."""
    return False


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    yield
    structlog.reset_defaults()
    gc.collect()  # websocket-client leaves its sockets to it


@pytest.fixture
def wall() -> Iterator[str]:
    """An address that refuses every handshake with somebody else's page."""

    def refuse() -> None:
        with suppress(OSError):
            while True:
                caller, _address = listener.accept()
                with caller:
                    caller.recv(65_536)
                    caller.sendall(REFUSAL)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        refusing = threading.Thread(target=refuse)
        refusing.start()
        yield f"ws://127.0.0.1:{listener.getsockname()[1]}/link/?ticket={SECRET}"
        listener.shutdown(socket.SHUT_RDWR)
    refusing.join()


def test_a_refused_handshake_is_told_by_its_code(
    town: Town,
    wall: str,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("handlers.slack.socket.FIRST_WAIT_S", 0.05)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])  # as in a process of its own: nobody else listens
    logs.set_up()
    for name in LIBRARIES:
        caplog.set_level(logging.DEBUG, name)
    real = town.slack.platform.link_url
    walls, dials = [wall, wall], []

    def link() -> str:
        dials.append(walls.pop() if walls else real())
        return dials[-1]

    town.slack.platform.link_url = link

    town.slack.link.hang_up()
    assert town.slack.workspace.wait(lambda: len(dials) == 3 and bool(town.slack.link.connections), BACK_S)
    said = capsys.readouterr().err
    events = [json.loads(line) for line in said.splitlines()]
    told = [(one["event"], one["error"]) for one in events if one["event"] != "library failed"]
    assert told == [("socket failed", "WebSocketConnectionClosedException"), *[("socket failed", "http_502")] * 2]
    for address in dials:
        assert address.rpartition("ticket=")[2].partition("&")[0] not in said


def test_a_connection_that_slack_has_not_greeted_is_none_yet(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before its hello, Slack sends nothing there."""
    port = town.bot.tell_status("127.0.0.1:0")
    assert comes_to(port, 200, slack="connected")
    monkeypatch.setattr("handlers.slack.socket.FIRST_WAIT_S", 0.05)
    monkeypatch.setattr(town.slack.link, "_hello", lambda: {"type": "not yet"})
    town.slack.link.hang_up()
    town.slack.wait_connected()
    assert comes_to(port, 503, slack="connecting")
    monkeypatch.undo()
    town.slack.link.hang_up()
    assert comes_to(port, 200, slack="connected")
