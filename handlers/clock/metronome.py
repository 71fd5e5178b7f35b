"""The metronome: ticks without memory.

APScheduler 3 in memory, one job a concern; a job that is still running is not started again, and ticks that
were missed are one tick (apscheduler.readthedocs.io/en/3.x/userguide.html).
"""

import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import structlog

from bot.delivery.doubt import Steps
from bot.desk import Seconds
from handlers.clock.ticks import Tick

log = structlog.get_logger()
LOOK_S = 1.0
"""Between two looks whether the clock was put back."""
A_MOMENT_S = 1.0
"""How long a tick that runs may take to end when all is told to: a few milliseconds, but for a Slack that hangs."""


class Metronome:
    """Runs each tick when it starts, and then every so often.

    APScheduler plans by the wall clock: put back an hour, it would rest for an hour. So another thread looks, by the
    monotonic clock, whether it was, and then has every tick run at once and be planned anew.
    """

    def __init__(self, every: Sequence[Tick], wall: Seconds = time.time) -> None:
        """`wall` is the clock that APScheduler goes by."""
        from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED
        from apscheduler.schedulers.background import BackgroundScheduler

        from handlers.clock.pace import Pace

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
