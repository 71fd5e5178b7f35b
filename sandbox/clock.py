"""The time of the pretend workspace. Always aware, always UTC."""

import threading
from datetime import UTC, datetime, timedelta


class Clock:
    """Real time plus an offset that only grows: a day can be skipped, never taken back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._offset = timedelta()

    def now(self) -> datetime:
        """The workspace's present, aware UTC."""
        return self._real() + self._offset

    def seconds(self) -> float:
        """The same clock for whoever wants to know how long something took."""
        return self.now().timestamp()

    def advance(self, by: timedelta) -> datetime:
        """Move forward and return the new present; ValueError when `by` is negative."""
        if by < timedelta():
            raise ValueError("the clock only moves forward")
        with self._lock:
            self._offset += by
        return self.now()

    def move_to(self, instant: datetime) -> datetime:
        """Move forward to an instant; ValueError when it is past."""
        return self.advance(instant - self.now())

    def _real(self) -> datetime:
        return datetime.now(UTC)


class FrozenClock(Clock):
    """Stands still except when advanced, so that a test can state exact times."""

    def __init__(self, start: datetime) -> None:
        super().__init__()
        if start.tzinfo is None:
            raise ValueError("a clock starts at an aware time")
        self._start = start.astimezone(UTC)

    def _real(self) -> datetime:
        return self._start
