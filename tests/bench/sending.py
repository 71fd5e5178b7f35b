"""How fast what is due goes out, and how often the platform is asked for it."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bot.delivery.sending import Courier
from db.engine import opened
from db.models import DeliveryState
from db.schema import migrate
from handlers.clock.senders import SENDERS, Senders
from handlers.clock.ticks import ticks
from sandbox.faults import Weather
from tests.bench.figures import Figure
from tests.bench.outbox import owe
from tests.bench.platform import WORDING, Platform
from tests.bench.signing_up import world
from tests.bench.world import NOW
from tests.faults.ledger import SENDING, Ledger
from tests.faults.test_slack import ANY, SHARE
from tests.town import Town, open_sandbox

REMINDERS, LANES = 1_000, 50
ALLOWED_S = REMINDERS / LANES
CALL_S = 0.1
SEEDS, POSTINGS = (1, 2, 3), 12


class MovedClock:
    """Goes while the processor works for us, and is moved ahead over what would only be waited for."""

    def __init__(self) -> None:
        self._began, self._ahead = time.process_time(), 0.0

    def seconds(self) -> float:
        return time.process_time() - self._began + self._ahead

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds())

    def move(self, seconds: float) -> None:
        self._ahead += seconds


def lanes(folder: Path) -> Iterator[Figure]:
    """A thousand due at once in fifty channels; the senders share one thread, so a call counts for its share of them.

    They rest as they do in life: until the next tick, or until they know that a pause is over.
    """
    with world(folder, 1) as town:
        owe(town.desk.engine, REMINDERS, ready=True, lanes=LANES)
        clock = MovedClock()
        town.desk.now = clock.now
        platform = Platform(lambda: clock.move(CALL_S / SENDERS))
        courier = Courier(town.desk, {1: platform}, WORDING)
        senders = Senders(courier, 0, clock.seconds)
        every = next(tick.seconds for tick in ticks(town.desk, courier, senders) if tick.name == "deliver")
        while platform.posts < REMINDERS:
            senders.deliver_all()
            to_tick = every - clock.seconds() % every
            paused = senders.paused_for()
            clock.move(to_tick if paused is None else min(paused, to_tick))
        took = clock.seconds()
    allowed = "one message a second and channel"
    yield Figure(f"Sending {REMINDERS:,} reminders to {LANES} channels", allowed, took, ALLOWED_S, goal=1.1, unit="s")


def calls(folder: Path) -> Iterator[Figure]:
    """Cards posted, repainted, and the news of a freed seat, while one call in seven goes wrong, in every way."""
    asked = seen = 0
    for seed in SEEDS:
        database = f"sqlite:///{folder / f'{seed}.db'}"
        with opened(database) as engine:
            migrate(engine)
        with open_sandbox() as slack:
            town = Town(slack, database)
            ledger = Ledger(town)
            ledger.breaks(Weather(seed, SHARE, list(ANY.values()), SENDING))
            _season(ledger)
            asked += sum(ledger.faults.calls[method] for method in SENDING)
            seen += ledger.states()[DeliveryState.SENT]
            town.close()
    yield Figure("Calls to send, under the fault mix", "messages that arrived", asked, seen, goal=1.5, unit="in all")


def _season(ledger: Ledger) -> None:
    town = ledger.town
    for number in range(1, POSTINGS + 1):
        ledger.posts(f"Task {number}")
    ledger.settles()
    ledger.passes_on_seats(POSTINGS)
    town.deliver()
    ledger.settles()
