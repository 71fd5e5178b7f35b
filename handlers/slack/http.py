"""Slack over HTTP: the bytes it posts to our address become the requests that Socket Mode would bring.

Bolt's own HTTP reader is not used: it reads a body before it has looked at the signature, and takes a command whose
text holds the word "payload" for a button. Here the body is read after the guard, and handed over as a dictionary.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import structlog
from slack_bolt import App

from bot.desk import Now
from handlers.slack.app import NOT_OF_SLACK, dispatch
from handlers.slack.guard import is_from_slack

PATH = "/slack/events"
"""Where commands, buttons and events are posted: one address for all three."""
MOST_FIELDS = 100
QUIET = timedelta(minutes=1)
TEXT, JSON = "text/plain; charset=utf-8", "application/json; charset=utf-8"

Answer = tuple[int, str, str]
"""Status, content type, body."""
log = structlog.get_logger()


class Unreadable(Exception):
    """Slack signed it, and it is neither a form nor JSON as Slack sends them."""


class RequestUrl:
    """The address Slack posts to. It answers 503 until the app is there, and Slack then tries events again."""

    def __init__(self, secrets: Sequence[str], now: Now, forged: Callable[[], None] = lambda: None) -> None:
        """`forged` is called for each request that Slack did not sign."""
        self._secrets = secrets
        self._now = now
        self._forged = forged
        self._warned: datetime | None = None
        self._app: App | None = None

    def answer_with(self, app: App) -> None:
        self._app = app

    def receive(self, method: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answers one request; `headers` have their names in lower case."""
        if method != "POST":  # Slack looks at the certificate with a GET now and then, and wants a 200
            return 200 if method in ("GET", "HEAD") else 405, TEXT, "Slack posts here."
        if not is_from_slack(self._secrets, headers, body, self._now()):
            self._warn()
            return 401, TEXT, "Not signed by Slack."
        try:
            request = read_body(headers.get("content-type", ""), body)
        except Unreadable:
            log.warning("unreadable request")
            return 400, TEXT, NOT_OF_SLACK
        return self._answer(request)

    def _warn(self) -> None:
        """Once a minute at most, or strangers could fill the log; each is counted."""
        self._forged()
        now = self._now()
        if self._warned is None or abs(now - self._warned) > QUIET:
            self._warned = now
            log.warning("not signed by slack")

    def _answer(self, request: dict[str, Any]) -> Answer:
        if request.get("type") == "url_verification":
            return 200, TEXT, str(request.get("challenge", ""))
        if self._app is None:
            return 503, TEXT, "Starting."
        told = dispatch(self._app, request)
        return told.status, JSON if told.body.startswith("{") else TEXT, told.body


def read_body(content_type: str, body: bytes) -> dict[str, Any]:
    """An event is JSON; a command is a form; anything else is JSON in a form's `payload`. Raises Unreadable."""
    try:
        text = body.decode()
        if content_type.partition(";")[0].strip().lower() == "application/x-www-form-urlencoded":
            form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS))
            plain = "command" in form or "ssl_check" in form
            found = form if plain else json.loads(form["payload"])
        else:
            found = json.loads(text)
    except (ValueError, KeyError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(found, dict):
        raise Unreadable
    return found
