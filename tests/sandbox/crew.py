"""A real Bolt app in the pretend Slack, quick to start and to stop.

The SDK's own Socket Mode clients poll: half a second to connect, up to ten to close. This one does the same over
the same wire with a blocking read, so that hundreds of tests can each have their own.
"""

import json
import logging
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import websocket
from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from sandbox.server import Sandbox


class Line(BaseSocketModeClient):
    """One Socket Mode connection for a Bolt app, each envelope handled on a thread of its own."""

    def __init__(self, app: App, client: WebClient, app_token: str) -> None:
        self.app = app
        self.web_client = client
        self.app_token = app_token
        self.logger = logging.getLogger("line")
        self.heard: list[dict[str, Any]] = []
        self._socket: websocket.WebSocket | None = None
        self._workers = ThreadPoolExecutor(8)
        self._sending = threading.Lock()
        self._greeted = threading.Event()
        self._reader = threading.Thread(target=self._read, daemon=True)

    def connect(self) -> None:
        self._socket = websocket.create_connection(self.issue_new_wss_url(), timeout=30)
        self._reader.start()
        self._greeted.wait(5)

    def close(self) -> None:
        """Close from this side; the server closes too, which ends the read."""
        if self._socket is not None:
            if self._reader.is_alive():
                with self._sending:
                    self._socket.send_close()
                self._reader.join()
            self._socket.shutdown()  # type: ignore[no-untyped-call]
        self._workers.shutdown()

    def send_message(self, message: str) -> None:
        with self._sending:
            if self._socket is not None:
                self._socket.send(message)

    def _read(self) -> None:
        while self._socket is not None:
            try:
                text = self._socket.recv()
            except (OSError, websocket.WebSocketException):
                return
            if not text:
                return
            message = json.loads(text)
            self.heard.append(message)
            self._greeted.set()
            request = SocketModeRequest.from_dict(message)
            if request is not None:
                self._workers.submit(self._handle, request)

    def _handle(self, request: SocketModeRequest) -> None:
        started = time.time()
        send_response(self, request, run_bolt_app(self.app, request), started)


def authority(slack: Sandbox) -> Callable[[], AuthorizeResult]:
    """The bot's own facts, so that Bolt asks nobody."""
    installed = slack.installation

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=slack.workspace.team.id,
            bot_user_id=installed.bot_user,
            bot_id=installed.bot_id,
            bot_token=installed.bot_token,
        )

    return authorize


class Crew:
    """Register listeners on `app`, then `connect`. Every payload that arrives is kept in `bodies`."""

    def __init__(self, slack: Sandbox) -> None:
        self.slack = slack
        self.bodies: list[dict[str, Any]] = []
        self.client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=5)
        self.app = App(client=self.client, process_before_response=True, authorize=authority(slack))
        self.app.use(self._keep)
        self.line = Line(self.app, self.client, slack.app_token)

    def connect(self) -> "Crew":
        """Connect; events no listener took are acknowledged, so that they are not retried."""
        self.app.event(re.compile(""))(lambda: None)
        self.line.connect()
        self.slack.wait_connected()
        return self

    def close(self) -> None:
        self.line.close()

    def _keep(self, body: dict[str, Any], next: Callable[[], None]) -> None:  # noqa: A002 — Bolt's own name
        self.bodies.append(body)
        next()
