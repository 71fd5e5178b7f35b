"""The doctor: is everything in place, and if not, what to mend. Safe to paste in public: no token, no name."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.messenger import Permanent
from bot.desk import Desk
from bot.settings import Settings
from db.engine import opened
from db.queries.communities import announcing_channels, communities
from db.schema import head
from handlers.slack.connection import web_client
from handlers.slack.database import database, revision_there
from handlers.slack.finding import Finding
from handlers.slack.messenger import AUTHORITY, code_of, meaning

LARGEST_SKEW_S = 60
"""Slack refuses signatures more than 300 s off; a minute is already a clock to mend."""
SET_CLOCK = (
    "Set this machine's clock, for example with NTP: while it is more than two hours ahead, what may have been sent is "
    "not found again in Slack, and could be sent twice."
)
LATER = "Try again later; see slack-status.com."


def examine(settings: Settings, manifest: Path, as_json: bool = False) -> int:
    """Prints every finding, for people or as one JSON object; 0 when all is well, 1 otherwise."""
    findings = [*database(settings), _settings(settings), *_slack(settings, manifest)]
    well = not any(one.mend for one in findings)
    if as_json:
        print(json.dumps({"ok": well, "findings": [asdict(one) for one in findings]}, indent=2))
        return 0 if well else 1
    for one in findings:
        print(f"{'ok  ' if not one.mend else 'MEND'}  {one.what}: {one.found}")
        if one.mend:
            print(f"      {one.mend}")
    return 0 if well else 1


def _settings(settings: Settings) -> Finding:
    if settings.unknown:
        return Finding("settings", " ".join(settings.unknown), "Correct it in .env or the environment, or take it out.")
    return Finding("settings", "every name is known")


def _slack(settings: Settings, manifest: Path) -> list[Finding]:
    if not settings.has_slack:
        return [Finding("slack", "no tokens: the bot runs in its sandbox")]
    client = web_client(settings.slack_bot_token, settings.slack_api_url)
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        if not _is_refusal(error):
            return [Finding("slack", f"ill ({code_of(error)})", LATER)]
        mend = "Copy SLACK_BOT_TOKEN again from OAuth & Permissions of your app."
        return [Finding("bot token", code_of(error), mend)]
    except (OSError, HTTPException) as error:
        return [Finding("slack", f"out of reach ({type(error).__name__})", "Check the network and SLACK_API_URL.")]
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return [
        Finding("bot token", "taken"),
        *([_app_token(settings)] if settings.slack_app_token else []),
        _scopes(headers, manifest),
        _clock(headers),
        *_channels(settings, client),
    ]


def _app_token(settings: Settings) -> Finding:
    client = web_client("", settings.slack_api_url)
    try:
        client.apps_connections_open(app_token=settings.slack_app_token)
    except (SlackApiError, OSError, HTTPException) as error:
        mend = "Make a new app-level token with the scope connections:write, under Basic Information."
        return _unanswered("app token", error, mend)
    return Finding("app token", "taken")


def _is_refusal(error: Exception) -> bool:
    """Whether that is Slack's last word, and not that of a Slack, or of a way to it, that is ill."""
    if not isinstance(error, SlackApiError):
        return False
    return code_of(error) in AUTHORITY or isinstance(meaning(error), Permanent)


def _unanswered(what: str, error: Exception, mend: str) -> Finding:
    """`mend` is for what Slack has refused; all else may be well in a while."""
    code = code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
    return Finding(what, code, mend if _is_refusal(error) else LATER)


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
    try:
        skew = abs((datetime.now(UTC) - parsedate_to_datetime(headers["date"])).total_seconds())
    except ValueError:
        return Finding("clock", "Slack told no time")
    if skew > LARGEST_SKEW_S:
        return Finding("clock", f"{skew:.0f} s off", SET_CLOCK)
    return Finding("clock", "right")


def _channels(settings: Settings, client: WebClient) -> list[Finding]:
    try:
        if revision_there(settings.database_url) != head():
            return []
    except (SQLAlchemyError, OSError):
        return []  # that it cannot be used was said already
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
    except (SlackApiError, OSError, HTTPException) as error:
        return _unanswered(f"channel {channel}", error, "Choose another with /volunteer-admin channels.")
    told = answer.get("channel")
    if not told:
        return Finding(f"channel {channel}", "Slack tells nothing of it", LATER)
    if not told.get("is_member"):
        return Finding(f"channel {channel}", "the bot is not a member", "Type there: /invite @Elan")
    return Finding(f"channel {channel}", "the bot is a member")
