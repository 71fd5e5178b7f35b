"""The metronome: ticks without memory. What is due lives in the database, so a missed tick loses nothing.

APScheduler 3 in memory, one job a concern; a job that is still running is not started again, and ticks that
were missed are one tick (apscheduler.readthedocs.io/en/3.x/userguide.html).
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from bot.delivery.doubt import Steps
from bot.delivery.sending import PAUSE, Courier
from bot.desk import Desk, Seconds
from bot.marketplace import (
    answer_clock,
    deadlines,
    digests,
    freshness,
    life,
    pace,
    publishing,
    shortfall,
    who_came,
)
from bot.work import Work
from db.queries.delivery import expire
from db.queries.heartbeats import TICK, beat
from db.queries.receipts import forget_receipts

log = structlog.get_logger()
SENDERS = 8
STUCK_S = 60.0
"""Longer than a sender may be at one delivery: that is what its lease takes."""
LOOK_S = 1.0
"""Between two looks whether the clock was put back."""
RECEIPTS_KEPT = timedelta(days=7)
A_MOMENT_S = 1.0
"""How long a tick that runs may take to end when all is told to: a few milliseconds, but for a Slack that hangs."""


class Senders:
    """Threads that deliver what is due until nothing is, then rest until they are woken, or a channel's pause is over.

    One is woken at a time; whoever finds something to do wakes the next before sending it. Were only ticks to wake
    them, each would come just before a pause of a second is over, and a channel would get a message every other second.
    """

    def __init__(self, courier: Courier, count: int = SENDERS, seconds: Seconds = time.monotonic) -> None:
        """`seconds` is the clock that pauses are told by."""
        self._courier = courier
        self._seconds = seconds
        self._over: deque[float] = deque()
        self._bell = threading.Condition()
        self._rung = False
        self._stopping = False
        self._begun: dict[int, float] = {}
        self._threads = [threading.Thread(target=self._work, name=f"sender-{n}", daemon=True) for n in range(count)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def at_work(self) -> int:
        """How many live and are not stuck: they rest, or have been at what they do for a short time."""
        begun, now = dict(self._begun), time.monotonic()
        return sum(one.is_alive() and now - begun.get(one.ident or 0, now) < STUCK_S for one in self._threads)

    def wake(self) -> None:
        with self._bell:
            self._rung = True
            self._bell.notify()

    def stop(self) -> None:
        """Lets each finish what it has claimed."""
        with self._bell:
            self._stopping = True
            self._bell.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join()

    def _work(self) -> None:
        while self._rest():
            self.deliver_all()

    def deliver_all(self) -> None:
        """Delivers all that may be sent now, one after another, as one of the threads does."""
        while not self._stopping and self._deliver_one():
            pass

    def _rest(self) -> bool:
        """Waits to be woken; whether there is still work to be done."""
        with self._bell:
            while not (self._stopping or self._rung or self._a_pause_is_over()):
                self._bell.wait(self.paused_for())
            self._rung = False
            return not self._stopping

    def paused_for(self) -> float | None:
        """Seconds until the next channel's pause is over; none when none is paused."""
        with self._bell:
            return max(0.0, self._over[0] - self._seconds()) if self._over else None

    def _a_pause_is_over(self) -> bool:
        before = len(self._over)
        while self._over and self._over[0] <= self._seconds():
            self._over.popleft()
        return len(self._over) < before

    def _pause(self) -> None:
        """Something was sent: there may be more for that channel when its pause is over, and one who rests looks."""
        with self._bell:
            self._over.append(self._seconds() + PAUSE.total_seconds())
            self._bell.notify()

    def _deliver_one(self) -> bool:
        self._begun[threading.get_ident()] = time.monotonic()
        try:
            errand = self._courier.claim()
            if errand is None:
                return False
            self.wake()
            self._courier.deliver(errand)
            self._pause()
        except Exception:
            # the next tick tries again; a delivery that was claimed is found by the reconciler
            log.exception("delivery failed")
            return False
        finally:
            del self._begun[threading.get_ident()]
        return True


@dataclass(frozen=True, slots=True)
class Tick:
    """Something done every so many seconds."""

    name: str
    seconds: float
    run: Callable[[], object]


def ticks(desk: Desk, courier: Courier, senders: Senders) -> list[Tick]:
    return [
        Tick("deliver", 1, senders.wake),
        Tick("beat", 10, lambda: show_life(desk)),
        Tick("reconcile", 30, courier.reconcile),
        Tick("expire", 30, lambda: _work(desk, expire_late)),
        Tick("complete", 60, lambda: _work(desk, life.complete_past)),
        Tick("start", 60, lambda: _work(desk, life.start_due)),
        Tick("publish", 30, lambda: _work(desk, publishing.publish_due)),
        Tick("deadlines", 60, lambda: _work(desk, deadlines.close_due)),
        Tick("answers", 300, lambda: _work(desk, answer_clock.remind)),
        Tick("pace", 86_400, lambda: _work(desk, pace.forget)),
        Tick("freshen", 300, lambda: _work(desk, freshness.keep_fresh)),
        Tick("warn", 300, lambda: _work(desk, shortfall.warn_short)),
        Tick("came", 300, lambda: _work(desk, who_came.ask_due)),
        Tick("digest", 60, lambda: _work(desk, digests.owe_due)),
        Tick("forget", 3600, lambda: _work(desk, forget_old_receipts)),
    ]


def _work(desk: Desk, rule: Callable[[Work], object]) -> None:
    with desk.work() as work:
        rule(work)


def show_life(desk: Desk) -> None:
    """Writes down that ticks run, for whoever asks from outside this process."""
    with desk.claiming() as work:
        beat(work.sql, TICK, work.now)


def expire_late(work: Work) -> None:
    expire(work.db, work.now)


def forget_old_receipts(work: Work) -> None:
    """Slack repeats an event for an hour at most; a week is plenty."""
    forget_receipts(work.db, work.now - RECEIPTS_KEPT)


class Metronome:
    """Runs each tick when it starts, and then every so often.

    APScheduler plans by the wall clock: put back an hour, it would rest for an hour. So another thread looks, by the
    monotonic clock, whether it was, and then has every tick run at once and be planned anew.
    """

    def __init__(self, every: Sequence[Tick], wall: Seconds = time.time) -> None:
        """`wall` is the clock that APScheduler goes by."""
        from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED
        from apscheduler.schedulers.background import BackgroundScheduler

        from handlers.pace import Pace

        self._wall = wall
        self._struck = time.monotonic()
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="metronome-watch", daemon=True)
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._scheduler.add_listener(self._strike, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
        for tick in every:
            self._scheduler.add_job(
                tick.run,
                Pace(seconds=tick.seconds, timezone=UTC),
                id=tick.name,
                next_run_time=self._now(),
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
            )

    def start(self) -> None:
        self._scheduler.start()
        self._watcher.start()

    def stop(self) -> None:
        """Starts no tick any more, and gives what runs a moment to end."""
        self._stopping.set()
        self._watcher.join()
        ending = threading.Thread(target=self._scheduler.shutdown, name="metronome-end", daemon=True)
        ending.start()
        ending.join(A_MOMENT_S)

    def quiet_for(self) -> float:
        """Seconds since the last tick of this process ended, well or not."""
        return time.monotonic() - self._struck

    def _strike(self, _event: object) -> None:
        self._struck = time.monotonic()

    def _now(self) -> datetime:
        return datetime.fromtimestamp(self._wall(), UTC)

    def _watch(self) -> None:
        steps = Steps(self._wall, time.monotonic)
        steps.put_back()  # nobody knows, at the first look
        put_back = False
        while not self._stopping.wait(LOOK_S):
            put_back = steps.put_back() or put_back
            if put_back:
                log.warning("the clock was put back")
                put_back = not self._planned_anew()

    def _planned_anew(self) -> bool:
        try:
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=self._now())
        except Exception:
            # at the next look again: without this thread, ticks could rest for as long as the clock was put back by
            log.exception("ticks were not planned anew")
            return False
        return True
