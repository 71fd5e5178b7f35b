"""How long somebody waits for an answer: alone, in a crowd, beside a busy worker, and when they ask twice."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from tests.bench.costs import SIGN_UP
from tests.bench.figures import Figure
from tests.bench.outbox import owe
from tests.bench.requests import command, sending
from tests.bench.signing_up import must_be_in, signing_up, world
from tests.bench.timing import WALL, median, percentile, side_by_side
from tests.bench.world import NOW, World, bolt, listen_to_all
from tests.town import ROOT

AT_ONCE, TURNS, ROUNDS = 8, 40, 5
LANES = 50
SPREAD, PAUSE_S = 250, 0.01
"""Spread over seconds: a worker sends in bursts, a message a second and channel."""


def waiting(folder: Path) -> Iterator[Figure]:
    """A sign-up from request to answer, disk and all; one after another, and now and then."""
    against = "an empty listener in Bolt's default mode"
    with world(folder, 900) as town, bolt(at_once=False) as empty:
        listen_to_all(empty)
        sign_up, nothing = signing_up(town), sending(empty, SIGN_UP)
        took, base = _usual(_alone(sign_up, 500)), _usual(_alone(nothing, 100))
        yield Figure("Median time until a sign-up is answered, one after another", against, took, base, goal=0.15)
        took, base = side_by_side(sign_up, nothing, rounds=11, each=10, clock=WALL)
        yield Figure("Mean time until a sign-up is answered, taking turns", against, took, base)


def repeating(folder: Path) -> Iterator[Figure]:
    """The same request twice: the second is answered from its receipt."""
    with world(folder, 600) as town:
        signing_up(town)
        people = iter(list(town.people))
        asked: list[Callable[[], str]] = []

        def first() -> None:
            asked.append(sending(town.app, command(next(people), "signup 1 designer")))
            must_be_in(asked[-1]())

        took, base = side_by_side(first, lambda: must_be_in(asked[-1]()), rounds=11, each=20, clock=WALL)
        yield Figure("Time until a repeated sign-up is answered", "the first", base, took, goal=1)


def crowding(folder: Path) -> Iterator[Figure]:
    """Eight sign up at once; and one at a time while another process sends as fast as fifty channels take."""
    with world(folder, 5_000) as town:
        sign_up = signing_up(town)
        rounds = [(_slowest(_together(sign_up)), AT_ONCE * _usual(_alone(sign_up))) for _round in range(ROUNDS)]
        yield Figure("99th percentile of a sign-up, eight at once", "eight of them alone", *median(rounds), goal=4)
        owe(town.desk.engine, 4_000, ready=True, lanes=LANES)
        rounds = []
        for _round in range(3):
            quiet = _slowest(_alone(sign_up, SPREAD, PAUSE_S))
            with busy_worker(town):
                rounds.append((_slowest(_alone(sign_up, SPREAD, PAUSE_S)), quiet))
        yield Figure("99th percentile of a sign-up beside a busy worker", "without one", *median(rounds), goal=2)


def _slowest(times: list[float]) -> float:
    return percentile(times, 99)


def _usual(times: list[float]) -> float:
    return percentile(times, 50)


def _alone(step: Callable[[], object], count: int = 3 * TURNS, pause: float = 0) -> list[float]:
    """Microseconds each of so many took, one after another with a pause between."""
    times = []
    for _turn in range(count):
        time.sleep(pause)
        start = time.perf_counter_ns()
        step()
        times.append((time.perf_counter_ns() - start) / 1000)
    return times


def _together(sign_up: Callable[[], None]) -> list[float]:
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        every = [crowd.submit(_alone, sign_up, TURNS) for _one in range(AT_ONCE)]
        return [took for one in every for took in one.result()]


@contextmanager
def busy_worker(town: World) -> Iterator[None]:
    """A process that sends what the town owes, and ticks; it has begun to."""
    words = [sys.executable, "-m", "tests.bench.worker", str(town.desk.engine.url.database), NOW.isoformat()]
    process = subprocess.Popen(words, cwd=ROOT, text=True, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        if process.stdout.readline() != "sending\n":
            raise RuntimeError("the worker does not send")
        yield
        if process.poll() is not None:
            raise RuntimeError("the worker has ended")
    finally:
        process.terminate()
        process.communicate()
