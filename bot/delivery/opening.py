"""Opening direct-message channels: one at a time, and none while the platform says to wait."""

import threading
from datetime import timedelta

from bot.delivery.messenger import Ambiguous, Messenger, Permanent, Refused
from bot.desk import Desk
from db.models import Account, Delivery
from db.queries.lanes import held_until, hold_place

AGAIN = timedelta(seconds=1)
TURN_S = 5
"""How long a sender waits for the others before it does something else. More than seven take to open."""


class Unopened(Refused):
    """This one channel was not opened, as far as anybody knows. It says nothing of the rest of the place."""


class Door:
    """Opens channels for any number of threads.

    Platforms count openings for a whole place, not for a channel: Slack takes about fifty a minute
    (docs.slack.dev/reference/methods/conversations.open). So a no to one holds whatever needs an opening there, and
    senders open in turn: who comes after it then knows, and does not ask.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turn = threading.Lock()

    def open(self, messenger: Messenger, delivery: Delivery, user: str | None) -> str:
        """The direct-message channel, remembered. Raises Unopened, Refused or Permanent."""
        if user is None or delivery.account_id is None:
            raise Permanent("channel_not_found")
        if not self._turn.acquire(timeout=TURN_S):
            raise Refused("others are being opened", AGAIN)
        try:
            self._must_be_free(delivery.place_id)
            channel = self._opened(messenger, delivery.place_id, user)
        finally:
            self._turn.release()
        with self._desk.work() as work:
            work.db.get_one(Account, delivery.account_id).dm_channel = channel
        return channel

    def _must_be_free(self, place_id: int) -> None:
        with self._desk.reading() as work:
            until = held_until(work.db, place_id)
        if until is not None and until > work.now:
            raise Refused("the place is held", until - work.now)

    def _opened(self, messenger: Messenger, place_id: int, user: str) -> str:
        """In doubt it is simply tried again: opening twice opens the same channel."""
        try:
            return messenger.direct_channel(user)
        except Ambiguous as doubt:
            raise Unopened(str(doubt), AGAIN) from doubt
        except Refused as refusal:
            with self._desk.work() as work:
                hold_place(work.db, place_id, work.now + refusal.wait)
            raise
