"""Opening direct-message channels: one at a time, and none while the platform says to wait."""

import threading
from datetime import timedelta

from bot.delivery.claiming import LEASE
from bot.delivery.messenger import Ambiguous, Messenger, Permanent, Refused
from bot.desk import Desk
from db.models import Account, Delivery
from db.queries.lanes import held_until, hold_place

AGAIN, LATEST = timedelta(seconds=2), timedelta(minutes=5)
"""How long somebody whose channel did not open waits after the first try, and at most after many: twice as long each
time, so that others have their turn."""
Turn = float
"""When a turn at the door is over by itself, by the desk's seconds."""


class Unopened(Refused):
    """This one channel was not opened, as far as anybody knows. It says nothing of the rest of the place."""


class Door:
    """Where direct-message channels are opened. Any number of threads may share one; one at a time has its turn.

    Platforms count openings for a whole place, not for a channel: Slack takes about fifty a minute
    (docs.slack.dev/reference/methods/conversations.open). So a no to one holds whatever needs an opening there; and
    while one opens, the others claim what needs none, since a platform that is slow at this may be quick at the rest.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._guard = threading.Lock()
        self._turn: Turn = 0.0

    def enter(self) -> Turn | None:
        """A turn, unless somebody else has it. Who never leaves has it until their lease is over."""
        with self._guard:
            if self._desk.seconds() < self._turn:
                return None
            self._turn = self._desk.seconds() + LEASE.total_seconds()
            return self._turn

    def leave(self, turn: Turn | None) -> None:
        with self._guard:
            if turn == self._turn:
                self._turn = 0.0

    def open(self, messenger: Messenger, delivery: Delivery, user: str | None) -> str:
        """The direct-message channel, remembered. Raises Unopened, Refused or Permanent."""
        if user is None or delivery.account_id is None:
            raise Permanent("channel_not_found")
        self._must_be_free(delivery.place_id)
        channel = self._opened(messenger, delivery, user)
        with self._desk.work() as work:
            work.db.get_one(Account, delivery.account_id).dm_channel = channel
        return channel

    def _must_be_free(self, place_id: int) -> None:
        """Another process may have been told to wait meanwhile."""
        with self._desk.reading() as work:
            until = held_until(work.db, place_id)
        if until is not None and until > work.now:
            raise Refused("the place is held", until - work.now)

    def _opened(self, messenger: Messenger, delivery: Delivery, user: str) -> str:
        """In doubt it is simply tried again: opening twice opens the same channel."""
        try:
            return messenger.direct_channel(user)
        except Ambiguous as doubt:
            raise Unopened(str(doubt), min(AGAIN * 2 ** min(delivery.attempts, 10), LATEST)) from doubt
        except Refused as refusal:
            with self._desk.work() as work:
                hold_place(work.db, delivery.place_id, work.now + refusal.wait)
            raise
