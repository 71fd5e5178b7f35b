"""Messages written, edited and deleted. docs.slack.dev/reference/methods/chat.postMessage and its siblings"""

import re
from typing import Any

from sandbox.drafts import complete
from sandbox.interactions.events import announce_post
from sandbox.limits import message_faults
from sandbox.web_api.request import ApiError, Json, Methods, Request, faulty
from sandbox.words.naming import link_names
from sandbox.workspace import Channel, Post

LONGEST_POST = 40_000
LONGEST_UPDATE = 4_000
"""docs.slack.dev: a posted text is cut at 40,000 characters, an updated one over 4,000 refused."""

methods = Methods()


@methods.method("chat.postMessage", "chat:write")
def post_message(request: Request) -> Json:
    """A user id opens the DM; the answer's channel is the `D…` id then."""
    channel = _destination(request)
    post = request.workspace.post(_new_post(request, channel))
    announce_post(request.platform, post)
    about = post.describe(request.workspace.team.id, with_metadata=True)
    return {"channel": channel.id, "ts": post.ts, "message": about}


@methods.method("chat.postEphemeral", "chat:write")
def post_ephemeral(request: Request) -> Json:
    channel = request.joined_channel()
    reader = request.member("user")
    if reader.id not in channel.members:
        raise ApiError("user_not_in_channel")
    if channel.archived:
        raise ApiError("is_archived")
    return {"message_ts": request.workspace.post(_new_post(request, channel, ephemeral_to=reader.id)).ts}


@methods.method("chat.update", "chat:write")
def update(request: Request) -> Json:
    """Text without blocks takes the blocks away; metadata stays unless given anew."""
    post = _own_post(request, "cant_update_message")
    if len(request.text("text")) > LONGEST_UPDATE:
        raise ApiError("msg_too_long")
    changes: Json = _content(request)
    if not changes["text"] and "text" not in request.arguments:
        changes["text"] = post.text
    metadata = _metadata(request)
    if metadata is not None:
        changes["metadata"] = metadata or None
    post = request.workspace.edit(post, **changes, edited_ts=request.workspace.new_ts(), trouble="")
    about = post.describe(request.workspace.team.id, with_metadata=True)
    return {"channel": post.channel, "ts": post.ts, "text": post.text, "message": about}


@methods.method("chat.delete", "chat:write")
def delete(request: Request) -> Json:
    post = _own_post(request, "cant_delete_message")
    request.workspace.remove(post)
    return {"channel": post.channel, "ts": post.ts}


@methods.method("chat.getPermalink")
def permalink(request: Request) -> Json:
    post = _find(request, request.channel(), "message_ts")
    address = f"https://{request.workspace.team.domain}.slack.com/archives/{post.channel}/p{post.ts.replace('.', '')}"
    return {"channel": post.channel, "permalink": address}


@methods.method("reactions.add", "reactions:write")
def react(request: Request) -> Json:
    name = request.required("name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise ApiError("invalid_name")
    post = _find(request, request.joined_channel(), "timestamp")
    by = post.reactions.get(name, [])
    if request.app.bot_user in by:
        raise ApiError("already_reacted")
    request.workspace.edit(post, reactions=post.reactions | {name: [*by, request.app.bot_user]})
    return {}


def _destination(request: Request) -> Channel:
    """Where a message may go: a channel the bot is in, or a member's DM."""
    workspace, app = request.workspace, request.app
    wanted = request.arguments.get("channel")
    if not wanted:
        raise ApiError("channel_not_found")
    member = workspace.members.get(str(wanted))
    if member:
        if member.is_bot:
            raise ApiError("cannot_dm_bot")
        if member.deleted:
            raise ApiError("user_disabled")
        return workspace.direct(app.bot_user, member.id)
    channel = request.channel()
    if channel.archived:
        raise ApiError("is_archived")
    public = channel.kind == "public" and "chat:write.public" in app.scopes
    if app.bot_user not in channel.members and not public:
        raise ApiError("not_in_channel")
    return channel


def _new_post(request: Request, channel: Channel, ephemeral_to: str | None = None) -> Post:
    if any(name in request.arguments for name in ("username", "icon_url", "icon_emoji")):
        request.need("chat:write.customize")
    return Post(
        ts=request.workspace.new_ts(),
        channel=channel.id,
        user=request.app.bot_user,
        thread_ts=_thread(request, channel),
        metadata=_metadata(request) or None,
        ephemeral_to=ephemeral_to,
        app_id=request.app.app_id,
        bot_id=request.app.bot_id,
        **_content(request),
    )


def _thread(request: Request, channel: Channel) -> str | None:
    """The first message of the thread, also where a reply is named. A deleted one has no thread: `thread_not_found`."""
    named = request.text("thread_ts")
    if not named:
        return None
    first = channel.posts.get(named)
    if first is None or first.ephemeral_to is not None:
        raise ApiError("thread_not_found")
    return first.thread_ts or first.ts


def _content(request: Request) -> dict[str, Any]:
    """Text and blocks, checked. Attachments are the older way and not spoken here: `invalid_attachments`."""
    if request.decoded("attachments", "invalid_attachments"):
        raise ApiError("invalid_attachments")
    blocks = request.decoded("blocks", "invalid_blocks_format") or []
    text = _linked(request, request.text("text"))
    if not text and not blocks:
        raise ApiError("no_text")
    faults = message_faults(blocks)
    if faults:
        raise faulty("invalid_blocks", faults)
    return {"text": text[:LONGEST_POST], "blocks": tuple(complete(blocks))}


def _linked(request: Request, text: str) -> str:
    """`link_names`, and `parse: full`, make mentions out of bare names."""
    if not request.truth("link_names") and request.text("parse") != "full":
        return text
    return link_names(request.workspace, text)


def _metadata(request: Request) -> Json | None:
    """docs.slack.dev/messaging/message-metadata: an event type and a payload, and nothing else."""
    metadata = request.decoded("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return None if metadata is None else {}
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not metadata["event_type"]:
        raise ApiError("invalid_metadata_format")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def _find(request: Request, channel: Channel, name: str) -> Post:
    post = channel.posts.get(request.required(name))
    if post is None or post.ephemeral_to is not None:
        raise ApiError("message_not_found")
    return post


def _own_post(request: Request, error: str) -> Post:
    channel = request.channel()
    post = _find(request, channel, "ts")
    if post.user != request.app.bot_user:
        raise ApiError(error)
    if channel.archived:
        raise ApiError("is_archived")
    return post
