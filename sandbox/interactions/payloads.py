"""The parts that interaction payloads share. docs.slack.dev/reference/interaction-payloads"""

from typing import Any

from sandbox.platform import Platform
from sandbox.workspace import Channel, Post, View

Json = dict[str, Any]

TROUBLE = "We had some trouble connecting. Try again?"
"""What Slack writes in a dialog whose app did not answer, or not sensibly."""


def interaction(platform: Platform, kind: str, user: str) -> Json:
    """What every interactive payload begins with."""
    workspace, app = platform.workspace, platform.app
    member = workspace.members[user]
    return {
        "type": kind,
        "team": {"id": workspace.team.id, "domain": workspace.team.domain},
        "user": {"id": user, "username": member.name, "name": member.name, "team_id": workspace.team.id},
        "api_app_id": app.app_id,
        "token": app.verification_token,
        "enterprise": None,
        "is_enterprise_install": False,
    }


def source_parts(platform: Platform, source: Post | View) -> Json:
    """Where an action was taken: the view, or the message with its channel."""
    if isinstance(source, View):
        return {"container": {"type": "view", "view_id": source.id}, "view": source.describe()}
    container: Json = {
        "type": "message",
        "message_ts": source.ts,
        "channel_id": source.channel,
        "is_ephemeral": source.ephemeral_to is not None,
    }
    if source.thread_ts:
        container["thread_ts"] = source.thread_ts
    channel = platform.workspace.channels[source.channel]
    parts: Json = {"container": container, "channel": channel_parts(channel)}
    # An ephemeral is kept nowhere, so Slack cannot send it back.
    if source.ephemeral_to is None:
        parts["message"] = source.describe(platform.workspace.team.id, with_metadata=True)
    return parts


def channel_parts(channel: Channel) -> Json:
    names = {"im": "directmessage", "private": "privategroup", "public": channel.name}
    return {"id": channel.id, "name": names[channel.kind]}
