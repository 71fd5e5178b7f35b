"""Shortcuts from the menu and on a message. docs.slack.dev/interactivity/implementing-shortcuts"""

from sandbox.delivery import Answer, Envelope
from sandbox.installation import Shortcut
from sandbox.interactions.answers import tell
from sandbox.interactions.payloads import Json, channel_parts, interaction
from sandbox.platform import Platform
from sandbox.workspace import Post


def use_global(platform: Platform, user: str, name: str) -> Answer:
    """LookupError when the manifest has no such shortcut."""
    shortcut = _find(platform, "global", name)
    payload = _payload(platform, user, "shortcut", shortcut)
    return platform.ask(Envelope("interactive", payload))


def use_on_message(platform: Platform, user: str, name: str, post: Post) -> Answer:
    """An ephemeral has no such menu: LookupError, as for a shortcut the manifest has not."""
    shortcut = _find(platform, "message", name)
    if post.ephemeral_to is not None:
        raise LookupError("a message only you can see has no shortcuts")
    workspace = platform.workspace
    granted = workspace.desk.hand_response(user, post.channel, post.ts)
    payload = _payload(platform, user, "message_action", shortcut) | {
        "message_ts": post.ts,
        "channel": channel_parts(workspace.channels[post.channel]),
        "message": post.describe(workspace.team.id, with_metadata=True),
        "response_url": platform.response_url(granted.key),
    }
    answer = platform.ask(Envelope("interactive", payload))
    if answer.fault:
        tell(platform, user, post.channel, f'"{name}" failed with the error "{answer.fault}"')
    return answer


def _payload(platform: Platform, user: str, kind: str, shortcut: Shortcut) -> Json:
    return interaction(platform, kind, user) | {
        "callback_id": shortcut.callback_id,
        "trigger_id": platform.workspace.desk.hand_trigger(user).id,
        "action_ts": platform.workspace.new_ts(),
    }


def _find(platform: Platform, kind: str, name: str) -> Shortcut:
    every = [shortcut for shortcut in platform.app.shortcuts if shortcut.kind == kind]
    for shortcut in every:
        if name in (shortcut.name, shortcut.callback_id):
            return shortcut
    raise LookupError(f"no {kind} shortcut {name!r}; there is {[shortcut.name for shortcut in every]}")
