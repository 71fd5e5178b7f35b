"""The Bolt app: Slack's requests in, each to the counter and back with its acknowledgement.

One listener a type of request, and our own table after it: Bolt tries its listeners one after another.
"""

import re
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt import Ack, App, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from handlers.slack.request import (
    Request,
    from_action,
    from_command,
    from_event,
    from_shortcut,
    from_submission,
)
from handlers.slack.serve import Counter

ANY = re.compile(r".*", re.DOTALL)
EVENTS = ("app_home_opened", "user_change")
log = structlog.get_logger()
LISTENERS = 16
"""Requests served at once. Bolt's own default, five, is too few when Slack itself is slow to answer."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Who the bot is in a workspace: what Slack's auth.test said, kept so that no request needs to ask again."""

    token: str
    team: str
    bot_user: str
    bot_id: str


def build_app(installation: Installation, client: WebClient, counter: Counter) -> App:
    """The app. It asks Slack nothing, so it starts while Slack is down."""
    app = App(
        name="elan",
        client=WebClient(base_url=client.base_url, retry_handlers=[]),  # without a token: the app itself calls nothing
        authorize=lambda **_request: authorized(installation),
        process_before_response=True,
        request_verification_enabled=False,  # Socket Mode needs none
        listener_executor=ThreadPoolExecutor(LISTENERS, thread_name_prefix="slack"),
        raise_error_for_unhandled_request=False,
    )
    serve = counter.serve
    app.command(ANY)(_listener(serve, lambda body: read_command(counter, body)))
    app.action(ANY)(_listener(serve, from_action))
    app.view(ANY)(_listener(serve, from_submission))
    app.shortcut(ANY)(_listener(serve, from_shortcut))
    for event in EVENTS:
        app.event(event)(_listener(serve, from_event))
    app.event(ANY)(_ignore)
    app.error(_unreadable)
    return app


def authorized(installation: Installation) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None,
        team_id=installation.team,
        bot_token=installation.token,
        bot_user_id=installation.bot_user,
        bot_id=installation.bot_id,
    )


def read_command(counter: Counter, body: Mapping[str, Any]) -> Request:
    route, words = counter.routes.read_command(body["command"], body.get("text", ""))
    return from_command(body, route, words)


def _listener(
    serve: Callable[[Request], dict[str, Any] | None], read: Callable[[Mapping[str, Any]], Request]
) -> Callable[..., None]:
    def listen(body: dict[str, Any], ack: Ack) -> None:
        answer = serve(read(body))
        ack(answer) if answer is not None else ack()

    return listen


def _unreadable(error: Exception) -> BoltResponse:
    """A request that could not even be read: noted without its body, and acknowledged so that it is not repeated."""
    log.error("unreadable request", error=type(error).__name__, reference=secrets.token_hex(4))
    return BoltResponse(status=200, body="")


def _ignore(ack: Ack) -> None:
    """Events nobody asked for are acknowledged, or Slack sends them again and again."""
    ack()
