"""Claiming what is due: claim, commit, word. What cannot be worded is put aside, and the next is claimed."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy.exc import IntegrityError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from bot.delivery.following import follow
from bot.delivery.saying import Wording
from bot.desk import Desk
from bot.messages.file import File
from bot.messages.message import Message
from db.models import Account, Delivery, DeliveryState
from db.queries import delivery as queries

CLAIM_TRIES = 20
LEASE = timedelta(seconds=60)
"""After this a claimed delivery counts as abandoned: longer than any call may take."""
AWAY = (OperationalError, InterfaceError, InternalError, NoConnection)
"""What is raised where the database is at fault, and not what is asked of it."""
AGAIN = timedelta(seconds=10)
"""How long what it did not answer about waits, so that others are not held up by it."""
UNWORDED = "cannot be worded"

log = structlog.get_logger()
S = DeliveryState


@dataclass(frozen=True, slots=True)
class Errand:
    """A claimed delivery, ready to go: its text, and where to. No message: there is nothing left to say.

    `until` is when the lease ends by the desk's seconds; `turn` is whose channel has to be opened first, at the door.
    """

    delivery: Delivery
    lease: str
    message: Message | File | None
    channel: str | None
    user: str | None
    edits: str | None
    later: bool = False
    until: float = 0.0
    turn: float | None = None

    @property
    def opens(self) -> bool:
        """Whether a direct-message channel has to be opened for it."""
        return self.message is not None and self.channel is None


class Claims:
    """Hands out what is due, to any number of threads."""

    def __init__(self, desk: Desk, wording: Mapping[str, Wording]) -> None:
        self._desk = desk
        self._wording = wording

    def next(self, *, opening: bool) -> Errand | None:
        """What has been due longest in a lane that is free, claimed and worded; none if there is nothing such.

        Unless `opening`, only what needs no direct-message channel to be opened.

        Raises one of AWAY while the database does not answer: then nothing was said, and what was claimed is ready
        again, or is found as a dead worker's would be.
        """
        while True:
            lease, until = secrets.token_hex(8), self._desk.seconds() + LEASE.total_seconds()
            claimed = self._claim(lease, opening)
            if claimed is None:
                return None
            try:
                errand = self._worded(claimed, lease, until)
            except AWAY:
                with suppress(*AWAY):
                    self._give_back(claimed, lease)
                raise
            except Exception:
                # what cannot be worded today cannot be tomorrow: put aside, it holds up nobody else
                log.exception("delivery cannot be worded", id=claimed)
                self._put_aside(claimed, lease)
            else:
                if errand is not None:
                    return errand

    def _claim(self, lease: str, opening: bool) -> int | None:
        for _try in range(CLAIM_TRIES):
            try:
                with self._desk.claiming() as work:
                    return queries.claim_next(work.db, work.now, lease, opening=opening)
            except IntegrityError:
                log.debug("lane taken meanwhile")  # by another who claimed at the same moment: it is free no longer
        return None

    def _worded(self, claimed: int, lease: str, until: float) -> Errand | None:
        """None when somebody else has it by now: whoever claimed it slept in between."""
        with self._desk.reading() as work:
            delivery = work.db.get_one(Delivery, claimed)
            if delivery.lease != lease:
                return None
            said = self._wording[delivery.kind](work, delivery)
            account = work.db.get(Account, delivery.account_id) if delivery.account_id else None
            return Errand(
                delivery,
                lease,
                said.message,
                channel=account.dm_channel if account else delivery.channel,
                user=account.platform_id if account else None,
                edits=said.edits,
                later=said.later,
                until=until,
            )

    def _give_back(self, claimed: int, lease: str) -> None:
        with self._desk.work() as work:
            queries.settle(work.db, claimed, lease, state=S.READY, due_at=work.now + AGAIN)

    def _put_aside(self, claimed: int, lease: str) -> None:
        with self._desk.work() as work:
            if queries.settle(work.db, claimed, lease, state=S.PARKED, fault=UNWORDED, settled_at=work.now):
                follow(work, work.db.get_one(Delivery, claimed), S.PARKED, None)
