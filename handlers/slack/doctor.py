"""The doctor: is everything in place, and if not, what to mend. Safe to paste in public: no token, no name."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.desk import Desk
from bot.settings import Settings
from db.engine import opened
from db.queries.communities import announcing_channels, communities
from db.schema import head, revision_of
from handlers.slack.connection import web_client
from handlers.slack.messenger import code_of

LARGEST_SKEW_S = 60
"""Slack refuses signatures more than 300 s off; a minute is already a clock to mend."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`mend` is empty when all is well."""

    what: str
    found: str
    mend: str = ""


def examine(settings: Settings, manifest: Path) -> int:
    """Prints every finding; 0 when all is well, 1 otherwise."""
    findings = [*_database(settings), *_slack(settings, manifest)]
    for one in findings:
        print(f"{'ok  ' if not one.mend else 'MEND'}  {one.what}: {one.found}")
        if one.mend:
            print(f"      {one.mend}")
    return 1 if any(one.mend for one in findings) else 0


def _database(settings: Settings) -> list[Finding]:
    try:
        found = _revision(settings.database_url)
    except (SQLAlchemyError, OSError) as error:
        return [Finding("database", type(error).__name__, "Check DATABASE_URL and that its folder can be written to.")]
    if found != head():
        return [Finding("database", f"at revision {found}, not {head()}", "Run: python -m bot migrate")]
    return [Finding("database", f"at revision {found}")]


def _revision(url: str) -> str | None:
    """None where nothing was made yet; looking makes nothing either. Raises OSError where nothing can be made."""
    address = make_url(url)
    file = Path(str(address.database)).absolute()
    if address.get_backend_name() == "sqlite" and not file.exists():
        folder = next(one for one in file.parents if one.exists())
        if not (folder.is_dir() and os.access(folder, os.W_OK)):
            raise NotADirectoryError
        return None
    with opened(url) as engine:
        return revision_of(engine)


def _slack(settings: Settings, manifest: Path) -> list[Finding]:
    if not settings.has_slack:
        return [Finding("slack", "no tokens: the bot runs in its sandbox")]
    client = web_client(settings.slack_bot_token, settings.slack_api_url)
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        mend = "Copy SLACK_BOT_TOKEN again from OAuth & Permissions of your app."
        return [Finding("bot token", code_of(error), mend)]
    except OSError as error:
        return [Finding("slack", f"out of reach ({type(error).__name__})", "Check the network and SLACK_API_URL.")]
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return [
        Finding("bot token", "taken"),
        _app_token(settings),
        _scopes(headers, manifest),
        _clock(headers),
        *_channels(settings, client),
    ]


def _app_token(settings: Settings) -> Finding:
    client = web_client("", settings.slack_api_url)
    try:
        client.apps_connections_open(app_token=settings.slack_app_token)
    except (SlackApiError, OSError) as error:
        code = code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
        mend = "Make a new app-level token with the scope connections:write, under Basic Information."
        return Finding("app token", code, mend)
    return Finding("app token", "taken")


def _scopes(headers: dict[str, str], manifest: Path) -> Finding:
    wanted = set(json.loads(manifest.read_text(encoding="utf-8"))["oauth_config"]["scopes"]["bot"])
    missing = wanted - {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")}
    if missing:
        mend = "Copy manifest.json into the app's App Manifest page, then install the app again."
        return Finding("scopes", f"missing {', '.join(sorted(missing))}", mend)
    return Finding("scopes", "all there")


def _clock(headers: dict[str, str]) -> Finding:
    if "date" not in headers:
        return Finding("clock", "Slack told no time")
    skew = abs((datetime.now(UTC) - parsedate_to_datetime(headers["date"])).total_seconds())
    if skew > LARGEST_SKEW_S:
        return Finding("clock", f"{skew:.0f} s off", "Set this machine's clock, for example with NTP.")
    return Finding("clock", "right")


def _channels(settings: Settings, client: WebClient) -> list[Finding]:
    if _revision(settings.database_url) != head():
        return []
    with opened(settings.database_url) as engine, Desk(engine, lambda: datetime.now(UTC)).reading() as work:
        channels = [c.platform_id for one in communities(work.db) for c in announcing_channels(work.db, one.id)]
    if not channels:
        return [
            Finding("channels", "none announces", "Choose one with /volunteer-admin channels, or set ELAN_CHANNEL.")
        ]
    return [_channel(client, channel) for channel in channels]


def _channel(client: WebClient, channel: str) -> Finding:
    try:
        answer = client.conversations_info(channel=channel)
    except (SlackApiError, OSError) as error:
        code = code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
        return Finding(f"channel {channel}", code, "Choose another with /volunteer-admin channels.")
    if not answer["channel"].get("is_member"):
        return Finding(f"channel {channel}", "the bot is not a member", "Type there: /invite @Elan")
    return Finding(f"channel {channel}", "the bot is a member")
