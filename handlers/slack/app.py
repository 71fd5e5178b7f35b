"""The Bolt app: Slack's requests in, each to the counter and back with its acknowledgement.

No listeners, but one middleware that answers: Bolt tries listeners one after another, and the last of them waits
for all the others to decline. Which handler answers what is our own table's to say (`handlers.slack.routes`).
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt import Ack, App, BoltRequest, BoltResponse
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

EVENTS = ("app_home_opened", "user_change")
NOT_OF_SLACK = "Not a request that Slack sends."
SHAPELESS = (AttributeError, TypeError, LookupError, ValueError, RecursionError)
"""What Bolt raises before it comes to us when a body has another shape than Slack's."""
log = structlog.get_logger()


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
        raise_error_for_unhandled_request=False,
    )

    def answer(body: dict[str, Any], ack: Ack) -> BoltResponse:
        request = read(counter, body)
        told = counter.serve(request) if request else None
        return ack(told) if told is not None else ack()

    app.middleware(answer)
    app.error(_unreadable)
    return app


def dispatch(app: App, body: Mapping[str, Any]) -> BoltResponse:
    """What the app answers to a body that Slack sent; 400 to one that Bolt cannot read."""
    try:
        return app.dispatch(BoltRequest(body=dict(body), mode="socket_mode"))
    except SHAPELESS as error:
        log.warning("unreadable request", error=type(error).__name__)
        return BoltResponse(status=400, body=NOT_OF_SLACK)


def authorized(installation: Installation) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None,
        team_id=installation.team,
        bot_token=installation.token,
        bot_user_id=installation.bot_user,
        bot_id=installation.bot_id,
    )


READERS: dict[str, Callable[[Mapping[str, Any]], Request]] = {
    "block_actions": from_action,
    "view_submission": from_submission,
    "shortcut": from_shortcut,
    "message_action": from_shortcut,
}
"""How each type of interaction is read."""


def read(counter: Counter, body: Mapping[str, Any]) -> Request | None:
    """The request; none for what nobody asked for, which is acknowledged, or Slack sends it again and again."""
    if "command" in body:
        return read_command(counter, body)
    kind = body.get("type", "")
    if kind == "event_callback":
        return from_event(body) if body["event"]["type"] in EVENTS else None
    return READERS[kind](body) if kind in READERS else None


def read_command(counter: Counter, body: Mapping[str, Any]) -> Request:
    route, words = counter.routes.read_command(body["command"], body.get("text", ""))
    return from_command(body, route, words)


def _unreadable(error: Exception) -> BoltResponse:
    """A request that could not even be read: noted without its body, and acknowledged so that it is not repeated."""
    log.error("unreadable request", error=type(error).__name__, reference=secrets.token_hex(4))
    return BoltResponse(status=200, body="")
