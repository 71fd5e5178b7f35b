"""One piece of work: all of it, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, orm

from bot.events import Event
from db.models import Person
from db.queries.people import Known

Reactions = Mapping[type[Event], Sequence[Callable[["Work", Any], None]]]
"""What follows from each kind of event."""


class Work:
    """What a rule needs to decide and to write: the database, the time, who asks, and what happened.

    `sql` is for the statements that run at every request; they see what `db` has flushed.
    """

    __slots__ = ("_db", "_events", "_reactions", "asker", "now", "past", "sql")

    def __init__(self, sql: Connection, now: datetime, reactions: Reactions) -> None:
        self.sql = sql
        self.now = now
        self.asker: Known | Person | None = None
        self._db: orm.Session | None = None
        self._events: list[Event] = []
        self.past: list[Event] = []
        """All that has happened and was followed up, in order."""
        self._reactions = reactions

    @property
    def db(self) -> orm.Session:
        """An ORM session in the same transaction; opened when it is first asked for, since a sign-up needs none."""
        if self._db is None:
            self._db = orm.Session(self.sql, expire_on_commit=False)
        return self._db

    def happened(self, event: Event) -> None:
        """Notes what is now true; what follows from it happens when the work ends, in the same transaction."""
        self._events.append(event)

    def undo(self) -> None:
        """Takes back all that was written and all that happened; the work may go on from there."""
        if self._db is not None:
            self._db.rollback()
        self.sql.rollback()
        self._events.clear()
        self.past.clear()

    def react(self) -> None:
        """Does what follows from all that happened, and from what happens thereby."""
        while self._events:
            event = self._events.pop(0)
            self.past.append(event)
            for reaction in self._reactions.get(type(event), ()):
                reaction(self, event)

    def keep(self) -> None:
        """Commits all that was written."""
        if self._db is not None:
            self._db.commit()
        self.sql.commit()

    def close(self) -> None:
        """Lets go of the database; what was not kept is undone."""
        if self._db is not None:
            self._db.close()
