"""Opportunities from a file on this machine, and into one; and what is said of it on the terminal."""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from bot.desk import Desk, Now
from bot.marketplace.communities import home
from bot.marketplace.exports import give_out
from bot.marketplace.fields import Record
from bot.marketplace.imports import How, Row, json_lines, take_in
from bot.marketplace.tables import Given, rows, table
from bot.messages.faults import fault
from bot.messages.voice import Voice
from bot.settings import Settings
from db.engine import open_engine, opened
from db.queries.communities import announcing_channels
from db.schema import migrate

Format = Literal["csv", "jsonl"]
EVERY = 100
STANDARD_OUTPUT = Path("-")
NOWHERE = (
    "No channel announces opportunities yet, so this is announced nowhere. People find them with /volunteer. "
    "Before the next import, start Elan once with ELAN_CHANNEL set, or choose a channel with /volunteer-admin channels."
)


def take_in_file(settings: Settings, path: Path, now: Now, *, announce: bool, dry_run: bool) -> int:
    """Imports the file; 0 when every row was taken or known, 1 when some were refused, 2 when it cannot be read.

    Progress and refused rows go to standard error, the summary to standard output.
    """
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{path} cannot be read: {error}", file=sys.stderr)
        return 2
    engine = open_engine(settings.database_url)
    migrate(engine)
    desk = Desk(engine, now)
    with desk.work() as work:
        community = home(work, settings.language, settings.timezone)
    batch = hashlib.sha256(content.encode()).hexdigest()[:12] + f"-{now():%Y%m%d%H%M%S}"
    given = _read(path, content)
    counted = _tell(take_in(desk, community.id, given, How(batch, announce, dry_run)), len(given), settings)
    with desk.reading() as work:
        announced = bool(announcing_channels(work.db, community.id))
    engine.dispose()
    verb = "would be taken in" if dry_run else "taken in"
    print(f"{counted['taken']} {verb}, {counted['known']} known already, {counted['refused']} refused.")
    if counted["taken"] and not dry_run and not announced:
        print(NOWHERE)
    return 1 if counted["refused"] else 0


def _read(path: Path, content: str) -> list[Given]:
    return rows(content) if format_of(path) == "csv" else json_lines(content.split("\n"))


def format_of(path: Path) -> Format:
    """CSV for a file that is called so, JSON Lines for any other."""
    return "csv" if path.suffix.lower() == ".csv" else "jsonl"


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


def give_out_file(settings: Settings, path: Path, now: Now, as_format: Format | None = None) -> int:
    """Exports every opportunity into the file, or to standard output for "-"; 0, or 2 when it cannot be written.

    The file has its name when it is whole.
    """
    with opened(settings.database_url) as engine:
        migrate(engine)
        desk = Desk(engine, now)
        with desk.work() as work:
            community = home(work, settings.language, settings.timezone)
        told = _lines(give_out(desk, community.id), as_format or format_of(path))
        if path == STANDARD_OUTPUT:
            sys.stdout.writelines(told)
            return 0
        try:
            _write(path, told)
        except OSError as error:
            print(f"{path} cannot be written: {error}", file=sys.stderr)
            return 2
    return 0


def _lines(records: Iterable[Record], as_format: Format) -> Iterator[str]:
    if as_format == "csv":
        return table(records)
    return (json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _write(path: Path, lines: Iterable[str]) -> None:
    """A table begins with a mark by which spreadsheets know its accents."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    encoding = "utf-8-sig" if format_of(path) == "csv" else "utf-8"
    try:
        with unfinished.open("w", encoding=encoding, newline="") as file:
            file.writelines(lines)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
