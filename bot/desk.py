"""Where work begins, and where what happened is followed by what follows."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from sqlalchemy import Engine

from bot.reactions import REACTIONS
from bot.work import Work
from db.engine import Turn, reading

Now = Callable[[], datetime]
"""Answers the present instant, aware, in UTC."""


class Desk:
    """One per process: it holds the engine, the clock and the single writer's turn."""

    def __init__(self, engine: Engine, now: Now) -> None:
        self.engine = engine
        self.now = now
        self._turn = Turn()

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A transaction that writes. Reacts, then commits once; anything raised undoes all of it."""
        with self._turn.mine(), self.engine.connect() as sql, closing(Work(sql, self.now(), REACTIONS)) as work:
            yield work
            work.react()
            work.keep()

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A look at the facts. Nothing written here is kept."""
        with reading(self.engine) as sql, closing(Work(sql, self.now(), REACTIONS)) as work:
            yield work
