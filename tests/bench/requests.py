"""What Slack sends, and how it is handed to an app."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltRequest

Body = dict[str, Any]


def send(app: App, body: Body) -> str:
    """Hands the app one request as Socket Mode does; what it is acknowledged with."""
    answer = app.dispatch(BoltRequest(body=body, mode="socket_mode"))
    if answer.status != 200:
        raise RuntimeError(f"{body.get('command') or body.get('type')} was answered with {answer.status}")
    return str(answer.body)


def sending(app: App, body: Body) -> Callable[[], str]:
    return lambda: send(app, body)


def command(person: int, text: str, name: str = "/volunteer") -> Body:
    """What Slack sends when somebody types after a slash command."""
    return {
        **_WHERE,
        "team_domain": "town",
        "channel_id": "C1",
        "channel_name": "volunteering",
        "user_id": f"U{person}",
        "user_name": f"ana{person}",
        "command": name,
        "text": text,
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T1/1/x",
        "trigger_id": f"1.2.{person}",
    }


_WHERE = {"token": "x", "team_id": "T1", "api_app_id": "A1"}
_WHO = {**_WHERE, "team": {"id": "T1", "domain": "town"}, "user": {"id": "U0", "username": "ana0", "team_id": "T1"}}
_VIEW = {"id": "V1", "type": "modal", "callback_id": "profile.saved", "state": {"values": {}}, "private_metadata": ""}
_BUTTON = {"type": "button", "block_id": "b", "action_id": "opportunity.cancel/1", "value": "12", "action_ts": "1.1"}

LAST_OF_EACH: dict[str, tuple[Body, Callable[[App, Callable[..., None]], object]]] = {
    "command": (
        command(0, "digest now", "/benevole-admin"),
        lambda app, listener: app.command("/benevole-admin")(listener),
    ),
    "action": (
        {**_WHO, "type": "block_actions", "trigger_id": "1.2", "container": {"type": "message"}, "actions": [_BUTTON]},
        lambda app, listener: app.action("opportunity.cancel/1")(listener),
    ),
    "view": (
        {**_WHO, "type": "view_submission", "trigger_id": "1.2", "view": _VIEW},
        lambda app, listener: app.view("profile.saved")(listener),
    ),
    "shortcut": (
        {**_WHO, "type": "shortcut", "trigger_id": "1.2", "callback_id": "post", "action_ts": "1.1"},
        lambda app, listener: app.shortcut("post")(listener),
    ),
    "event": (
        {
            **_WHERE,
            "type": "event_callback",
            "event_id": "Ev1",
            "event": {"type": "user_change", "user": {"id": "U0"}, "event_ts": "1.1"},
        },
        lambda app, listener: app.event("user_change")(listener),
    ),
    "event that nobody asked for": (
        {**_WHERE, "type": "event_callback", "event_id": "Ev1", "event": {"type": "channel_rename", "event_ts": "1.1"}},
        lambda app, listener: app.event("channel_rename")(listener),
    ),
}
"""By type, the request that our app finds the answerer of last, and how an app with one listener registers for it."""
