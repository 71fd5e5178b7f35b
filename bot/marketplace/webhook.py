"""Opportunities that other programs post: each message is taken once, and the same source again edits its posting."""

import json
from dataclasses import dataclass, replace

from bot.desk import Desk
from bot.errors import Fault, Faults
from bot.errors.organizing import WrongState
from bot.marketplace import outside
from bot.marketplace.fields import Record
from bot.marketplace.imports import json_object
from bot.marketplace.records import key_from, read_record
from bot.marketplace.states import EDITABLE, EDITED
from bot.work import Work
from db.models import Community, Opportunity, OpportunityState
from db.queries.exports import opportunity_from, sessions_held
from db.queries.heartbeats import WEBHOOK, WEBHOOK_REFUSED, beat
from db.queries.receipts import add_receipt, answer_kept

CREATED, OK = 201, 200
NAMED, UNNAMED = "webhook", "message"
"""How its sources begin: what the sender named, and what is known by its message alone."""
VIA = (f"{NAMED}:", f"{UNNAMED}:")


@dataclass(frozen=True, slots=True)
class Posted:
    """What came of a message: the status and the JSON that answer it."""

    status: int
    body: str


def receive(desk: Desk, community_id: int, message: str, text: str, *, publish: bool) -> Posted:
    """Takes one message, by its id. One that comes again gets the same answer, and changes nothing.

    A new posting waits for review, or opens with `publish`. Raises Faults, and WrongState for one that has ended:
    such a message is not kept, and may be mended and sent under the same id.
    """
    key = f"webhook:{community_id}:{message}"
    with desk.work() as work:
        kept = answer_kept(work.db, key)
        if kept is not None:
            return Posted(**json.loads(kept))
        state = OpportunityState.OPEN if publish else OpportunityState.SUBMITTED
        posted = _take(work, work.db.get_one(Community, community_id), message, json_object(text), state)
        beat(work.sql, WEBHOOK, work.now)
        add_receipt(work.sql, key, json.dumps({"status": posted.status, "body": posted.body}), work.now)
        return posted


def note_refused(desk: Desk) -> None:
    """Notes for the doctor when a signed message was last refused."""
    with desk.work() as work:
        beat(work.sql, WEBHOOK_REFUSED, work.now)


def _take(work: Work, community: Community, message: str, record: Record, state: OpportunityState) -> Posted:
    if record.get("state"):
        raise Faults({"state": Fault("not_yours_to_say")})
    given = record.get("source")
    named = isinstance(given, str) and bool(given.strip())
    source = key_from(NAMED, str(given)) if named else key_from(UNNAMED, message)
    known = opportunity_from(work.db, community.id, source) if named else None
    kept = known is not None and _starts_as(work, known, record)
    arrival = replace(read_record(work, community, record, past_allowed=kept), source=source, via=VIA)
    if known is None:
        return _posted(CREATED, outside.take(work, community, replace(arrival, state=state), quiet=False), "created")
    if known.state not in EDITABLE:
        raise WrongState(known.number, known.state, EDITED)
    outside.retake(work, known, arrival)
    return _posted(OK, known, "edited")


def _starts_as(work: Work, opportunity: Opportunity, record: Record) -> bool:
    """Whether the record says the same start as is known, which may have gone by meanwhile."""
    given = f"{record.get('day')}T{record.get('start')}"
    return any(given == f"{one.starts:%Y-%m-%dT%H:%M}" for one in sessions_held(work.db, [opportunity.id]))


def _posted(status: int, opportunity: Opportunity, outcome: str) -> Posted:
    told = {"number": opportunity.number, "state": opportunity.state.value, "outcome": outcome}
    return Posted(status, json.dumps(told))
