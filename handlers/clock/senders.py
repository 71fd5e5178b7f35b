"""The senders: threads that deliver what is due."""

import heapq
import threading
import time
from datetime import timedelta

import structlog

from bot.delivery.sending import Courier
from bot.desk import Seconds

log = structlog.get_logger()
SENDERS = 16
"""As many channels as are sent to at once: fifty with a message a second each, where a call takes 0.3 seconds."""
STUCK_S = 60.0
"""Longer than a sender may be at one delivery: that is what its lease takes."""


class Senders:
    """Threads that deliver what is due until nothing is, then rest until they are woken, or a channel's pause is over.

    One is woken at a time; whoever finds something to do wakes the next before sending it. Were only ticks to wake
    them, each would come just before a pause of a second is over, and a channel would get a message every other second.
    """

    def __init__(self, courier: Courier, count: int = SENDERS, seconds: Seconds = time.monotonic) -> None:
        """`seconds` is the clock that pauses are told by."""
        self._courier = courier
        self._seconds = seconds
        self._over: list[float] = []
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
            heapq.heappop(self._over)
        return len(self._over) < before

    def _pause(self, wait: timedelta) -> None:
        """There may be more for that channel when its pause is over, and one who rests looks then."""
        with self._bell:
            heapq.heappush(self._over, self._seconds() + wait.total_seconds())
            self._bell.notify()

    def _deliver_one(self) -> bool:
        self._begun[threading.get_ident()] = time.monotonic()
        try:
            errand = self._courier.claim()
            if errand is None:
                return False
            self.wake()
            self._pause(self._courier.deliver(errand))
        except Exception:
            # the next tick tries again; a delivery that was claimed is found by the reconciler
            log.exception("delivery failed")
            return False
        finally:
            del self._begun[threading.get_ident()]
        return True
