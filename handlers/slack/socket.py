"""The Socket Mode connection: slack-sdk's client over websocket-client, made to let go of a connection at once."""

import logging
import threading
import time
from contextlib import suppress
from socket import SHUT_RDWR
from typing import Any

import structlog
from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode.base_handler import BaseSocketModeHandler
from slack_bolt.adapter.socket_mode.internals import send_response
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.interval_runner import IntervalRunner
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.websocket_client import SocketModeClient
from websocket import WebSocketBadStatusException

from handlers.slack.app import dispatch
from handlers.slack.messenger import code_of

LOOK_S = 0.01
"""How soon a new connection is read after the old one ended; the SDK's own is half a second."""
SETTLE_S = 5.0
"""How long a connection may take to open before the SDK's monitor opens another in its place."""
LET_GO_S = 2.0
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 10.0
"""Before a connection is read whose forerunner was never greeted: each wait is twice the one before."""
log = structlog.get_logger()


class Client(SocketModeClient):
    """The SDK closes a socket on which another thread sleeps, and that one then sleeps on: ten seconds, at
    every reconnection and at the end. Here its own reader closes it, woken by the end of the stream."""

    def __init__(self, app_token: str, web_client: WebClient, logger: Any) -> None:
        self._stopping = threading.Event()
        self._greeted_by: Any = None
        self._wait = 0.0
        logger.addFilter(_is_untold)
        super().__init__(app_token, logger=logger, web_client=web_client, on_error_listeners=[_failed])
        self.current_session_runner.shutdown()  # type: ignore[no-untyped-call]
        self.current_session_runner = IntervalRunner(self._run_current_session, LOOK_S)
        self._opened = 0.0
        self._wait = 0.0  # again: the SDK has started a reader of its own, which was shut down
        self.message_listeners.append(self._greeted)

    def is_greeted(self) -> bool:
        """Whether Slack has said hello on the connection that stands: before, it sends nothing there."""
        return bool(self.is_connected()) and self._greeted_by is self.current_session

    def connect(self) -> None:
        self._let_go()
        self._opened = time.monotonic()
        super().connect()
        if not self.current_session_runner.is_alive():
            self.current_session_runner.start()

    def disconnect(self) -> None:
        self._let_go()
        super().disconnect()

    def close(self) -> None:
        """Takes no more, acknowledges what was taken, and only then lets go of the connection."""
        self.closed = True
        self._stopping.set()
        self.auto_reconnect_enabled = False
        self.message_queue.put(None)  # wakes the reader of the queue, which looks once a second
        if self.message_processor.is_alive():
            self.message_processor.event.set()
            self.message_processor.thread.join()
        self.message_workers.shutdown(wait=True)
        super().close()

    def run_message_listeners(self, message: dict[str, Any], raw_message: str) -> None:
        """The SDK makes no request of what holds no object, so nobody would acknowledge it."""
        if "payload" in message and not isinstance(message["payload"], dict):
            message = {**message, "payload": {}}
        super().run_message_listeners(message, raw_message)

    def _let_go(self) -> None:
        session: Any = self.current_session
        if session is None or session.sock is None or session.sock.sock is None:
            return
        session.keep_running = False
        with suppress(OSError):
            session.sock.sock.shutdown(SHUT_RDWR)
        until = time.monotonic() + LET_GO_S
        while session.sock is not None and time.monotonic() < until:
            time.sleep(LOOK_S)

    def _run_current_session(self) -> None:
        """At its end, a connection asks for the next: without a pause, a hundred times a second while Slack is ill."""
        wait, self._wait = self._wait, min(max(self._wait * 2, FIRST_WAIT_S), LONGEST_WAIT_S)
        if not self._stopping.wait(wait):
            super()._run_current_session()  # type: ignore[no-untyped-call]

    def _greeted(self, _client: Any, message: dict[str, Any], _raw: str | None) -> None:
        if message.get("type") == "hello":
            self._wait, self._greeted_by = 0.0, self.current_session

    def _monitor_current_session(self) -> None:
        if time.monotonic() - self._opened > SETTLE_S:
            super()._monitor_current_session()  # type: ignore[no-untyped-call]


def _failed(_session: Any, error: Exception) -> None:
    """Told by a code: a handshake's fault quotes headers and a page, where a ticket or a cookie may stand."""
    if isinstance(error, SlackApiError):
        code = code_of(error)
    else:
        code = f"http_{error.status_code}" if isinstance(error, WebSocketBadStatusException) else type(error).__name__
    log.warning("socket failed", error=code)


def _is_untold(record: logging.LogRecord) -> bool:
    """What the SDK says itself of such a failure is told already."""
    return record.funcName != "on_error"


class Handler(BaseSocketModeHandler):
    """Bolt behind that client. Call connect() and close()."""

    def __init__(self, app: App, app_token: str, web_client: WebClient) -> None:
        self.app = app
        self.client: Client = Client(app_token, web_client, app.logger)
        self.client.socket_mode_request_listeners.append(self.handle)

    def connect(self) -> None:
        self.client.connect()

    def close(self) -> None:
        self.client.close()

    def handle(self, client: Any, request: SocketModeRequest) -> None:
        start = time.time()
        told = dispatch(self.app, request.payload)
        if told.status != 200:  # or Slack sends it again and again
            told = BoltResponse(status=200, body="")
        send_response(client, request, told, start)
