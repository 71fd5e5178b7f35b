"""Sending what is due: claim, commit, call, settle. No transaction is open while the platform is called."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import structlog

from bot.delivery.claiming import AWAY, LEASE, UNWORDED, Claims, Errand
from bot.delivery.doubt import Steps, Vigil
from bot.delivery.following import ended, follow
from bot.delivery.messenger import Ambiguous, Gone, Messenger, Permanent, Posted, Refused
from bot.delivery.opening import Door, Unopened
from bot.delivery.outbox import stamp_of, thread_of
from bot.delivery.saying import FILES, Wording
from bot.desk import Desk
from bot.messages.file import File
from bot.messages.message import Message
from db.models import Account, Delivery, DeliveryState
from db.queries import delivery as queries
from db.queries.lanes import catch_up, pause_lane

PAUSE = timedelta(seconds=1)
"""Between two messages to one channel: Slack takes about one a second (docs.slack.dev/apis/web-api/rate-limits)."""
CARD_LATER = timedelta(seconds=30)
"""How long a repaint waits for its card to be posted."""
LONG_PAUSE = timedelta(seconds=60)
"""Longer than a platform usually asks for: a pause beyond it may come of a clock that was put back."""
APART = timedelta(hours=2)
"""How far our clock may be ahead of the platform's when a message is looked for: an hour it jumped, and some."""
QUARANTINE = timedelta(seconds=120)
"""How long an unknown delivery rests before it is looked for: longer than the client's time-out and the
platform's longest late acceptance together (see the design)."""

log = structlog.get_logger()
S = DeliveryState


class Courier:
    """Delivers, one claimed delivery at a time; any number of threads may share one."""

    def __init__(
        self,
        desk: Desk,
        messengers: Mapping[int, Messenger],
        wording: Mapping[str, Wording],
        watch: Callable[[str], None] = lambda _state: None,
    ) -> None:
        """`watch` is told of each attempt, in which state it ended."""
        self._desk = desk
        self._messengers = messengers
        self._claims = Claims(desk, wording)
        self._watch = watch
        self._door = Door(desk)
        self._sending, self._unknown = Vigil(desk), Vigil(desk)
        self._steps = Steps(lambda: desk.now().timestamp(), desk.seconds)
        self._put_back = False

    def claim(self) -> Errand | None:
        """Claims what has been due longest, if a lane with something due is free, and words it."""
        turn = self._door.enter()
        errand = None
        try:
            errand = self._claims.next(opening=turn is not None)
            return replace(errand, turn=turn) if errand and errand.opens else errand
        finally:
            if errand is None or not errand.opens:
                self._door.leave(turn)

    def deliver(self, errand: Errand) -> timedelta:
        """Sends what was claimed and writes down how it ended; for how long its lane is not free."""
        try:
            if errand.message is None:
                self._settle(errand, S.READY if errand.later else S.CANCELLED)
                return timedelta()
            return self._run(errand, errand.message)
        finally:
            self._door.leave(errand.turn)

    def _run(self, errand: Errand, message: Message | File) -> timedelta:
        """A pause begins with a call, not with its end: a platform counts what comes in, however long it takes."""
        wait = PAUSE
        try:
            messenger, channel = self._way_of(errand)
            began = self._desk.seconds()
            posted = self._call(errand, message, messenger, channel)
        except Refused as refusal:
            wait = refusal.wait
            self._settle(errand, S.READY, fault=str(refusal), wait=wait)
        except Ambiguous as doubt:
            self._settle(errand, S.UNKNOWN, fault=str(doubt))
        except Gone as fault:
            self._settle(errand, S.CANCELLED, fault=str(fault))
        except Permanent as fault:
            self._settle(errand, S.PARKED, fault=str(fault))
        except AWAY:
            raise  # nobody knows what became of it, and it is found as a dead worker's would be
        except Exception:
            # a bug of ours on the way would come again at each try: put aside, and the admins are told
            log.exception("delivery failed", id=errand.delivery.id)
            self._settle(errand, S.PARKED, fault=UNWORDED)
        else:
            wait = max(timedelta(), PAUSE - timedelta(seconds=self._desk.seconds() - began))
            self._settle(errand, S.SENT, posted=posted, wait=wait)
        return wait

    def _way_of(self, errand: Errand) -> tuple[Messenger, str]:
        """Who sends it, and the channel it goes to, opened if it must be."""
        messenger = self._messengers.get(errand.delivery.place_id)
        if messenger is None:
            raise Refused("not_connected", timedelta(seconds=30))
        return messenger, errand.channel or self._door.open(messenger, errand.delivery, errand.user)

    def _call(self, errand: Errand, message: Message | File, messenger: Messenger, channel: str) -> Posted:
        in_time = partial(self._must_be_in_time, errand)
        if isinstance(message, File):
            return messenger.send_file(channel, message, in_time)
        if errand.edits and errand.channel:
            messenger.update(channel, errand.edits, message, in_time)
            return Posted(channel, errand.edits)
        return messenger.post(channel, message, stamp_of(errand.delivery), in_time, thread_of(errand.delivery))

    def _must_be_in_time(self, errand: Errand) -> None:
        """Whoever slept past their lease says nothing any more: another may have said it. Raises Refused.

        By both clocks: the monotonic one stands still while a machine is suspended, the other may be put back.
        """
        claimed = errand.delivery.claimed_at
        slept = claimed is None or self._desk.now() - claimed >= LEASE
        if slept or self._desk.seconds() >= errand.until:
            raise Refused("the lease is over", PAUSE)

    def _settle(
        self,
        errand: Errand,
        state: DeliveryState,
        *,
        posted: Posted | None = None,
        fault: str | None = None,
        wait: timedelta = PAUSE,
    ) -> None:
        delivery = errand.delivery
        with self._desk.work() as work:
            values: dict[str, Any] = {"state": state, "fault": fault}
            if state is S.READY:
                state = self._ready_again(work.db, delivery, values)
                if errand.later:
                    values["due_at"] = work.now + CARD_LATER
            if state not in (S.READY, S.UNKNOWN):
                values.update(ended(state, work.now, tried=errand.message is not None))
            if posted is not None:
                values["message"] = posted.message
            mine = queries.settle(work.db, delivery.id, errand.lease, **values)
            if mine and errand.message is not None:
                pause_lane(work.db, delivery.lane, work.now + wait)
            if mine:
                follow(work, delivery, state, posted)
        self._watch(state)
        log.info("delivery", id=delivery.id, kind=delivery.kind, state=state, fault=fault, mine=mine)

    def _ready_again(self, db: Any, delivery: Delivery, values: dict[str, Any]) -> DeliveryState:
        """A repaint gives way to a younger one of the same card; anything else is ready again."""
        if delivery.coalesce and queries.another_in(db, S.READY, delivery):
            values["state"] = S.CANCELLED
        return DeliveryState(values["state"])

    def reconcile(self) -> None:
        """Finds out what became of the deliveries whose end nobody knows, once this process has seen them rest."""
        self._put_back = self._steps.put_back() or self._put_back
        with self._desk.work() as work:
            if self._put_back:
                catch_up(work.db, work.now, LONG_PAUSE)
            queries.abandon(work.db, self._sending.lasting(queries.attempts_in(work.db, S.SENDING), LEASE))
            waiting = self._unknown.lasting(queries.attempts_in(work.db, S.UNKNOWN), QUARANTINE)
        self._put_back = False  # committed
        try:
            for attempt in waiting:
                self._reconcile(attempt)
        except Refused as refusal:
            log.info("reconciling is put off", fault=str(refusal))  # histories, too, are counted for the whole place

    def _reconcile(self, attempt: queries.Attempt) -> None:
        """Looks for one in its channel's history. Raises Refused when nothing of the place can be now."""
        lease = secrets.token_hex(8)
        with self._desk.work() as work:
            if not queries.take_over(work.db, attempt, lease):
                return
            delivery = work.db.get_one(Delivery, attempt[0])
            account = work.db.get(Account, delivery.account_id) if delivery.account_id else None
            channel = account.dm_channel if account else delivery.channel
            user = account.platform_id if account else None
        errand = Errand(delivery, lease, None, channel, user, None)
        messenger = self._messengers.get(delivery.place_id)
        if messenger is None:
            return
        if delivery.kind.startswith(FILES):
            self._settle(errand, S.CANCELLED, fault="in doubt")  # no history tells it: who asked may ask again
            return
        if delivery.coalesce:
            self._settle(errand, S.READY)
            return
        try:
            posted = self._look_for(errand, messenger)
        except (Ambiguous, Unopened):
            return
        except Permanent as fault:
            self._settle(errand, S.PARKED, fault=str(fault))
        else:
            self._settle(errand, S.SENT if posted else S.READY, posted=posted)

    def _look_for(self, errand: Errand, messenger: Messenger) -> Posted | None:
        """The message in its channel's history, which is opened first where nobody knows that it was: a backup that was
        restored may not, nor when the message was tried, so it is looked for from before it was due."""
        turn = None if errand.channel else self._door.enter()
        if errand.channel is None and turn is None:
            raise Unopened("another is being opened", PAUSE)
        try:
            delivery = errand.delivery
            channel = errand.channel or self._door.open(messenger, delivery, errand.user)
            found = messenger.find(channel, stamp_of(delivery), delivery.due_at - APART, thread_of(delivery))
        finally:
            self._door.leave(turn)
        return Posted(channel, found) if found else None
