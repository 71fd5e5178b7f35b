"""What sends the village's messages, and dies doing it."""

from collections.abc import Callable, Collection
from datetime import timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from bot.delivery.claiming import LEASE, Errand
from bot.delivery.messenger import Ambiguous, Posted, Refused
from bot.delivery.sending import QUARANTINE, Courier
from bot.delivery.wording import WORDING
from bot.marketplace import life
from db.models import Account, Delivery
from db.models import DeliveryState as S
from db.queries.delivery import expire
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import Village
from tests.faults.keeping import FAILURES, Keeping

DELIVERS, DIES, POSTS_AND_DIES, WAKES, LOOKS = "delivers", "dies", "posts and dies", "wakes", "looks"
ERRANDS = (DELIVERS, *FAILURES, DIES, POSTS_AND_DIES, WAKES, LOOKS)
"""What may become of messages: all that are due are sent, the platform fails at the next one, a sender dies over one,
one that seemed dead wakes again, and what nobody knows the end of is looked for."""
SECOND = timedelta(seconds=1)
CHANNELS = ("C1", "C2")


class PostOffice:
    """`stopped` are the senders that ended half way, each with what it held and what it had posted of it.

    `worded` hears of each new message that somebody is about to post.
    """

    def __init__(self, village: Village, clock: FrozenClock, worded: Callable[[Errand], None]) -> None:
        self.village = village
        self.clock = clock
        self.messenger = Keeping(clock.now)
        self.courier = Courier(village.desk, {village.place: self.messenger}, WORDING)
        self.stopped: list[tuple[Errand, Posted | None]] = []
        self._worded = worded

    def does(self, errand: str) -> None:
        """One of ERRANDS."""
        if errand in FAILURES:
            self.messenger.trouble.append(errand)
        else:
            {
                DELIVERS: self.deliver,
                DIES: lambda: self.sender_stops(posted=False),
                POSTS_AND_DIES: lambda: self.sender_stops(posted=True),
                WAKES: self.sender_wakes,
                LOOKS: self.reconcile,
            }[errand]()

    def tick(self) -> None:
        """What the metronome does but for sending."""
        with self.village.desk.work() as work:
            life.complete_past(work)
        with self.village.desk.work() as work:
            expire(work.db, work.now)

    def deliver(self) -> None:
        """Sends all that is due; the clock moves a second between two to one channel, and waits for no dead sender."""
        for _round in range(60):
            while (errand := self._claim()) is not None:
                self.courier.deliver(errand)
            if not self._due_soon():
                return
            self.clock.advance(SECOND)
            self.tick()

    def _claim(self) -> Errand | None:
        errand = self.courier.claim()
        if errand is not None and errand.message is not None and errand.edits is None:
            self._worded(errand)
        return errand

    def doubted(self) -> Collection[str]:
        """To whom, or in which channel, something is on its way, or nobody knows whether it came."""
        to = select(Account.platform_id, Delivery.channel).select_from(Delivery).outerjoin(Account)
        found = to.where(Delivery.state.in_((S.SENDING, S.UNKNOWN)))
        return {who or str(channel) for who, channel in self.village.sees(lambda work: work.sql.execute(found).all())}

    def _due_soon(self) -> bool:
        """Whether something is due in a lane that no dead sender holds."""
        now, held = self.clock.now(), aliased(Delivery)
        due = select(Delivery.id).where(
            Delivery.state == S.READY,
            Delivery.due_at <= now,
            ~exists().where(held.lane == Delivery.lane, held.state == S.SENDING),
        )
        return bool(self.village.sees(lambda work: work.sql.execute(due.limit(1)).all()))

    def sender_stops(self, *, posted: bool) -> None:
        """Somebody claims what is due next and is not heard of any more, before or after it was posted."""
        errand = self._claim()
        if errand is None:
            return
        done: Posted | None = None
        if posted and errand.message is not None:
            try:
                done = self.courier._call(errand, errand.message, *self.courier._way_of(errand))
            except (Refused, Ambiguous):
                return  # it will not say how it ended, and wakes no more
        self.stopped.append((errand, done))

    def sender_wakes(self) -> None:
        """One that was only asleep goes on where it was."""
        if not self.stopped:
            return
        errand, posted = self.stopped.pop(0)
        if posted is None:
            self.courier.deliver(errand)
        else:
            self.courier._settle(errand, S.SENT, posted=posted)

    def reconcile(self) -> None:
        """Later, when every lease and every quarantine is over."""
        self.courier.reconcile()
        for spell in (LEASE + SECOND, QUARANTINE + SECOND):
            self.clock.advance(spell)
            self.courier.reconcile()

    def settle_everything(self) -> None:
        """The platform is well, nobody dies any more, and all that is due is sent."""
        self.messenger.trouble.clear()
        while self.stopped:
            self.sender_wakes()
        self.reconcile()
        self.tick()
        self.deliver()
        self.tick()
