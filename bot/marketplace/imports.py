"""Postings from a file: every row is taken, known already, or refused with its line and reason."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot import events
from bot.desk import Desk
from bot.errors import Fault, Faults
from bot.marketplace import civic, outside
from bot.marketplace.fields import Record
from bot.marketplace.records import Arrival, own_source, read_record, usual_source
from bot.marketplace.tables import Given
from bot.work import Work
from db.models import Community, OpportunityState
from db.queries.exports import opportunities_posted_here
from db.queries.opportunities import sources_known

BATCH = 100
"""Rows to one transaction: few commits, and nobody waits long for their turn."""


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one line. `line` counts from 1; `fault` says why it was refused, and in which field.

    `open` ones are what channels hear of.
    """

    line: int
    outcome: Literal["taken", "known", "refused"]
    fault: tuple[str, Fault] | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class How:
    """`batch` names this import. With `announce` each posting gets its card; else the channels get one message for
    all. With `dry_run` everything is checked and nothing is kept."""

    batch: str
    announce: bool = False
    dry_run: bool = False


def json_lines(lines: Iterable[str]) -> list[Given]:
    """One JSON object a line; empty lines are passed over."""
    return [_given(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _given(number: int, line: str) -> Given:
    try:
        return Given(number, json_object(line))
    except Faults as faults:
        return Given(number, fault=_first(faults))


def json_object(text: str) -> dict[str, Any]:
    """Raises Faults."""
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # half a surrogate pair can be read, but not kept
    except (ValueError, RecursionError) as error:
        raise Faults({"line": Fault("not_json")}) from error
    if not isinstance(found, dict):
        raise Faults({"line": Fault("not_json")})
    return found


def _first(faults: Faults) -> tuple[str, Fault]:
    return next(iter(faults.fields.items()))


def take_in(desk: Desk, community_id: int, given: Sequence[Given], how: How) -> Iterator[Row]:
    """Takes in what a file holds, and yields what became of each line as it goes.

    Known again by its source, or by organization, title and day, so the same file can be taken in twice; what was
    exported from here is known, too.
    """
    with desk.reading() as work:
        known = sources_known(work.db, community_id)
        known |= {own_source(one) for one in opportunities_posted_here(work.db, community_id)}
    told = 0
    for start in range(0, len(given), BATCH):
        rows = _take_batch(desk, community_id, given[start : start + BATCH], known, how)
        told += sum(row.open for row in rows)
        yield from [replace(row, open=False) for row in rows]
    if told and not how.announce and not how.dry_run:
        with desk.work() as work:
            work.happened(events.Imported(community_id, how.batch, told))


def _take_batch(desk: Desk, community_id: int, given: Sequence[Given], known: set[str], how: How) -> list[Row]:
    begin = desk.reading if how.dry_run else desk.work
    with begin() as work:
        community = work.db.get_one(Community, community_id)
        rows = []
        for one in given:
            row, arrival = _read(work, community, one, known)
            if arrival is not None and not how.dry_run:
                outside.take(work, community, arrival, quiet=not how.announce)
            rows.append(row)
        return rows


def _read(work: Work, community: Community, given: Given, known: set[str]) -> tuple[Row, Arrival | None]:
    """What becomes of one line, and what to post where it is taken; its source is known from then on."""
    if given.record is None:
        return Row(given.line, "refused", given.fault), None
    try:
        arrival = read_line(work, community, given.record)
    except Faults as faults:
        return Row(given.line, "refused", _first(faults)), None
    if arrival.source in known:
        return Row(given.line, "known"), None
    known.add(arrival.source)
    return Row(given.line, "taken", open=arrival.state in (None, OpportunityState.OPEN)), arrival


def read_line(work: Work, community: Community, record: Record) -> Arrival:
    """A civic-tech project, or an opportunity in Elan's own fields. Raises Faults."""
    if civic.is_project(record):
        return civic.read_project(work, community, record)
    arrival = read_record(work, community, record)
    return arrival if arrival.source else replace(arrival, source=usual_source(arrival.draft))
