"""Opportunities from a file on this machine, and what is said of it on the terminal."""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.desk import Desk, Now
from bot.marketplace.communities import home
from bot.marketplace.imports import How, Row, take_in
from bot.messages.faults import fault
from bot.messages.voice import Voice
from bot.settings import Settings
from db.engine import open_engine
from db.queries.communities import announcing_channels
from db.schema import migrate

EVERY = 100
NOWHERE = (
    "No channel announces opportunities yet, so this is announced nowhere. People find them with /volunteer. "
    "Before the next import, start Elan once with ELAN_CHANNEL set, or choose a channel with /volunteer-admin channels."
)


def take_in_file(settings: Settings, path: Path, now: Now, *, announce: bool, dry_run: bool) -> int:
    """Imports the file; 0 when every row was taken or known, 1 when some were refused, 2 when it cannot be read.

    Progress and refused rows go to standard error, the summary to standard output.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{path} cannot be read: {error}", file=sys.stderr)
        return 2
    engine = open_engine(settings.database_url)
    migrate(engine)
    desk = Desk(engine, now)
    with desk.work() as work:
        community = home(work, settings.language, settings.timezone)
    batch = hashlib.sha256(content.encode()).hexdigest()[:12] + f"-{now():%Y%m%d%H%M%S}"
    lines = content.removesuffix("\n").split("\n")
    counted = _tell(take_in(desk, community.id, lines, How(batch, announce, dry_run)), len(lines), settings)
    with desk.reading() as work:
        announced = bool(announcing_channels(work.db, community.id))
    engine.dispose()
    verb = "would be taken in" if dry_run else "taken in"
    print(f"{counted['taken']} {verb}, {counted['known']} known already, {counted['refused']} refused.")
    if counted["taken"] and not dry_run and not announced:
        print(NOWHERE)
    return 1 if counted["refused"] else 0


def _tell(rows: Iterator[Row], total: int, settings: Settings) -> Counter[str]:
    """Counts the outcomes, shows how far it is, and names each refused line."""
    voice, counted = Voice(settings.language, settings.timezone), Counter[str]()
    for row in rows:
        counted[row.outcome] += 1
        if row.fault is not None:
            field, found = row.fault
            print(f"Line {row.line}, {field}: {fault(voice, found)}", file=sys.stderr)
        if counted.total() % EVERY == 0:
            print(f"{counted.total()} of {total} lines", file=sys.stderr)
    return counted
