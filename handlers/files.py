"""Opportunities from a file on this machine, and into one; and what is said of it on the terminal."""

import codecs
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
from bot.marketplace.tables import rows, table
from bot.messages.faults import fault
from bot.messages.voice import Voice
from bot.settings import Settings
from db.engine import opened
from db.queries.communities import announcing_channels
from db.schema import migrate

Format = Literal["csv", "jsonl"]
EVERY = 100
STANDARD_OUTPUT = Path("-")
NOWHERE = (
    "No channel announces opportunities yet, so this is announced nowhere. People find them with /volunteer. "
    "Before the next import, start Elan once with ELAN_CHANNEL set, or choose a channel with /volunteer-admin channels."
)
UNKNOWN, FIELDS_LISTED = {"unknown_field", "unknown_column"}, "docs/fields.md lists the fields."
NOT_UTF8 = "is not in UTF-8. Save it as CSV UTF-8, or as text in UTF-8, and import that."


def take_in_file(settings: Settings, path: Path, now: Now, *, announce: bool, dry_run: bool) -> int:
    """Imports the file; 0 when every row was taken or known, 1 when some were refused, 2 when it cannot be read.

    Progress and refused rows go to standard error, the summary to standard output.
    """
    try:
        content = _text(path.read_bytes())
    except UnicodeDecodeError:
        return _failed(f"{path} {NOT_UTF8}")
    except OSError as error:
        return _failed(f"{path} cannot be read ({_why(error)}).")
    given = rows(content) if format_of(path) == "csv" else json_lines(content.split("\n"))
    if not given:
        print(f"{path} holds nothing to take in.")
        return 0
    with opened(settings.database_url) as engine:
        migrate(engine)
        desk = Desk(engine, now)
        with desk.work() as work:
            community = home(work, settings.language, settings.timezone)
        batch = hashlib.sha256(content.encode()).hexdigest()[:12] + f"-{now():%Y%m%d%H%M%S}"
        counted = _tell(take_in(desk, community.id, given, How(batch, announce, dry_run)), len(given), settings)
        with desk.reading() as work:
            announced = bool(announcing_channels(work.db, community.id))
    verb = "would be taken in" if dry_run else "taken in"
    print(f"{counted['taken']} {verb}, {counted['known']} known already, {counted['refused']} refused.")
    if counted["taken"] and not dry_run and not announced:
        print(NOWHERE)
    return 1 if counted["refused"] else 0


def _text(content: bytes) -> str:
    """UTF-8, or UTF-16 with the mark that spreadsheets begin it with. Raises UnicodeDecodeError."""
    utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if utf16 else "utf-8-sig")


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def format_of(path: Path) -> Format:
    """CSV for a file that is called so, JSON Lines for any other."""
    return "csv" if path.suffix.lower() == ".csv" else "jsonl"


def _tell(rows: Iterator[Row], total: int, settings: Settings) -> Counter[str]:
    """Counts the outcomes, shows how far it is, and names each refused line."""
    voice, counted, unknown = Voice(settings.language, settings.timezone), Counter[str](), False
    for row in rows:
        counted[row.outcome] += 1
        if row.fault is not None:
            field, found = row.fault
            print(f"Line {row.line}, {field}: {fault(voice, found)}", file=sys.stderr)
            unknown = unknown or found.name in UNKNOWN
        if counted.total() % EVERY == 0:
            print(f"{counted.total()} of {total} lines", file=sys.stderr)
    if unknown:
        print(FIELDS_LISTED, file=sys.stderr)
    return counted


def give_out_file(
    settings: Settings, path: Path, now: Now, as_format: Format | None = None, *, force: bool = False
) -> int:
    """Exports every opportunity into a new file, in a folder that is made, and says how many; or to standard output
    for "-". 0, or 2 when it cannot be written.

    The file has its name when it is whole; one that is there is only replaced with `force`.
    """
    if path != STANDARD_OUTPUT and path.exists() and not force:
        return _failed(f"{path} is there already. To replace it, add --force.")
    given = Counter[str]()
    with opened(settings.database_url) as engine:
        migrate(engine)
        desk = Desk(engine, now)
        with desk.work() as work:
            community = home(work, settings.language, settings.timezone)
        told = _lines(_counted(give_out(desk, community.id), given), as_format or format_of(path))
        if path == STANDARD_OUTPUT:
            sys.stdout.writelines(told)
            return 0
        try:
            _write(path, told)
        except OSError as error:
            return _failed(f"{path} cannot be written ({_why(error)}).")
    print(f"{given.total()} given out to {path}.")
    return 0


def _counted(records: Iterable[Record], given: Counter[str]) -> Iterator[Record]:
    for record in records:
        given["records"] += 1
        yield record


def _lines(records: Iterable[Record], as_format: Format) -> Iterator[str]:
    if as_format == "csv":
        return table(records)
    return (json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _write(path: Path, lines: Iterable[str]) -> None:
    """A table begins with a mark by which spreadsheets know its accents."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    encoding = "utf-8-sig" if format_of(path) == "csv" else "utf-8"
    try:
        with unfinished.open("w", encoding=encoding, newline="") as file:
            file.writelines(lines)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
