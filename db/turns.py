"""Whose turn it is: threads of one process wait for SQLite's only writer here, in order."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import TimeoutError as TooLate


class Turn:
    """First come, first served: a lock that hands itself to whoever has waited longest.

    SQLite has one writer at a time and its busy handler sleeps and tries again, so under load a thread may
    wait for long while others pass it. Waiting here, in order, costs nothing and starves nobody.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    @contextmanager
    def mine(self, until: float = threading.TIMEOUT_MAX) -> Iterator[None]:
        """`until` is on the monotonic clock. Raises SQLAlchemy's TimeoutError when the turn has not come by then."""
        self._take(until)
        try:
            yield
        finally:
            self._pass_on()

    def _take(self, until: float) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            ticket = threading.Lock()
            ticket.acquire()
            self._waiting.append(ticket)
        if ticket.acquire(timeout=max(0, until - time.monotonic())):
            return
        with self._guard:
            if ticket not in self._waiting:
                return  # it was handed over at the last moment, and nobody else has it
            self._waiting.remove(ticket)
        raise TooLate("Others of this process write for longer than there is time.")

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
