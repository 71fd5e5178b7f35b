"""Channels and DMs, who is in them, what was said. docs.slack.dev/reference/methods/conversations.list and siblings"""

from sandbox.interactions.events import announce_join
from sandbox.web_api.request import ApiError, Json, Methods, Request
from sandbox.workspace import Channel, Post

SCOPE_OF_TYPE = {"public_channel": "channels:read", "private_channel": "groups:read", "im": "im:read"}
MOST_HISTORY = 999

methods = Methods()


@methods.method("conversations.open", "im:write")
def open_direct(request: Request) -> Json:
    """The DM with one user, or one that is open already."""
    if request.text("channel"):
        return {"channel": {"id": request.channel().id}, "no_op": True, "already_open": True}
    users = request.text("users").split(",")
    if users == [""]:
        raise ApiError("users_list_not_supplied")
    if len(users) > 1:
        raise ApiError("invalid_user_combination")
    member = request.workspace.members.get(users[0])
    if member is None:
        raise ApiError("user_not_found")
    if member.is_bot:
        raise ApiError("cannot_dm_bot")
    if member.deleted:
        raise ApiError("user_disabled")
    there = request.workspace.find_direct(request.app.bot_user, member.id)
    channel = there or request.workspace.direct(request.app.bot_user, member.id)
    about = channel.describe(request.app.bot_user) if request.truth("return_im") else {"id": channel.id}
    return {"channel": about} | ({"no_op": True, "already_open": True} if there else {})


@methods.method("conversations.info")
def info(request: Request) -> Json:
    channel = request.channel()
    request.need_for(channel, "read")
    locale = "en-CA" if request.truth("include_locale") else ""
    count = request.truth("include_num_members")
    return {"channel": channel.describe(request.app.bot_user, locale=locale, count=count)}


@methods.method("conversations.list")
def list_all(request: Request) -> Json:
    return _listed(request, [c for c in request.workspace.channels.values() if _known(request, c)])


@methods.method("users.conversations")
def list_of_user(request: Request) -> Json:
    user = request.text("user") or request.app.bot_user
    mine = [c for c in request.workspace.channels.values() if user in c.members and _known(request, c)]
    return _listed(request, mine)


@methods.method("conversations.members")
def members(request: Request) -> Json:
    channel = request.channel()
    request.need_for(channel, "read")
    page, cursor = request.page(channel.members)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


@methods.method("conversations.history")
def history(request: Request) -> Json:
    """Newest first; replies and ephemerals are not in it."""
    channel = _readable(request)
    posts = [post for post in channel.posts.values() if post.ephemeral_to is None and not post.is_reply]
    within = [post for post in reversed(posts) if _between(request, post)]
    page, cursor = request.page(within, most=MOST_HISTORY)
    return {
        "messages": _described(request, page),
        "has_more": bool(cursor),
        "pin_count": 0,
        "response_metadata": {"next_cursor": cursor},
    }


@methods.method("conversations.replies")
def replies(request: Request) -> Json:
    """The parent first, then its replies, oldest first."""
    channel = _readable(request)
    parent = channel.posts.get(request.required("ts"))
    if parent is None or parent.ephemeral_to is not None:
        raise ApiError("thread_not_found")
    thread = [
        post for post in channel.posts.values() if post.ephemeral_to is None and parent.ts in (post.ts, post.thread_ts)
    ]
    page, cursor = request.page([post for post in thread if _between(request, post)])
    more = {"has_more": bool(cursor), "response_metadata": {"next_cursor": cursor}}
    return {"messages": _described(request, page)} | more


@methods.method("conversations.join", "channels:join")
def join(request: Request) -> Json:
    channel = request.channel()
    if channel.kind != "public":
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    joined = request.workspace.join(channel, request.app.bot_user)
    if joined:
        announce_join(request.platform, request.app.bot_user, channel)
    already = {} if joined else {"warning": "already_in_channel"}
    return {"channel": channel.describe(request.app.bot_user)} | already


@methods.method("conversations.invite")
def invite(request: Request) -> Json:
    channel = request.joined_channel()
    kind = "groups" if channel.is_private else "channels"
    request.need(f"{kind}:write.invites", f"{kind}:{'write' if channel.is_private else 'manage'}")
    for user in request.required("users").split(","):
        if user not in request.workspace.members:
            raise ApiError("user_not_found")
        if user in channel.members:
            raise ApiError("already_in_channel")
        request.workspace.join(channel, user)
        announce_join(request.platform, user, channel)
    return {"channel": channel.describe(request.app.bot_user)}


def _known(request: Request, channel: Channel) -> bool:
    return channel.kind == "public" or request.app.bot_user in channel.members


def _listed(request: Request, channels: list[Channel]) -> Json:
    types = (request.text("types") or "public_channel").split(",")
    for kind in types:
        if kind not in (*SCOPE_OF_TYPE, "mpim"):
            raise ApiError("invalid_types")
        request.need(SCOPE_OF_TYPE.get(kind, "mpim:read"))
    hidden = request.truth("exclude_archived")
    chosen = [c for c in channels if c.type in types and not (hidden and c.archived)]
    page, cursor = request.page(chosen)
    about = [channel.describe(request.app.bot_user, count=True) for channel in page]
    return {"channels": about, "response_metadata": {"next_cursor": cursor}}


def _readable(request: Request) -> Channel:
    """History needs the scope of the kind of channel, and membership."""
    channel = request.channel()
    request.need_for(channel, "history")
    if request.app.bot_user not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def _between(request: Request, post: Post) -> bool:
    """`oldest` and `latest` are exclusive unless `inclusive`."""
    oldest, latest = float(request.text("oldest") or 0), float(request.text("latest") or "inf")
    ts = float(post.ts)
    return oldest < ts < latest or (request.truth("inclusive") and ts in (oldest, latest))


def _described(request: Request, posts: list[Post]) -> list[Json]:
    team, metadata = request.workspace.team.id, request.truth("include_all_metadata")
    return [post.describe(team, with_metadata=metadata) for post in posts]
