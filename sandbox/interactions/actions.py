"""Buttons pressed and options chosen: `block_actions`.

docs.slack.dev/reference/interaction-payloads/block_actions-payload
"""

from typing import Any

from sandbox.delivery import Answer, Envelope
from sandbox.elements import STATE_KEYS, STATELESS, Control, initial_values
from sandbox.interactions.payloads import TROUBLE, Json, interaction, source_parts
from sandbox.platform import Platform
from sandbox.workspace import Post, View

_SHOWN = ("text", "value", "style", "placeholder", "confirm", "initial_option", "initial_options", "initial_value")


def hold(platform: Platform, view: View, control: Control, value: Any) -> None:
    """Put a value into a view without telling the app."""
    if control.type in STATELESS:
        return
    with platform.workspace.lock:
        view.values.setdefault(control.block_id, {})[control.action_id] = control.state(value)
        platform.workspace.changed()


def act(platform: Platform, user: str, source: Post | View, control: Control, value: Any) -> Answer:
    """Use a control; a missing acknowledgement leaves the platform's mark on the message or in the view."""
    if isinstance(source, Post):
        _hold_in_message(platform, user, source, control, value)
    if not control.dispatches:
        return Answer()
    answer = platform.ask(Envelope("interactive", _payload(platform, user, source, (control, value))))
    _mark(platform, source, answer.fault)
    return answer


def _payload(platform: Platform, user: str, source: Post | View, used: tuple[Control, Any]) -> Json:
    desk = platform.workspace.desk
    payload = interaction(platform, "block_actions", user) | source_parts(platform, source)
    if isinstance(source, View):
        payload["trigger_id"] = desk.hand_trigger(user, source.id if source.type == "modal" else None).id
    else:
        payload["trigger_id"] = desk.hand_trigger(user).id
        payload["response_url"] = platform.response_url(desk.hand_response(user, source.channel, source.ts).key)
        payload["state"] = {"values": _message_values(platform, user, source)}
    payload["actions"] = [_action(platform, *used)]
    return payload


def _action(platform: Platform, control: Control, value: Any) -> Json:
    action: Json = {
        "type": control.type,
        "action_id": control.action_id,
        "block_id": control.block_id,
        "action_ts": platform.workspace.new_ts(),
    }
    action |= {key: control.element[key] for key in _SHOWN if key in control.element}
    if control.type != "button":
        key = STATELESS.get(control.type) or STATE_KEYS[control.type]
        action[key] = value
    return action


def _message_values(platform: Platform, user: str, post: Post) -> dict[str, dict[str, Json]]:
    """What one member chose in a message's menus; everybody has their own."""
    key = (user, post.channel, post.ts)
    held = platform.workspace.desk.held
    held[key] = initial_values(post.blocks, held.get(key, {}))
    return held[key]


def _hold_in_message(platform: Platform, user: str, post: Post, control: Control, value: Any) -> None:
    if control.type not in STATELESS:
        with platform.workspace.lock:
            values = _message_values(platform, user, post)
            values[control.block_id][control.action_id] = control.state(value)


def _mark(platform: Platform, source: Post | View, fault: str) -> None:
    workspace = platform.workspace
    with workspace.lock:
        if isinstance(source, View):
            if fault:
                source.trouble = TROUBLE
                workspace.changed()
            return
        post = workspace.find_post(source.channel, source.ts)
        if post and post.trouble != fault:
            workspace.edit(post, trouble=fault)
