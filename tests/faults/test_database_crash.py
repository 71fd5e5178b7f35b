"""PostgreSQL crashes and starts again in the middle of everything: no answered commit is lost, and none is doubled.

The server is the test's own, and keeps what it says it keeps: the one the other tests share does not.
"""

import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.messenger import InTime, Posted, Stamp
from bot.delivery.sending import Courier
from bot.delivery.wording import WORDING
from bot.desk import Desk
from bot.errors import Refusal
from bot.messages.message import Message
from db.engine import open_engine
from db.models import Account, Signup, SignupState
from db.models import DeliveryState as S
from db.schema import migrate
from tests.bot.marketplace.village import UNDATED, Village
from tests.faults.keeping import Keeping
from tests.faults.watch import SECOND, Watch
from tests.postgres import KEPT, Server

SEATS, PEOPLE, QUEUES, CRASHES = 30, 120, 4, 3
LEAVES_EVERY = 3
CALMS_DOWN = 400
"""Rounds of a second each in which all that is owed must have gone out: longer than a lease and a quarantine."""


class Shared(Keeping):
    """Several senders post at once."""

    def __init__(self, watch: Watch) -> None:
        super().__init__(watch.true)
        self._alone = threading.Lock()

    def post(self, channel: str, message: Message, stamp: Stamp, in_time: InTime, thread: str = "") -> Posted:
        with self._alone:
            return super().post(channel, message, stamp, in_time, thread)


class Rush:
    """Everybody signs up at once, and every third of them leaves again; whoever is not answered asks again."""

    def __init__(self, url: str) -> None:
        self.watch = Watch()
        self.village = Village(Desk(open_engine(url), self.watch.now, self.watch.seconds))
        self.messenger = Shared(self.watch)
        self.names = [f"p{n}" for n in range(PEOPLE)]
        self.village.people("rosa", *self.names)
        self.village.channel("C1")
        self.number = self.village.posts("rosa", roles=f"Walker {SEATS}", **UNDATED)
        self.unanswered = 0
        self.over = threading.Event()

    def stands_in(self, queue: int) -> None:
        for place, who in enumerate(self.names[queue::QUEUES]):
            self._insists(lambda who=who: self.village.joins(who, self.number))  # type: ignore[misc]
            if place % LEAVES_EVERY == 0:
                self._insists(lambda who=who: self.village.leaves(who, self.number))  # type: ignore[misc]

    def _insists(self, ask: Callable[[], object]) -> None:
        """A refusal is an answer: it was done the time before."""
        while not self.over.is_set():
            try:
                with suppress(Refusal):
                    ask()
                return
            except SQLAlchemyError:
                self.unanswered += 1
                time.sleep(0.02)

    def sends(self) -> None:
        """One of several senders, until it is over."""
        courier = self._courier()
        while not self.over.is_set():
            try:
                errand = courier.claim()
                if errand is not None:
                    courier.deliver(errand)
            except SQLAlchemyError:
                errand = None
            if errand is None:
                time.sleep(0.01)

    def _courier(self) -> Courier:
        return Courier(self.village.desk, {self.village.place: self.messenger}, WORDING)

    def calms_down(self) -> None:
        """All that is owed goes out."""
        courier = self._courier()
        for _second in range(CALMS_DOWN):
            courier.reconcile()
            while (errand := courier.claim()) is not None:
                courier.deliver(errand)
            self.watch.passes(SECOND)

    # what is true in the end

    def states(self) -> dict[str, list[SignupState]]:
        rows = select(Account.platform_id, Signup.state).join(Signup, Signup.person_id == Account.person_id)
        found: dict[str, list[SignupState]] = {}
        for who, state in self.village.sees(lambda work: work.db.execute(rows).all()):
            found.setdefault(who, []).append(state)
        return found

    def check(self) -> None:
        """Each sign-up once, no seat empty while somebody waits, each message seen once, and who moved up was told."""
        left = [who for queue in range(QUEUES) for who in self.names[queue::QUEUES][::LEAVES_EVERY]]
        states = self.states()
        assert {who: len(several) for who, several in states.items()} == dict.fromkeys(self.names, 1)
        assert sorted(who for who, (state,) in states.items() if state is SignupState.LEFT) == sorted(left)
        assert sum(state is SignupState.IN for (state,) in states.values()) == SEATS
        assert self.village.taken(self.number) == {"Walker": SEATS}
        owed = self.village.owed(state=None)
        assert {one.state for one in owed} <= {S.SENT, S.CANCELLED}
        seen = {one.id: len(self.messenger.posts.get(one.id, ())) for one in owed if one.coalesce is None}
        assert seen == {one.id: one.state is S.SENT for one in owed if one.coalesce is None}
        promoted = select(Signup.id).where(Signup.promoted_at.is_not(None), Signup.state == SignupState.IN)
        told = [one.subject_id for one in owed if one.kind == "signup.promoted" and one.state is S.SENT]
        assert set(self.village.sees(lambda work: work.db.scalars(promoted).all())) <= set(told)
        assert len(told) == len(set(told))


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server(KEPT)
    yield server
    server.stop()


def test_a_database_that_crashes_loses_and_doubles_nothing(server: Server, chance: int) -> None:
    dice = random.Random(chance)
    engine = open_engine(server.url)
    migrate(engine)
    engine.dispose()
    rush = Rush(server.url)
    with ThreadPoolExecutor() as threads:
        senders = [threads.submit(rush.sends) for _sender in range(2)]
        queues = [threads.submit(rush.stands_in, queue) for queue in range(QUEUES)]
        try:
            for _crash in range(CRASHES):
                time.sleep(dice.uniform(0.05, 0.3))
                server.crash(dice.choice([signal.SIGQUIT, signal.SIGKILL]))
                server.start()
            for queue in queues:
                queue.result()
        finally:
            rush.over.set()
        for sender in senders:
            sender.result()
    assert rush.unanswered > 0, "it crashed while nobody asked for anything"
    rush.calms_down()
    rush.check()
    rush.village.desk.engine.dispose()
