"""What ought to be true of seats and waiting lists, in plain Python: no database, no messages, no clock of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from db.models import OpportunityState as S

LASTS = timedelta(hours=2)
LIVE = (S.OPEN, S.PAUSED)
BEFORE = {"reminder.day": timedelta(hours=24), "reminder.hour": timedelta(hours=1)}


@dataclass
class Line:
    """A role: who has a seat, and who waits, first come first."""

    capacity: int | None
    inside: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return self.capacity is not None and len(self.inside) >= self.capacity

    def move_up(self) -> None:
        while self.waiting and not self.full:
            self.inside.append(self.waiting.pop(0))


@dataclass
class Posted:
    """An opportunity. `starts` is none for one without a date."""

    starts: datetime | None
    lines: dict[str, Line]
    state: S = S.OPEN

    @property
    def live(self) -> bool:
        return self.state in LIVE

    def started(self, now: datetime) -> bool:
        return self.starts is not None and self.starts <= now

    def over(self, now: datetime) -> bool:
        return self.starts is not None and self.starts + LASTS <= now

    def move_up(self, now: datetime) -> None:
        """Nobody is moved into what is off or has started."""
        if self.state in LIVE and not self.started(now):
            for line in self.lines.values():
                line.move_up()

    # what is asked, and the answer: "in", a place in line such as "1", "None" for what has no answer, or the name
    # of the refusal

    def sign_up(self, who: str, role: str, now: datetime, *, or_wait: bool) -> str:
        line = self.lines[role]
        if self.over(now) and self.state is not S.CANCELLED:
            return "AlreadyOver"
        if self.state is not S.OPEN:
            return "NotOpen"
        if who in line.inside + line.waiting:
            return "AlreadySignedUp"
        if not line.full and not line.waiting:
            line.inside.append(who)
            return "in"
        if not or_wait:
            return "RoleFull"
        line.waiting.append(who)
        return str(len(line.waiting))

    def leave(self, who: str, role: str, now: datetime) -> str:
        line = self.lines[role]
        if who not in line.inside + line.waiting:
            return "NotSignedUp"
        if self.state not in LIVE:
            return "NotOpen"
        if who in line.inside and self.started(now):
            return "AlreadyStarted"
        (line.inside if who in line.inside else line.waiting).remove(who)
        self.move_up(now)
        return "left"

    def withdraw(self, who: str, now: datetime) -> None:
        """They are gone for good: out of all that has not started."""
        if self.state in LIVE and not self.started(now):
            for line in self.lines.values():
                line.inside = [one for one in line.inside if one != who]
                line.waiting = [one for one in line.waiting if one != who]
            self.move_up(now)

    def edit(self, role: str, capacity: int | None, starts: datetime | None, now: datetime) -> str:
        line = self.lines[role]
        if self.state not in LIVE:
            return "WrongState"
        if capacity is not None and capacity < len(line.inside):
            return "Faults"
        line.capacity, self.starts = capacity, starts
        self.move_up(now)
        return "None"

    def turn(self, to: S) -> str:
        """To closed, open again or cancelled."""
        wanted_of = {S.PAUSED: (S.OPEN,), S.OPEN: (S.PAUSED,), S.CANCELLED: LIVE}[to]
        if self.state not in wanted_of:
            return "WrongState"
        self.state = to
        return to

    def time_passes(self, now: datetime) -> None:
        if self.state in LIVE and self.over(now):
            self.state = S.COMPLETED

    # what is owed

    def reminders_ahead(self, now: datetime) -> Iterator[tuple[str, str, datetime]]:
        """Whom, of which kind and when, of what is due later than now: once each, however many roles they are in."""
        if self.starts is None or self.state not in LIVE:
            return
        for who in {one for line in self.lines.values() for one in line.inside}:
            for kind, before in BEFORE.items():
                if self.starts - before > now:
                    yield who, kind, self.starts - before
