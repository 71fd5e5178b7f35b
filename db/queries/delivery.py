"""The outbox's statements. Core throughout: they run at every message and at every tick."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    String,
    Update,
    bindparam,
    case,
    exists,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session as DbSession
from sqlalchemy.sql import ColumnElement

from db.models import Account, Card, Channel, Delivery, DeliveryState, Lane
from db.models.base import table
from db.models.delivery import READY
from db.prepared import Prepared, Statement, Upserts
from db.queries.changing import rows_changed
from db.queries.reminders import Recipient

DELIVERY, LANE, CARD, CHANNEL, ACCOUNT = (table(model) for model in (Delivery, Lane, Card, Channel, Account))
S = DeliveryState
UNSETTLED = (S.SENDING, S.UNKNOWN)
Attempt = tuple[int, int]
"""A delivery's id, and the how-manieth attempt at it."""


def _owing(insert_into: Any) -> Statement:
    statement = insert_into(DELIVERY)
    renewed = ("state", "due_at", "expires_at", "facts", "created_at", "subject_id", "signup_id")
    again = {name: statement.excluded[name] for name in renewed}
    owing: Statement = statement.on_conflict_do_update(
        index_elements=[DELIVERY.c.key], set_={**again, "settled_at": None}, where=DELIVERY.c.state == S.CANCELLED
    )
    return owing


_OWING = Prepared(
    Upserts(_owing),
    (
        *("key", "kind", "subject_id", "facts", "place_id", "account_id", "channel", "lane"),
        *("signup_id", "opportunity_id", "coalesce", "due_at", "expires_at", "state", "attempts", "created_at"),
    ),
)


def add_deliveries(sql: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Adds what is owed. One whose key is there already is not added; a cancelled one becomes ready again."""
    if rows:
        _OWING.many(sql, rows)


def _repainting(insert_into: Any) -> Statement:
    name = literal("card:").concat(CARD.c.id).concat(":repaint")
    now = bindparam("now", type_=DELIVERY.c.due_at.type)
    wanted = {
        "key": name.concat(":").concat(bindparam("token", type_=String)),
        "kind": literal("card.repaint"),
        "subject_id": CARD.c.id,
        "facts": literal({}, DELIVERY.c.facts.type),
        "place_id": CHANNEL.c.place_id,
        "channel": CHANNEL.c.platform_id,
        "lane": literal("").concat(CHANNEL.c.place_id).concat(":").concat(CHANNEL.c.platform_id),
        "coalesce": name,
        "opportunity_id": CARD.c.opportunity_id,
        "due_at": now,
        "state": literal(S.READY, DELIVERY.c.state.type),
        "attempts": literal(0),
        "created_at": now,
    }
    cards = (
        select(*wanted.values())
        .select_from(CARD.join(CHANNEL, CHANNEL.c.id == CARD.c.channel_id))
        .where(CARD.c.opportunity_id == bindparam("opportunity"))
    )
    statement = insert_into(DELIVERY).from_select(list(wanted), cards, include_defaults=False)
    # changed to what it is, and so held until this commits: whoever sends it then reads what is committed here
    once: Statement = statement.on_conflict_do_update(
        index_elements=[DELIVERY.c.coalesce], index_where=READY, set_={"attempts": DELIVERY.c.attempts}
    )
    return once


_REPAINTING = Prepared(Upserts(_repainting))


def add_repaints(sql: Connection, opportunity_id: int, now: datetime, token: str) -> None:
    """Owes a repaint to every card of the opportunity that is not owed one already, in one statement."""
    _REPAINTING.change(sql, {"opportunity": opportunity_id, "now": now, "token": token})


def _literally(state: DeliveryState) -> ColumnElement[str]:
    """The state written into the statement and not bound to it: so that the indexes of some states only serve."""
    return literal_column(f"'{state}'")


_OTHER = DELIVERY.alias()
_WHOLE_PLACE = literal("").concat(DELIVERY.c.place_id).concat(":*")
_NOT_OPENED = (ACCOUNT.c.id == DELIVERY.c.account_id, ACCOUNT.c.dm_channel.is_(None))


def _claiming(*conditions: ColumnElement[bool]) -> Update:
    due = (
        select(DELIVERY.c.id)
        .where(
            DELIVERY.c.state == _literally(S.READY),
            DELIVERY.c.due_at <= bindparam("now"),
            or_(DELIVERY.c.expires_at.is_(None), DELIVERY.c.expires_at > bindparam("now")),
            ~exists().where(_OTHER.c.lane == DELIVERY.c.lane, _OTHER.c.state == _literally(S.SENDING)),
            ~exists().where(LANE.c.name == DELIVERY.c.lane, LANE.c.free_at > bindparam("now")),
            *conditions,
        )
        .order_by(DELIVERY.c.due_at, DELIVERY.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (
        update(DELIVERY)
        .where(DELIVERY.c.id == due.scalar_subquery(), DELIVERY.c.state == S.READY)
        .values(
            state=S.SENDING, lease=bindparam("token"), claimed_at=bindparam("now"), attempts=DELIVERY.c.attempts + 1
        )
        .returning(DELIVERY.c.id)
    )


_CLAIM = _claiming(~exists().where(LANE.c.name == _WHOLE_PLACE, LANE.c.free_at > bindparam("now"), *_NOT_OPENED))
_CLAIM_OPENED = _claiming(~exists().where(*_NOT_OPENED))


def claim_next(db: DbSession, now: datetime, lease: str, *, opening: bool = True) -> int | None:
    """Claims the delivery that has been due longest in a lane that is free; its id, or none. Unless `opening`, only
    one whose direct-message channel is known.

    Raises IntegrityError for who claims in the same lane at the same moment and comes second. A lane is free when
    nothing of it is on its way and its pause is over; for who was never written to, their place's too. What is
    unaccounted for does not hold it up: two minutes of silence would be worse than two messages in another order.
    """
    claim = _CLAIM if opening else _CLAIM_OPENED
    found: int | None = db.execute(claim, {"now": now, "token": lease}).scalar_one_or_none()
    return found


def settle(db: DbSession, delivery_id: int, lease: str, **values: Any) -> bool:
    """Writes the end of an attempt, if it is still this lease's to write; whether it was."""
    mine = (DELIVERY.c.id == delivery_id, DELIVERY.c.lease == lease, DELIVERY.c.state.in_(UNSETTLED))
    return bool(rows_changed(db, update(DELIVERY).where(*mine).values(**values)))


def expire(db: DbSession, now: datetime) -> int:
    """Gives up on what is too late to be of use; how many."""
    late = (DELIVERY.c.state == S.READY, DELIVERY.c.due_at <= now, DELIVERY.c.expires_at <= now)
    return rows_changed(db, update(DELIVERY).where(*late).values(state=S.EXPIRED, settled_at=now))


def attempts_in(db: DbSession, state: DeliveryState) -> Sequence[Attempt]:
    """The attempts that are on their way, or that nobody knows the end of."""
    found = select(DELIVERY.c.id, DELIVERY.c.attempts).where(DELIVERY.c.state == _literally(state))
    # ordered here: asked to, SQLite would read the whole outbox in order
    return sorted((one.id, one.attempts) for one in db.execute(found))


def abandon(db: DbSession, attempts: Sequence[Attempt]) -> int:
    """Marks as unknown what has been on its way for so long that its worker must be gone; how many."""
    lost = update(DELIVERY).where(
        DELIVERY.c.state == S.SENDING, DELIVERY.c.id.in_([delivery_id for delivery_id, _which in attempts])
    )
    return rows_changed(db, lost.values(state=S.UNKNOWN)) if attempts else 0


def take_over(db: DbSession, attempt: Attempt, lease: str) -> bool:
    """Puts an unknown delivery under a new lease, so that its old worker can no longer settle it.

    Not if it was tried once more since: how that ended is in doubt for a shorter time.
    """
    delivery_id, which = attempt
    mine = (DELIVERY.c.id == delivery_id, DELIVERY.c.attempts == which, DELIVERY.c.state == S.UNKNOWN)
    return bool(rows_changed(db, update(DELIVERY).where(*mine).values(lease=lease)))


def sent_under(db: DbSession, keys: Sequence[str]) -> Sequence[Delivery]:
    """The deliveries of these keys that were sent, or may have been."""
    begun = (S.SENDING, S.UNKNOWN, S.SENT)
    found = select(Delivery).where(Delivery.key.in_(keys), Delivery.state.in_(begun)).order_by(Delivery.id)
    return db.scalars(found).all()


def cancel_deliveries(db: DbSession, now: datetime, *conditions: Any) -> int:
    """Takes back what is still ready and meets the conditions; how many."""
    ready = (DELIVERY.c.state == S.READY, *conditions)
    return rows_changed(db, update(DELIVERY).where(*ready).values(state=S.CANCELLED, settled_at=now))


def owed_about(db: DbSession, kind: str, signup_ids: Sequence[int]) -> Sequence[int]:
    """Those of these sign-ups about which a message of that kind is still ready."""
    ready = (DELIVERY.c.state == S.READY, DELIVERY.c.kind == kind, DELIVERY.c.signup_id.in_(signup_ids))
    return db.scalars(select(DELIVERY.c.signup_id).where(*ready)).all()


def revive(db: DbSession, place_id: int, channel: str, now: datetime) -> int:
    """Takes up again what was parked for a channel; how many.

    What was refused is ready; what is in doubt, and bears the time of its claim, has to be looked for first, among
    all there is since it was due.
    """
    parked = (
        DELIVERY.c.state == _literally(S.PARKED),
        DELIVERY.c.place_id == place_id,
        DELIVERY.c.channel == channel,
        DELIVERY.c.coalesce.is_(None),
    )
    refused = DELIVERY.c.claimed_at.is_(None)
    state = case((refused, _literally(S.READY)), else_=_literally(S.UNKNOWN))
    due_at = case((refused, literal(now, DELIVERY.c.due_at.type)), else_=DELIVERY.c.due_at)
    again = update(DELIVERY).where(*parked).values(state=state, due_at=due_at, fault=None, settled_at=None)
    return rows_changed(db, again)


def next_due(db: DbSession) -> datetime | None:
    """When the next delivery is due, whenever that is."""
    found = select(DELIVERY.c.due_at).where(DELIVERY.c.state == S.READY).order_by(DELIVERY.c.due_at).limit(1)
    return db.execute(found).scalar_one_or_none()


def still_ready(db: DbSession, kind: str, opportunity_id: int) -> Sequence[Delivery]:
    """The deliveries of that kind about an opportunity that are not on their way yet."""
    about = (Delivery.opportunity_id == opportunity_id, Delivery.kind == kind, Delivery.state == S.READY)
    return db.scalars(select(Delivery).where(*about).order_by(Delivery.id)).all()


def recipients(db: DbSession, person_ids: Sequence[int]) -> dict[int, Recipient]:
    """Where each person is written to: their first account."""
    rows = db.execute(
        select(Account.person_id, Account.id, Account.place_id, Account.platform_id)
        .where(Account.person_id.in_(person_ids))
        .order_by(Account.id)
    )
    first: dict[int, Recipient] = {}
    for person_id, account_id, place_id, platform_id in rows:
        first.setdefault(person_id, Recipient(account_id, place_id, platform_id))
    return first


def accounts_of(person_ids: Sequence[int]) -> Select[int]:
    """The ids of these people's accounts, for a statement that asks about them."""
    return select(Account.id).where(Account.person_id.in_(person_ids))


def another_in(db: DbSession, state: DeliveryState, delivery: Delivery) -> bool:
    """Whether another delivery of the same `coalesce` is in that state."""
    same = (DELIVERY.c.coalesce == delivery.coalesce, DELIVERY.c.id != delivery.id)
    return bool(db.execute(select(exists().where(*same, DELIVERY.c.state == _literally(state)))).scalar())


def state_of(db: DbSession, key: str) -> DeliveryState | None:
    """The state of the delivery of that key, if it was ever owed."""
    return db.execute(select(DELIVERY.c.state).where(DELIVERY.c.key == key)).scalar_one_or_none()
