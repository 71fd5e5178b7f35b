"""Where work begins, and where what happened is followed by what follows."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from sqlalchemy import Engine

from bot.reactions import REACTIONS
from bot.work import Work
from db.engine import Writers, reading

Now = Callable[[], datetime]
"""Answers the present instant, aware, in UTC."""
Seconds = Callable[[], float]
"""A clock that nobody sets: it says nothing of the day, and how long something took."""


class Desk:
    """One per process: it holds the engine, the clock and the writers' turns."""

    def __init__(self, engine: Engine, now: Now, seconds: Seconds = time.monotonic) -> None:
        self.engine = engine
        self.now = now
        self.seconds = seconds
        self._writers = Writers(engine)

    def give_way(self) -> None:
        """Lets another process on the same file write between two writes of this one."""
        self._writers.give_way()

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A transaction that writes. Reacts, then commits once; anything raised undoes all of it.

        No other writes meanwhile, in whatever process, so a rule may decide by what it has read.
        """
        with self._writers.alone() as sql, closing(Work(sql, self.now(), REACTIONS)) as work:
            yield work
            work.react()
            work.keep()

    @contextmanager
    def claiming(self) -> Iterator[Work]:
        """A transaction of one statement that many may run at once. Raises IntegrityError for who comes second."""
        with self._writers.beside_others() as sql, closing(Work(sql, self.now(), REACTIONS)) as work:
            yield work
            work.keep()

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A look at the facts. Nothing written here is kept."""
        with reading(self.engine) as sql, closing(Work(sql, self.now(), REACTIONS)) as work:
            yield work
