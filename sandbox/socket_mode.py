"""Socket Mode: what the workspace has to tell, over a WebSocket the app opened.

docs.slack.dev/apis/events-api/using-socket-mode
"""

import asyncio
import itertools
import json
import secrets
import time
from concurrent.futures import Future
from contextlib import suppress
from typing import Any
from uuid import uuid4

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.delivery import ACK_SECONDS, TIMEOUT, UNREACHED, Answer, Envelope, exchange
from sandbox.installation import Installation
from sandbox.workspace import Workspace

MOST_CONNECTIONS = 10
LIFE = 18_060
"""Seconds a connection lives, told in `hello`; Slack refreshes it about every five hours."""

WARNING_SECONDS = 10.0
REASONS = ("warning", "refresh_requested", "link_disabled", "too_many_websockets")


class SocketLink:
    """The road to the app over its WebSocket connections; each envelope goes to one of them in turn.

    `patience` is how long an acknowledgement is waited for, in real seconds.
    `missed` keeps the events nobody acknowledged, for `retry_events`.
    """

    def __init__(self, workspace: Workspace, app: Installation, patience: float = ACK_SECONDS) -> None:
        self.patience = patience
        self.enabled = True
        self.missed: list[Envelope] = []
        self.connections: list[WebSocket] = []
        self._workspace = workspace
        self._app = app
        self._loop: asyncio.AbstractEventLoop | None = None
        self._host = ""
        self._tickets: set[str] = set()
        self._pending: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._turns = itertools.count()
        self._tasks: set[asyncio.Task[None]] = set()

    def attach(self, loop: asyncio.AbstractEventLoop, host: str) -> None:
        """Where it lives: the server's loop and `127.0.0.1:PORT`."""
        self._loop, self._host = loop, host

    def address(self) -> str:
        """For `apps.connections.open`: an address whose ticket works once, or an error's name."""
        if not self.enabled or not self._app.socket_mode:
            return "socket_mode_not_enabled"
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return f"ws://{self._host}/link/?ticket={ticket}&app_id={self._app.app_id}"

    # to the app

    def send(self, envelope: Envelope) -> "Future[Answer]":
        """Deliver; an event that is not acknowledged is tried once more at once."""
        return asyncio.run_coroutine_threadsafe(self._deliver(envelope), self._running())

    async def _deliver(self, envelope: Envelope) -> Answer:
        answer = await self._attempt(envelope)
        if envelope.kind != "events_api" or answer.acknowledged:
            return answer
        again = envelope.again("timeout")
        if envelope.retry_attempt == 0:
            answer = await self._attempt(again)
        if not answer.acknowledged:
            self.missed.append(again)
        return answer

    async def _attempt(self, envelope: Envelope) -> Answer:
        if not self.connections:
            self._workspace.record("to app", envelope.name, UNREACHED, envelope.payload)
            return Answer(fault=UNREACHED)
        connection = self.connections[next(self._turns) % len(self.connections)]
        number = str(uuid4())
        waiting: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._pending[number] = waiting
        started = time.monotonic()
        try:
            await connection.send_text(json.dumps(_message(envelope, number)))
            answer = Answer(await asyncio.wait_for(waiting, self.patience))
        except TimeoutError:
            answer = Answer(fault=TIMEOUT)
        except (WebSocketDisconnect, RuntimeError):
            answer = Answer(fault=UNREACHED)
        finally:
            self._pending.pop(number, None)
        told = exchange(envelope, answer, started)
        self._workspace.record("to app", envelope.name, answer.fault or "acknowledged", told)
        return answer

    # from the app

    async def serve(self, websocket: WebSocket) -> None:
        """One connection, from its ticket to its end."""
        ticket = websocket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await websocket.close(code=1008)
            return
        self._tickets.discard(ticket)
        await websocket.accept()
        if len(self.connections) >= MOST_CONNECTIONS:
            await _say_goodbye(websocket, "too_many_websockets")
            return
        await websocket.send_text(json.dumps(self._hello()))
        self.connections.append(websocket)
        self._workspace.record("to app", "hello", f"{len(self.connections)} connected", {})
        try:
            async for text in websocket.iter_text():
                self._take(text)
        finally:
            if websocket in self.connections:
                self.connections.remove(websocket)
            self._workspace.changed()

    def _take(self, text: str) -> None:
        """An acknowledgement. What nobody waits for any more came too late, and is dropped."""
        try:
            message = json.loads(text)
        except ValueError:
            return
        waiting = self._pending.get(message.get("envelope_id", "")) if isinstance(message, dict) else None
        if waiting and not waiting.done():
            payload = message.get("payload")
            waiting.set_result(payload if isinstance(payload, dict) else {})

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": LIFE},
            "connection_info": {"app_id": self._app.app_id},
        }

    # leaving

    def disconnect(self, reason: str) -> None:
        """Tell every connection to go, for one of `REASONS`; a warning leaves them ten seconds.

        `link_disabled` also turns Socket Mode off until `enabled` is set again.
        """
        if reason not in REASONS:
            raise ValueError(f"Slack knows the reasons {REASONS}")
        if reason == "link_disabled":
            self.enabled = False
        asyncio.run_coroutine_threadsafe(self._part(reason), self._running()).result()

    def hang_up(self) -> None:
        """Close every connection without a word, as a network does.

        A client that is being stopped notices this at once, where its own close may take it ten seconds.
        """
        asyncio.run_coroutine_threadsafe(self._hang_up(), self._running()).result()

    async def _hang_up(self) -> None:
        parting, self.connections = list(self.connections), []
        for connection in parting:
            with suppress(RuntimeError, WebSocketDisconnect):
                await connection.close()

    def _running(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            raise RuntimeError("the sandbox is not running")
        return self._loop

    async def _part(self, reason: str) -> None:
        parting = list(self.connections)
        if reason != "warning":
            self.connections.clear()
        for connection in parting:
            task = asyncio.create_task(self._farewell(connection, reason))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _farewell(self, connection: WebSocket, reason: str) -> None:
        await _send_goodbye(connection, reason)
        if reason == "warning":
            await asyncio.sleep(WARNING_SECONDS)
            if connection in self.connections:
                self.connections.remove(connection)
        with suppress(RuntimeError, WebSocketDisconnect):
            await connection.close()

    async def stop(self) -> None:
        """End what is still waiting, so that the server can stop."""
        for task in self._tasks:
            task.cancel()
        for waiting in self._pending.values():
            if not waiting.done():
                waiting.cancel()


def _message(envelope: Envelope, number: str) -> dict[str, Any]:
    message: dict[str, Any] = {
        "envelope_id": number,
        "type": envelope.kind,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.accepts_response,
    }
    # First deliveries carry the attempt too: zero.
    if envelope.kind == "events_api":
        message |= {"retry_attempt": envelope.retry_attempt, "retry_reason": envelope.retry_reason}
    return message


async def _say_goodbye(websocket: WebSocket, reason: str) -> None:
    await _send_goodbye(websocket, reason)
    with suppress(RuntimeError, WebSocketDisconnect):
        await websocket.close()


async def _send_goodbye(websocket: WebSocket, reason: str) -> None:
    goodbye = {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}
    with suppress(RuntimeError, WebSocketDisconnect):
        await websocket.send_text(json.dumps(goodbye))
