"""How often a tick comes: apart from the metronome, because the scheduler is imported only where ticks run."""

from datetime import datetime

from apscheduler.triggers.interval import IntervalTrigger


class Pace(IntervalTrigger):  # type: ignore[misc]  # APScheduler 3 is not typed
    """Every so often; what was missed is one tick, however much it is.

    APScheduler lists each tick that was missed before it runs them as one
    (apscheduler.readthedocs.io/en/3.x/userguide.html): a clock set right by decades would be millions.
    """

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        following: datetime = super().get_next_fire_time(previous_fire_time, now)
        return now if now - following > self.interval else following
