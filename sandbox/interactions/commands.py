"""Slash commands. docs.slack.dev/interactivity/implementing-slash-commands"""

from typing import Any

from sandbox.delivery import Envelope
from sandbox.interactions.answers import Refusal, give, tell
from sandbox.interactions.payloads import channel_parts
from sandbox.platform import Platform
from sandbox.words.naming import escape_command
from sandbox.workspace import Channel
from sandbox.workspace.passes import ResponsePass


def run(platform: Platform, user: str, channel: Channel, line: str, *, in_thread: bool = False) -> None:
    """Type a command. What goes wrong is told to who typed it, in Slack's words."""
    name, _, text = line.partition(" ")
    command = platform.app.commands.get(name)
    if command is None:
        tell(platform, user, channel.id, f"{name} is not a valid command.")
        return
    if in_thread:
        tell(platform, user, channel.id, f"{name} is not supported in threads. Sorry!")
        return
    if command.should_escape:
        text = escape_command(platform.workspace, text)
    granted = platform.workspace.desk.hand_response(user, channel.id)
    answer = platform.ask(Envelope("slash_commands", _payload(platform, granted, name, text.strip())))
    error = answer.fault
    if answer.payload and not error:
        try:
            give(platform, granted, answer.payload)
        except Refusal as refusal:
            error = refusal.error
    if error:
        tell(platform, user, channel.id, f'{name} failed with the error "{error}"')


def _payload(platform: Platform, granted: ResponsePass, name: str, text: str) -> dict[str, Any]:
    workspace, app = platform.workspace, platform.app
    channel = channel_parts(workspace.channels[granted.channel])
    return {
        "token": app.verification_token,
        "team_id": workspace.team.id,
        "team_domain": workspace.team.domain,
        "channel_id": channel["id"],
        "channel_name": channel["name"],
        "user_id": granted.user,
        "user_name": workspace.members[granted.user].name,
        "command": name,
        "text": text,
        "api_app_id": app.app_id,
        "is_enterprise_install": "false",
        "response_url": platform.response_url(granted.key),
        "trigger_id": workspace.desk.hand_trigger(granted.user).id,
    }
