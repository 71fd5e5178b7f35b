"""What happens in the workspace, told to the app: the Events API. docs.slack.dev/reference/events"""

from dataclasses import replace
from typing import Any

from sandbox.delivery import Envelope
from sandbox.platform import Platform
from sandbox.words.mrkdwn import escape
from sandbox.words.naming import link_names
from sandbox.workspace import Channel, Post

Json = dict[str, Any]


def say(platform: Platform, user: str, channel: Channel, text: str, thread_ts: str | None = None) -> Post:
    """A member writes a message; they join a public channel they write in."""
    workspace = platform.workspace
    if channel.archived:
        raise LookupError(f"#{channel.name} is archived: nobody can write there")
    workspace.join(channel, user)
    post = workspace.post(
        Post(workspace.new_ts(), channel.id, user, link_names(workspace, escape(text)), thread_ts=thread_ts)
    )
    if platform.app.bot_user in channel.members:
        _tell(platform, *_message_event(platform, post))
    return post


def announce_post(platform: Platform, post: Post) -> None:
    """The app wrote a message itself: the event carries its `bot_id`, and is not waited for."""
    if platform.app.bot_user in platform.workspace.channels[post.channel].members:
        emit(platform, *_message_event(platform, post))


def open_home(platform: Platform, user: str, tab: str) -> None:
    """Sent on every entry, to either tab; carries the view once one was published."""
    workspace = platform.workspace
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": workspace.direct(user, platform.app.bot_user).id,
        "tab": tab,
        "event_ts": workspace.new_ts(),
    }
    view = workspace.desk.homes.get(user)
    if view and tab == "home":
        event["view"] = view.describe()
    _tell(platform, "app_home_opened", event)


def join(platform: Platform, user: str, channel: Channel) -> None:
    if platform.workspace.join(channel, user):
        event = _channel_event(platform, "member_joined_channel", user, channel)
        _tell(platform, event["type"], event)


def announce_join(platform: Platform, user: str, channel: Channel) -> None:
    """The app itself let somebody in, itself perhaps: told without waiting."""
    emit(platform, "member_joined_channel", _channel_event(platform, "member_joined_channel", user, channel))


def leave(platform: Platform, user: str, channel: Channel) -> None:
    if platform.workspace.leave(channel, user):
        event = _channel_event(platform, "member_left_channel", user, channel)
        _tell(platform, event["type"], event)


def archive(platform: Platform, user: str, channel: Channel, archived: bool = True) -> None:
    workspace = platform.workspace
    with workspace.lock:
        channel.archived = archived
        workspace.changed()
    kind = "channel_archive" if archived else "channel_unarchive"
    if channel.is_private:
        kind = kind.replace("channel", "group")
    _tell(platform, kind, {"type": kind, "channel": channel.id, "user": user, "event_ts": workspace.new_ts()})


def change_profile(platform: Platform, user: str, changes: Json) -> None:
    """`user_change` carries the user object, with its zone and, as documented, its locale."""
    workspace = platform.workspace
    with workspace.lock:
        member = replace(workspace.members[user], **changes, updated=int(workspace.now().timestamp()))
        workspace.add_member(member)
    about = member.describe(workspace.team.id, workspace.now(), locale=True)
    _tell(platform, "user_change", {"type": "user_change", "user": about, "event_ts": workspace.new_ts()})


def emit(platform: Platform, subscription: str, event: Json) -> None:
    """Send an event without waiting, when the app subscribed to it."""
    if subscription in platform.app.events:
        platform.send(_envelope(platform, event))


def _tell(platform: Platform, subscription: str, event: Json) -> None:
    if subscription in platform.app.events:
        platform.ask(_envelope(platform, event))


def _message_event(platform: Platform, post: Post) -> tuple[str, Json]:
    workspace = platform.workspace
    channel = workspace.channels[post.channel]
    subscription = {"public": "message.channels", "private": "message.groups", "im": "message.im"}[channel.kind]
    described = post.describe(workspace.team.id, with_metadata=True)
    return subscription, described | {
        "channel": channel.id,
        "channel_type": channel.event_type,
        "event_ts": post.ts,
    }


def _channel_event(platform: Platform, kind: str, user: str, channel: Channel) -> Json:
    return {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": platform.workspace.team.id,
        "event_ts": platform.workspace.new_ts(),
    }


def _envelope(platform: Platform, event: Json) -> Envelope:
    workspace, app = platform.workspace, platform.app
    authorization = {
        "enterprise_id": None,
        "team_id": workspace.team.id,
        "user_id": app.bot_user,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    payload = {
        "token": app.verification_token,
        "team_id": workspace.team.id,
        "context_team_id": workspace.team.id,
        "context_enterprise_id": None,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(workspace.now().timestamp()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{workspace.new_id('X')}",
    }
    return Envelope("events_api", payload)
