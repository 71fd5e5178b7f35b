"""A small town whose clock somebody sets, and a platform whose clock is right."""

from datetime import datetime, timedelta

from bot.delivery.claiming import LEASE
from bot.delivery.sending import QUARANTINE, Courier
from bot.delivery.wording import WORDING
from bot.desk import Desk
from db.engine import open_engine
from db.models import DeliveryState as S
from db.queries.delivery import expire
from tests.bot.marketplace.village import Village
from tests.faults.keeping import Keeping
from tests.town import START

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
REMINDERS = ("reminder.day", "reminder.hour")


class Watch:
    """A clock that somebody sets, and beside it what nobody sets: how long it has been running."""

    def __init__(self) -> None:
        self._set = START
        self._ran = timedelta()

    def now(self) -> datetime:
        return self._set + self._ran

    def true(self) -> datetime:
        """What other clocks show."""
        return START + self._ran

    def seconds(self) -> float:
        return self._ran.total_seconds()

    def passes(self, by: timedelta) -> None:
        self._ran += by

    def comes_to(self, instant: datetime) -> None:
        """Time passes until it shows this, if it did not yet."""
        self.passes(max(instant - self.now(), timedelta()))

    def jumps(self, by: timedelta) -> None:
        """Somebody sets it."""
        self._set += by


class WatchTown:
    """Ana is in, one card is out, and nothing is due."""

    def __init__(self, database: str) -> None:
        self.watch = Watch()
        self.village = Village(Desk(open_engine(database), self.watch.now, self.watch.seconds))
        self.messenger = Keeping(self.watch.true)
        self.starts()
        self.village.people("rosa", "ana", "luc")
        self.village.channel("C1")
        self.number = self.village.posts("rosa")
        self.village.joins("ana", self.number, "designer")
        self.sends()

    def starts(self) -> None:
        """Another process, that remembers nothing."""
        self.courier = Courier(self.village.desk, {self.village.place: self.messenger}, WORDING)

    def sends(self) -> None:
        """All that may be sent now and in the next seconds."""
        for _second in range(5):
            self.courier.reconcile()
            while (errand := self.courier.claim()) is not None:
                self.courier.deliver(errand)
            with self.village.desk.work() as work:
                expire(work.db, work.now)
            self.watch.passes(SECOND)

    def rests(self) -> None:
        """So long that whatever is in doubt has been looked for."""
        for spell in (timedelta(0), LEASE, QUARANTINE):
            self.watch.passes(spell)
            self.sends()

    def in_doubt(self) -> int:
        return sum(one.state in (S.SENDING, S.UNKNOWN) for one in self.village.owed(state=None))

    def names_on_the_card(self, *names: str) -> list[bool]:
        """Of which of them the card says that they are in."""
        card = self.village.owed("card.post", state=None)[0].message or ""
        return [name in str(self.messenger.shown[card]) for name in names]

    def seen(self, *kinds: str) -> list[int]:
        """How often each delivery of these kinds was posted."""
        return [len(self.messenger.posts.get(one.id, ())) for one in self.village.owed(*kinds, state=None)]
