"""How fast what is due goes out, and how often the platform is asked for it."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bot.delivery.sending import Courier
from db.engine import opened
from db.models import DeliveryState
from db.schema import migrate
from handlers.clock.metronome import Metronome
from handlers.clock.senders import Senders
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
CALL_S = 0.25
"""A call to Slack, as long as they usually take from Canada."""
LOOK_S = 0.01
SENDING_TICKS = ("deliver", "beat", "reconcile", "expire")
SEEDS, POSTINGS = (1, 2, 3), 12


def lanes(folder: Path) -> Iterator[Figure]:
    """A thousand due at once in fifty channels, sent by the senders a worker has, with its ticks, in real time."""
    with world(folder, 1) as town:
        owe(town.desk.engine, REMINDERS, ready=True, lanes=LANES)
        begun = time.monotonic()
        town.desk.now = lambda: NOW + timedelta(seconds=time.monotonic() - begun)
        town.desk.give_way()
        platform = Platform(lambda: time.sleep(CALL_S))
        courier = Courier(town.desk, {1: platform}, WORDING)
        senders = Senders(courier)
        metronome = Metronome([tick for tick in ticks(town.desk, courier, senders) if tick.name in SENDING_TICKS])
        senders.start()
        metronome.start()
        while platform.posts < REMINDERS:
            time.sleep(LOOK_S)
        took = time.monotonic() - begun
        metronome.stop()
        senders.stop()
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
