"""What people must be told of what happens to a posting, in plain Python, held against what they were shown.

A message is known by its words and its reader, as they know it, and not by what the bot calls it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.models import OpportunityState as S
from tests.faults.model import Posted

CARD, PROMOTED, MOVED, CANCELLED, REMINDER = "card", "promoted", "moved", "cancelled", "reminder"
HEADS = {
    CARD: r"#(?P<number>\d+) ",
    PROMOTED: r"A seat was freed and it is yours: you are in as (?P<role>\w+) for #(?P<number>\d+) ",
    MOVED: r"The (?:time|place|time or place) of #(?P<number>\d+) .* has changed\.",
    CANCELLED: r"#(?P<number>\d+) .* is cancelled\. You have nothing to do\.",
    REMINDER: r"Reminder: #(?P<number>\d+) .*, you are in as (?P<role>\w+)\.",
}
"""How each kind of message begins. A card is in a channel, all others are to one person."""
NO_USE = {"reminder.day": timedelta(hours=3), "reminder.hour": timedelta()}
"""How long before the start a reminder is of no more use."""
Doubted = Callable[[], Collection[str]]
"""To whom something is on its way, or nobody knows whether it came."""


@dataclass(eq=False)
class Promise:
    """`to` is a person or a channel. `owed` is whether it must be seen; if not, it may be.

    `role` is the seat that was given, `starts` what a reminder reminds of.
    """

    kind: str
    number: int
    to: str
    due: datetime
    role: str = ""
    starts: datetime | None = None
    owed: bool = True
    closed: bool = False
    seen: bool = False

    def stands(self, posted: Posted, now: datetime) -> bool:
        """Whether there still is something to say, were it said now."""
        if self.kind == CANCELLED:
            return posted.state is S.CANCELLED
        if not posted.live or posted.over(now):
            return False
        if self.kind == CARD:
            return True
        if self.kind == PROMOTED:
            return self.to in posted.lines[self.role].inside
        if self.kind == MOVED:
            return self.to in everybody(posted)
        return self._reminds(posted, now)

    def _reminds(self, posted: Posted, now: datetime) -> bool:
        in_time = self.starts is not None and now < self.starts - NO_USE[self.kind]
        return in_time and posted.starts == self.starts and any(self.to in one.inside for one in posted.lines.values())


def everybody(posted: Posted) -> set[str]:
    return {who for line in posted.lines.values() for who in line.inside + line.waiting}


class Promises:
    """`doubted` may excuse what is not seen yet; it excuses nothing at the end."""

    def __init__(self, channels: Sequence[str], doubted: Doubted) -> None:
        self._channels = channels
        self._doubted = doubted
        self._made: list[Promise] = []
        self._known: dict[int, Posted] = {}
        self._meant: dict[int, list[Promise]] = {}
        self._counted: dict[int, int] = {}

    def look(self, model: Mapping[int, Posted], now: datetime) -> None:
        """To be called after each thing that happens: makes what follows from it, and ends what it ends."""
        for number, posted in model.items():
            was = self._known.get(number)
            if was != posted:
                self._end(number, posted, now)
                for one in self._following(number, was, posted, now):
                    self._make(one)
                self._known[number] = deepcopy(posted)

    def _end(self, number: int, posted: Posted, now: datetime) -> None:
        """What has nothing to say any more. It may be said after all where it was on its way; a move also to who left
        and comes back."""
        for one in self._of(number):
            if not one.stands(posted, now):
                one.owed = False
                one.closed = one.closed or (one.kind != MOVED and one.to not in self._doubted())

    def _make(self, new: Promise) -> None:
        """The latest of several moves says it for those before it; a reminder is planned once."""
        for one in self._of(new.number):
            if (one.kind, one.to) != (new.kind, new.to):
                continue
            if new.kind == MOVED:
                one.owed, one.closed = False, new.to not in self._doubted()
            if one.kind == new.kind and one.starts == new.starts and new.kind.startswith(REMINDER):
                one.owed = True
                return
        self._made.append(new)

    def _of(self, number: int) -> list[Promise]:
        return [one for one in self._made if one.number == number and not one.seen and not one.closed]

    def _following(self, number: int, was: Posted | None, posted: Posted, now: datetime) -> Iterator[Promise]:
        if was is None:
            yield from (Promise(CARD, number, channel, now) for channel in self._channels)
        elif posted.state is S.CANCELLED is not was.state:
            yield from (Promise(CANCELLED, number, who, now) for who in everybody(posted))
        elif posted.starts != was.starts:
            yield from (Promise(MOVED, number, who, now) for who in everybody(posted))
        for role, line in posted.lines.items():
            waited = was.lines[role].waiting if was else []
            yield from (Promise(PROMOTED, number, who, now, role) for who in line.inside if who in waited)
        for who, kind, due in posted.reminders_ahead(now):
            if not any(self._reminded(one, number, who, kind, posted.starts) for one in self._made):
                yield Promise(kind, number, who, due, starts=posted.starts)

    def _reminded(self, one: Promise, number: int, who: str, kind: str, starts: datetime | None) -> bool:
        return one.seen and (one.number, one.to, one.kind, one.starts) == (number, who, kind, starts)

    # what was said

    def worded(self, delivery_id: int, to: str, words: str, now: datetime) -> None:
        """Somebody is about to say this: it must have been promised to them, and not been seen."""
        kind, number, role = read(words)
        meant = [one for one in self._of(number) if one.to == to and one.kind.startswith(kind) and one.due <= now]
        meant = [one for one in meant if one.stands(self._known[number], now)]
        if kind == PROMOTED:
            meant = [one for one in meant if one.role == role]
        assert meant, f"nobody promised {to}: {words}"
        assert kind != REMINDER or to in self._known[number].lines[role].inside, f"{to} has not that seat: {words}"
        self._meant[delivery_id] = sorted(meant, key=lambda one: not one.owed)

    def count(self, posts: Mapping[int, Sequence[str]]) -> None:
        """What has been seen, by delivery."""
        for delivery_id, messages in posts.items():
            for _message in messages[self._counted.get(delivery_id, 0) :]:
                first = next((one for one in self._meant[delivery_id] if not one.seen), None)
                assert first is not None, f"seen twice: {self._meant[delivery_id]}"
                first.seen = True
            self._counted[delivery_id] = len(messages)

    def check(self, now: datetime, *, end: bool = False) -> None:
        """All senders have just sent what they could: whatever was due and is not in doubt has been seen."""
        due = [one for numbered in self._known for one in self._of(numbered) if one.owed and one.due <= now]
        lost = [one for one in due if one.stands(self._known[one.number], now)]
        excused = self._doubted() if lost and not end else ()
        lost = [one for one in lost if one.to not in excused]
        assert not lost, f"never seen: {lost}"


def read(words: str) -> tuple[str, int, str]:
    """Its kind, which posting it is about, and the role it names."""
    for kind in (CANCELLED, PROMOTED, MOVED, REMINDER, CARD):
        found = re.match(HEADS[kind], words)
        if found is not None:
            return kind, int(found["number"]), found.groupdict().get("role", "")
    raise AssertionError(f"nobody knows this message: {words}")
