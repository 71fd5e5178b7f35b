"""One piece of work: all of it, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine, orm

from bot.events import Event
from db.engine import READING, Turn
from db.models import Person
from db.queries.people import Known

Now = Callable[[], datetime]
"""Answers the present instant, aware, in UTC."""


class Work:
    """What a rule needs to decide and to write: the database session, the time, who asks, and what happened."""

    __slots__ = ("_events", "asker", "db", "now")

    def __init__(self, db: orm.Session, now: datetime) -> None:
        self.db = db
        self.now = now
        self.asker: Known | Person | None = None
        self._events: list[Event] = []

    def happened(self, event: Event) -> None:
        """Notes what is now true; what follows from it happens when the work ends, in the same transaction."""
        self._events.append(event)

    def undo(self) -> None:
        """Takes back all that was written and all that happened; the work may go on from there."""
        self.db.rollback()
        self._events.clear()

    def react(self) -> None:
        """Does what follows from all that happened, and from what happens thereby."""
        from bot.reactions import REACTIONS  # noqa: PLC0415  (reactions call rules, and rules take a Work)

        while self._events:
            event = self._events.pop(0)
            for reaction in REACTIONS.get(type(event), ()):
                reaction(self, event)


class Desk:
    """Where work begins. One per process: it holds the engine, the clock and the single writer's turn."""

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
            work.react()
            db.commit()

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A look at the facts. Nothing written here is kept."""
        with self._reading() as db:
            yield Work(db, self.now())
