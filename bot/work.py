"""One piece of work: all of it, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import orm

from bot.events import Event
from db.models import Person
from db.queries.people import Known


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

    def react(self, reactions: Mapping[type[Event], Sequence[Callable[["Work", Any], None]]]) -> None:
        """Does what follows from all that happened, and from what happens thereby."""
        while self._events:
            event = self._events.pop(0)
            for reaction in reactions.get(type(event), ()):
                reaction(self, event)
