"""A clock that is put back under the metronome: its ticks go on."""

import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

import pytest
from apscheduler.job import Job
from apscheduler.jobstores.base import JobLookupError
from apscheduler.triggers.interval import IntervalTrigger

from handlers.clock.metronome import Metronome
from handlers.clock.ticks import Tick


class Moved(datetime):
    """What APScheduler tells the time by, put back by as much."""

    by = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Moved":
        return super().now(tz) - cls.by


class Stumbling(Job):  # type: ignore[misc]  # the library is untyped
    """A job that cannot be planned anew the first time."""

    __slots__ = ()
    stumbles = 1

    def modify(self, **changes: Any) -> Job:
        if Stumbling.stumbles:
            Stumbling.stumbles -= 1
            raise JobLookupError(self.id)
        return super().modify(**changes)


@pytest.mark.parametrize("stumbles", [0, 1])
def test_ticks_go_on_when_the_clock_is_put_back(monkeypatch: pytest.MonkeyPatch, stumbles: int) -> None:
    monkeypatch.setattr(Stumbling, "stumbles", stumbles)
    monkeypatch.setattr("apscheduler.schedulers.base.Job", Stumbling)
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Moved)
    called = threading.Semaphore(0)
    metronome = Metronome([Tick("often", 0.05, called.release)], lambda: Moved.now(UTC).timestamp())
    metronome.start()
    assert called.acquire(timeout=5)
    monkeypatch.setattr(Moved, "by", timedelta(hours=1))
    time.sleep(0.2)
    while called.acquire(blocking=False):
        pass
    assert [called.acquire(timeout=5) for _ in range(3)] == [True] * 3
    metronome.stop()


def test_a_clock_that_jumps_ahead_by_a_year_costs_one_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The scheduler asks for each tick it missed; at the eleventh, its thread ends here."""
    asked: Counter[datetime] = Counter()
    own = IntervalTrigger.get_next_fire_time

    def counted(self: IntervalTrigger, previous: datetime | None, now: datetime) -> datetime:
        asked[now] += 1
        assert asked[now] <= 10
        following: datetime = own(self, previous, now)
        return following

    monkeypatch.setattr(IntervalTrigger, "get_next_fire_time", counted)
    monkeypatch.setattr("apscheduler.schedulers.base.datetime", Moved)
    called = threading.Semaphore(0)
    metronome = Metronome([Tick("often", 0.2, called.release)], lambda: Moved.now(UTC).timestamp())
    metronome.start()
    assert called.acquire(timeout=5)
    monkeypatch.setattr(Moved, "by", timedelta(days=-365))
    assert [called.acquire(timeout=5) for _ in range(3)] == [True] * 3
    metronome.stop()
