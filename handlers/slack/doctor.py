"""The doctor: is everything in place, and if not, what to mend. Safe to paste in public: no token, no name."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.commands import pasted
from bot.delivery.messenger import Permanent
from bot.desk import Desk
from bot.settings import Settings
from db.backups import is_served
from db.engine import opened
from db.queries.communities import announcing_channels, communities
from db.queries.feeds import feed_states
from db.queries.heartbeats import BACKUP, TICK, heartbeats
from db.queries.outbox import Outbox, outbox
from db.schema import RESTORING, head, known, revision_of
from handlers.slack import outside
from handlers.slack.connection import web_client
from handlers.slack.finding import Finding, lasting
from handlers.slack.messenger import AUTHORITY, code_of, meaning

LARGEST_SKEW_S = 60
"""Slack refuses signatures more than 300 s off; a minute is already a clock to mend."""
QUIET, LATE, UNCLEAR, UNSAVED = timedelta(minutes=1), timedelta(minutes=10), timedelta(minutes=15), timedelta(days=7)
"""After how long without a tick, with something due, with something in doubt, and without a backup there is something
to mend; the first, too, is how far clocks may be apart."""
NOT_RUNNING = (
    "Elan writes this every 10 s while it runs. If it should be running, it is not, or it hangs: look at its log and "
    "start it again. If it was stopped on purpose, nothing is wrong."
)
AHEAD = "It bears a time to come: this machine's clock was put back, or another's is ahead. Set them, as with NTP."
BEHIND = "Messages are not going out: start Elan if it is stopped, or look in its log for what Slack answers."
DOUBTFUL = (
    "What may have been sent is not found out about: keep one worker running for three minutes, or look in its log for "
    "what Slack answers."
)
LATER = "Try again later; see slack-status.com."
CHOOSE_ZONE = "Choose another with /volunteer-admin settings, or install the package tzdata."


def examine(settings: Settings, manifest: Path, as_json: bool = False) -> int:
    """Prints every finding, for people or as one JSON object; 0 when all is well, 1 otherwise."""
    findings = [*_database(settings), *_slack(settings, manifest)]
    well = not any(one.mend for one in findings)
    if as_json:
        print(json.dumps({"ok": well, "findings": [asdict(one) for one in findings]}, indent=2))
        return 0 if well else 1
    for one in findings:
        print(f"{'ok  ' if not one.mend else 'MEND'}  {one.what}: {one.found}")
        if one.mend:
            print(f"      {one.mend}")
    return 0 if well else 1


def _database(settings: Settings) -> list[Finding]:
    """Its kind and revision; and what it tells of the bot that runs on it, if one should."""
    zone = _zone("time zones", settings.timezone, "Set ELAN_TIMEZONE to another, or install the package tzdata.")
    kind = "PostgreSQL" if is_served(settings.database_url) else "SQLite"
    try:
        found = _revision(settings.database_url)
        if found != head():
            return [Finding("database", f"{kind} at revision {found}, not {head()}", _newer_or_older(found)), zone]
        told = _told(settings)
    except (SQLAlchemyError, OSError) as error:
        mend = "Check DATABASE_URL and that its folder can be written to."
        return [Finding("database", f"{kind}, {type(error).__name__}", mend), zone]
    return [Finding("database", f"{kind} at revision {found}"), zone, *told]


def _newer_or_older(revision: str | None) -> str:
    if revision == RESTORING:
        return "A restore did not end: restore a backup again."
    return f"Run: {pasted('migrate')}" if known(revision) else "A newer Elan has used it: update this one."


def _told(settings: Settings) -> list[Finding]:
    with opened(settings.database_url) as engine, Desk(engine, lambda: datetime.now(UTC)).reading() as work:
        zones = [_zone("the community's time zone", one.timezone, CHOOSE_ZONE) for one in communities(work.db)]
        if not settings.has_slack:
            return zones  # the sandbox keeps a database of its own
        last, held = heartbeats(work.db), outbox(work.db, work.now)
        told = outside.feeds(feed_states(work.db), work.now), outside.webhook(settings, last, work.now)
        return [*zones, _tick(last, work.now), _outbox(held), _backup(last, work.now), *told]


def _zone(what: str, name: str, mend: str) -> Finding:
    """Whether its data is there: the system's, or the package tzdata's."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return Finding(what, f"nothing is known of {name}", mend)
    return Finding(what, f"{name} is known")


def _tick(last: Mapping[str, datetime], now: datetime) -> Finding:
    return _seen("last tick", last.get(TICK), now, QUIET, NOT_RUNNING)


def _backup(last: Mapping[str, datetime], now: datetime) -> Finding:
    return _seen("last backup", last.get(BACKUP), now, UNSAVED, f"Run: {pasted('backup')}")


def _seen(what: str, at: datetime | None, now: datetime, longest: timedelta, mend: str) -> Finding:
    if at is not None and at - now > QUIET:
        return Finding(what, f"{lasting(at - now)} ahead of this clock", AHEAD)
    found = f"{lasting(now - at)} ago" if at else "never"
    return Finding(what, found, mend if at is None or now - at > longest else "")


def _outbox(held: Outbox) -> Finding:
    due = f"{held.depth} due, the oldest for {lasting(held.age)}" if held.age is not None else "nothing due"
    doubt = held.doubt if held.doubt is not None and held.doubt > UNCLEAR else None
    unknown = f"{held.unknown} unknown" + (f", the oldest for {lasting(doubt)}" if doubt else "")
    states = f"{held.ready} ready, {held.sending} sending, {unknown}, {held.parked} parked"
    late = held.age is not None and held.age > LATE
    return Finding("outbox", f"{due}; {states}", BEHIND if late else DOUBTFUL if doubt else "")


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
        return Finding("clock", f"{skew:.0f} s off", "Set this machine's clock, for example with NTP.")
    return Finding("clock", "right")


def _channels(settings: Settings, client: WebClient) -> list[Finding]:
    try:
        if _revision(settings.database_url) != head():
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
