"""Connecting to a workspace: who we are there, which channel comes first, and the socket."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.delivery.messenger import Permanent
from bot.desk import Desk
from bot.marketplace import communities, people
from bot.marketplace.communities import Identity
from db.models import Community, Place
from db.queries.people import admin_accounts
from handlers.slack.client import Client
from handlers.slack.messenger import AUTHORITY, code_of, meaning, wait_told
from handlers.slack.profiles import keep_up

if TYPE_CHECKING:
    from handlers.slack.socket import Handler

TIMEOUT_S = 10
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
CHANNEL_ID = re.compile(r"^[CG][A-Z0-9]{6,}$")
T = TypeVar("T")
log = structlog.get_logger()


def web_client(token: str, base_url: str, timeout: float = TIMEOUT_S) -> Client:
    """A client that never tries again by itself: a post tried twice may be posted twice.

    `timeout` is in seconds, for a whole request.
    """
    patience: Any = timeout  # the SDK says int and hands it to urllib, which takes fractions
    return Client(token=token, base_url=base_url, timeout=patience, retry_handlers=[])


def patiently(what: str, ask: Callable[[], T]) -> T:
    """Slack's answer, however long Slack is away or ill. Raises SlackApiError for what it will never answer."""
    wait = FIRST_WAIT_S
    while True:
        told = 0.0
        try:
            return ask()
        except SlackApiError as error:
            fault = code_of(error)
            if isinstance(meaning(error), Permanent) or fault in AUTHORITY:
                raise
            told = wait_told(error.response.headers) or 0.0
        except (OSError, HTTPException) as error:
            fault = type(error).__name__
        seconds = max(wait, told)
        log.warning("slack cannot answer, trying again", call=what, error=fault, seconds=seconds)
        time.sleep(seconds)
        wait = min(wait * 2, LONGEST_WAIT_S)


def identify(client: WebClient) -> Identity:
    """Who the token is, by auth.test. Raises SlackApiError on a refused token."""
    answer = patiently("auth.test", client.auth_test)
    return Identity("slack", answer["team_id"], answer["team"], answer["user_id"], answer["bot_id"])


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the settings say of a fresh installation: the first channel, by name or id, and admins by user id."""

    channel: str
    admins: frozenset[str]


def settle_in(desk: Desk, client: WebClient, community_id: int, identity: Identity, beginning: Beginning) -> int:
    """Notes the place, its first channel and its admins; the place's id.

    Who was an admin is asked about again: what changed while the bot was away was told to nobody. Raises
    ElsewhereAlready when the database serves another workspace.
    """
    channel = find_channel(client, beginning.channel) if beginning.channel else None
    with desk.work() as work:
        community = work.db.get_one(Community, community_id)
        before = communities.appointed(work, identity)
        place: Place = communities.meet(work, community, identity, sorted(beginning.admins))
        if channel and not communities.knows(work, place.id, channel):
            communities.subscribe(work, place.id, channel, [])
        known = admin_accounts(work.db, place.id)
    users = {user: _profile(client, user) for user in sorted(beginning.admins | before | set(known))}
    with desk.work() as work:
        place = work.db.get_one(Place, place.id)
        for user, found in users.items():
            if found is not None:
                keep_up(work, place, user, found)
            elif user in before - beginning.admins:
                people.dismiss(work, place, user)
        return place.id


def _profile(client: WebClient, user: str) -> dict[str, Any] | None:
    """The user object, with its locale; none for somebody Slack says nothing of."""
    try:
        answer = patiently("users.info", partial(client.users_info, user=user, include_locale=True))
    except SlackApiError as error:
        log.warning("user cannot be asked about", user=user, error=code_of(error))
        return None
    return dict(answer["user"])


def find_channel(client: WebClient, wanted: str) -> str | None:
    """The id of a channel by its id or its name, with or without #; none when the bot cannot see one."""
    name, cursor = wanted.removeprefix("#"), ""
    if CHANNEL_ID.match(name):
        return name
    while True:
        try:
            answer = patiently("conversations.list", partial(_channels, client, cursor))
        except SlackApiError as error:
            log.warning("channels cannot be listed", error=code_of(error))
            return None
        for channel in answer["channels"]:
            if name == channel["name"]:
                return str(channel["id"])
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            log.warning("first channel not found", channel=wanted)
            return None


def _channels(client: WebClient, cursor: str) -> Any:
    return client.conversations_list(
        types="public_channel,private_channel", exclude_archived=True, limit=200, cursor=cursor
    )


def open_socket(app: App, app_token: str, client: WebClient) -> "Handler":
    """Socket Mode over websocket-client, which misses nothing while it reconnects. Call connect() and close()."""
    from handlers.slack.socket import Handler

    return Handler(app, app_token, client)
