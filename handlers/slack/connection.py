"""Connecting to a workspace: who we are there, which channel comes first, and the socket."""

import time
from dataclasses import dataclass

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.desk import Desk
from bot.marketplace import communities, people
from bot.marketplace.communities import Identity
from db.models import Community, Place
from handlers.slack.profiles import read_profile
from handlers.slack.screen import Screen

TIMEOUT_S = 10
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
log = structlog.get_logger()


def web_client(token: str, base_url: str, timeout: int = TIMEOUT_S) -> WebClient:
    """A client that never tries again by itself: a post tried twice may be posted twice."""
    return WebClient(token=token, base_url=base_url, timeout=timeout, retry_handlers=[])


def identify(client: WebClient) -> Identity:
    """Who the token is, by auth.test. Keeps trying while Slack cannot be reached; raises on a refused token."""
    wait = FIRST_WAIT_S
    while True:
        try:
            answer = client.auth_test()
            return Identity("slack", answer["team_id"], answer["team"], answer["user_id"], answer["bot_id"])
        except OSError as error:
            log.warning("slack out of reach, trying again", error=type(error).__name__, seconds=wait)
        time.sleep(wait)
        wait = min(wait * 2, LONGEST_WAIT_S)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the settings say of a fresh installation: the first channel, by name or id, and admins by user id."""

    channel: str
    admins: frozenset[str]


def settle_in(desk: Desk, client: WebClient, community_id: int, identity: Identity, beginning: Beginning) -> int:
    """Notes the place, its first channel and the admins of the settings; the place's id."""
    channel = find_channel(client, beginning.channel) if beginning.channel else None
    users = {user: Screen(client).profile(user) for user in sorted(beginning.admins)}
    with desk.work() as work:
        place: Place = communities.meet(
            work, work.db.get_one(Community, community_id), identity, sorted(beginning.admins)
        )
        if channel and not communities.knows(work, place.id, channel):
            communities.subscribe(work, place.id, channel, [])
        for user, found in users.items():
            if found is not None:
                people.recognise(work, place, user, read_profile(found))
        return place.id


def find_channel(client: WebClient, wanted: str) -> str | None:
    """The id of a channel by its id or its name, with or without #; none when the bot cannot see one."""
    name = wanted.removeprefix("#")
    cursor = ""
    while True:
        try:
            answer = client.conversations_list(
                types="public_channel,private_channel", exclude_archived=True, limit=200, cursor=cursor
            )
        except (SlackApiError, OSError) as error:
            log.warning("channels cannot be listed", error=type(error).__name__)
            return None
        for channel in answer["channels"]:
            if name in (channel["id"], channel["name"]):
                return str(channel["id"])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            log.warning("first channel not found", channel=wanted)
            return None


def open_socket(app: App, app_token: str, client: WebClient) -> SocketModeHandler:
    """Socket Mode over websocket-client, which misses nothing while it reconnects. Call connect() and close()."""
    return SocketModeHandler(app, app_token, web_client=client, trace_enabled=False)
