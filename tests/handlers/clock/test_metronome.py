"""The metronome: no tick twice at once, none for ever, and a clean stop."""

import threading
import time

import pytest

from handlers.clock.metronome import Metronome
from handlers.clock.ticks import Tick


def test_a_job_that_still_runs_is_not_started_again() -> None:
    guard, at_once, runs = threading.Lock(), [0], [0]

    def slow() -> None:
        with guard:
            at_once[0] += 1
            runs[0] = max(runs[0], at_once[0])
        time.sleep(0.1)
        with guard:
            at_once[0] -= 1

    metronome = Metronome([Tick("slow", 0.02, slow)])
    metronome.start()
    time.sleep(0.35)
    metronome.stop()
    assert runs == [1]


def test_a_job_that_breaks_comes_again() -> None:
    called = threading.Semaphore(0)

    def breaks() -> None:
        called.release()
        raise KeyError("a bug")

    metronome = Metronome([Tick("breaks", 0.02, breaks)])
    metronome.start()
    assert all(called.acquire(timeout=5) for _ in range(3))
    metronome.stop()


@pytest.mark.parametrize(("takes", "ended"), [(0.3, True), (30.0, False)], ids=["soon", "not soon"])
def test_what_runs_when_told_to_stop_has_a_moment_to_end(takes: float, *, ended: bool) -> None:
    """A database connection that was open would be left open; a Slack that hangs would keep the process."""
    begun, enough, done = threading.Event(), threading.Event(), threading.Event()

    def run() -> None:
        begun.set()
        enough.wait(takes)
        done.set()

    metronome = Metronome([Tick("takes", 60, run)])
    metronome.start()
    assert begun.wait(5)
    metronome.stop()
    assert done.is_set() == ended
    enough.set()
