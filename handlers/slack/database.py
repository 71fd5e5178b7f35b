"""What the doctor says of the database, and of the bot by what is kept in it. Safe to paste in public."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.commands import pasted
from bot.desk import Desk
from bot.settings import Settings
from db.backups import is_served
from db.engine import opened
from db.queries.communities import communities
from db.queries.feeds import feed_states
from db.queries.heartbeats import BACKUP, TICK, heartbeats
from db.queries.outbox import Outbox, outbox
from db.schema import RESTORING, head, known, revision_of
from db.unconnected import NO_DATABASE, NO_SERVER, NO_USER
from handlers.slack import outside
from handlers.slack.finding import Finding, lasting

SERVED = "PostgreSQL"
UNOPENED = {
    NO_USER: ("its user or password is refused", "Check the user and the password in DATABASE_URL."),
    NO_DATABASE: (
        "there is no such database",
        "Make it with createdb, or check the name at the end of DATABASE_URL.",
    ),
    NO_SERVER: ("its server cannot be reached", "Check that it runs, and the host and port in DATABASE_URL."),
}
"""What is found, and how it is mended, by why a connection failed."""
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
CHOOSE_ZONE = "Choose another with /volunteer-admin settings, or install the package tzdata."


def database(settings: Settings) -> list[Finding]:
    """Its kind and revision; and what it tells of the bot that runs on it, if one should."""
    zone = _zone("time zones", settings.timezone, "Set ELAN_TIMEZONE to another, or install the package tzdata.")
    kind = SERVED if is_served(settings.database_url) else "SQLite"
    try:
        found = revision_there(settings.database_url)
        if found is None:
            return [Finding("database", f"{kind}, not set up yet", f"Run: {pasted('migrate')}"), zone]
        if found != head():
            return [Finding("database", f"{kind} at revision {found}, not {head()}", _newer_or_older(found)), zone]
        told = _told(settings)
    except (SQLAlchemyError, OSError) as error:
        why, mend = _unopened(kind, error)
        return [Finding("database", f"{kind}, {why}", mend), zone]
    return [Finding("database", f"{kind} at revision {found}"), zone, *told]


def _unopened(kind: str, error: Exception) -> tuple[str, str]:
    """Why a database cannot be used, and how to mend it, without a word of what the server or the driver says: there
    stand hosts, names and paths."""
    if kind != SERVED:
        return type(error).__name__, "Check DATABASE_URL and that its folder can be written to."
    found = UNOPENED.get(str(getattr(error, "orig", "")))
    return found or (type(error).__name__, "Check DATABASE_URL, and look into its server's log.")


def _newer_or_older(revision: str) -> str:
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


def revision_there(url: str) -> str | None:
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
