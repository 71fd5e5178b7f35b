"""Owing: every promise the bot makes is a row here, written in the transaction that makes it."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select

from bot.delivery.messenger import Stamp
from bot.work import Work
from db.models import Channel, Delivery, DeliveryState
from db.queries import delivery as queries
from db.queries.cards import shown_in
from db.queries.reminders import Recipient

THREAD = "thread"
"""The fact that names the message in whose thread something is said."""


def thread_of(delivery: Delivery) -> str:
    """The message in whose thread it is said; empty for none."""
    return str(delivery.facts.get(THREAD) or "")


def stamp_of(delivery: Delivery) -> Stamp:
    """Made of what no other delivery has: its key and the microsecond it was owed at. A restore keeps both."""
    told = f"{delivery.key} {delivery.created_at.isoformat()}"
    return Stamp(delivery.id, sha256(told.encode()).hexdigest()[:20])


@dataclass(frozen=True, slots=True)
class Owed:
    """What is owed to somebody. `key` spells it out and keeps it from being owed twice; `kind` says how it is worded.

    `subject_id` is the id of what it is about; `facts` holds further ids and numbers, never text to send.
    `expires_at` is when it stops being of use; none for always. At most one ready delivery bears the same `coalesce`:
    it rewrites a message, and is written again rather than looked for.
    """

    key: str
    kind: str
    subject_id: int
    due_at: datetime
    expires_at: datetime | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    signup_id: int | None = None
    opportunity_id: int | None = None
    coalesce: str | None = None


def owe_rows(work: Work, owed: Iterable[tuple[Recipient, Owed]]) -> None:
    """Owes direct messages to many, in one statement."""
    queries.add_deliveries(work.sql, [_row(work, one, _direct(to)) for to, one in owed])


def owe_people(work: Work, person_ids: Sequence[int], owed: Callable[[int], Owed]) -> None:
    """Owes each of these people the direct message that `owed` makes of their id.

    Somebody with no account anywhere cannot be written to, and is owed nothing.
    """
    recipients = queries.recipients(work.db, person_ids)
    owe_rows(work, [(to, owed(person_id)) for person_id, to in recipients.items()])


def owe_channel(work: Work, channel: Channel, owed: Owed) -> None:
    """Owes a message to a channel."""
    to = {
        "place_id": channel.place_id,
        "account_id": None,
        "channel": channel.platform_id,
        "lane": f"{channel.place_id}:{channel.platform_id}",
    }
    queries.add_deliveries(work.sql, [_row(work, owed, to)])


def _direct(to: Recipient) -> dict[str, Any]:
    return {
        "place_id": to.place_id,
        "account_id": to.account_id,
        "channel": None,
        "lane": f"{to.place_id}:@{to.platform_id}",
    }


def _row(work: Work, owed: Owed, to: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": owed.key,
        "kind": owed.kind,
        "subject_id": owed.subject_id,
        "facts": owed.facts,
        "signup_id": owed.signup_id,
        "opportunity_id": owed.opportunity_id,
        "due_at": owed.due_at,
        "expires_at": owed.expires_at,
        "coalesce": owed.coalesce,
        "state": DeliveryState.READY,
        "attempts": 0,
        "created_at": work.now,
        **to,
    }


def owe_repaints(work: Work, opportunity_id: int) -> None:
    """Owes every card of the opportunity a new look; a card is owed at most one at a time."""
    queries.add_repaints(work.sql, opportunity_id, work.now, secrets.token_hex(8))


def owe_redraws(work: Work, kind: str, keys: Sequence[str], *, once: str = "", **facts: int) -> None:
    """Owes the messages of these keys a new look, which `kind` words: those that were sent, or may have been.

    Each is owed at most one at a time, and of what is called `once` never a second.
    """
    for first in queries.sent_under(work.db, keys):
        name = f"delivery:{first.id}:redraw"
        queries.cancel_deliveries(work.db, work.now, queries.DELIVERY.c.coalesce == name)
        owed = Owed(f"{name}:{once or secrets.token_hex(8)}", kind, first.id, work.now, facts=facts, coalesce=name)
        to = {one: getattr(first, one) for one in ("place_id", "account_id", "channel", "lane")}
        queries.add_deliveries(work.sql, [_row(work, owed, to)])


def take_back_all(work: Work, kind: str, opportunity_id: int, person_ids: Sequence[int]) -> int:
    """Cancels what is owed of this kind to these people about an opportunity, and not yet on its way; how much."""
    of = queries.DELIVERY.c
    theirs = of.account_id.in_(queries.accounts_of(person_ids))
    return queries.cancel_deliveries(work.db, work.now, of.opportunity_id == opportunity_id, of.kind == kind, theirs)


def try_again(work: Work, place_id: int, channel: str) -> None:
    """Owes a channel anew what it refused: what was parked, and a fresh look for the cards it already shows."""
    queries.revive(work.db, place_id, channel, work.now)
    for opportunity_id in shown_in(work.db, place_id, channel):
        owe_repaints(work, opportunity_id)


def take_back(work: Work, kinds: Sequence[str], *, signup_ids: Sequence[int] | Select[int]) -> None:
    """Cancels what is owed about these sign-ups, of these kinds, and not yet on its way."""
    table = queries.DELIVERY
    queries.cancel_deliveries(work.db, work.now, table.c.signup_id.in_(signup_ids), table.c.kind.in_(list(kinds)))
