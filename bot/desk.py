"""Where work begins, and where what happened is followed by what follows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine, orm

from bot.reactions import REACTIONS
from bot.work import Work
from db.engine import READING, Turn

Now = Callable[[], datetime]
"""Answers the present instant, aware, in UTC."""


class Desk:
    """One per process: it holds the engine, the clock and the single writer's turn."""

    def __init__(self, engine: Engine, now: Now) -> None:
        self.engine = engine
        self.now = now
        self._writing = orm.sessionmaker(engine, expire_on_commit=False)
        self._reading = orm.sessionmaker(engine.execution_options(**READING), expire_on_commit=False)
        self._turn = Turn()

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A transaction that writes. Reacts, then commits once; anything raised undoes all of it."""
        with self._turn.mine(), self._writing() as db:
            work = Work(db, self.now())
            yield work
            work.react(REACTIONS)
            db.commit()

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A look at the facts. Nothing written here is kept."""
        with self._reading() as db:
            yield Work(db, self.now())
