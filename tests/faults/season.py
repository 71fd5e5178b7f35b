"""A village where anything may happen in any order, held against a model of what ought to be true."""

import sqlite3
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from sqlalchemy import event

from bot.delivery.claiming import Errand
from bot.desk import Desk
from bot.errors import Refusal
from bot.marketplace import leaving
from bot.messages.message import Message
from db.engine import open_engine
from db.models import OpportunityState as S
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import Village, joining
from tests.faults.filling import TURNS, answers, outcome
from tests.faults.model import Line, Posted
from tests.faults.post_office import CHANNELS, DELIVERS, ERRANDS, SECOND, PostOffice
from tests.faults.promises import Promises
from tests.faults.truths import check_deliveries, check_end, check_seats, words_of
from tests.town import START

FIRST, NEWCOMERS = ("ana", "luc", "priya", "noemie"), ("jean", "maya")
NAMES = FIRST + NEWCOMERS
ORGANIZER = "rosa"
WHO, ROLE = st.sampled_from(NAMES), st.sampled_from(["Walker", "Walker", "Driver"])
SEATS, PICK, OR_WAIT = st.sampled_from([1, 2, 3, None]), st.integers(0, 4), st.sampled_from([True, True, False])
DRIVERS = st.lists(st.sampled_from(FIRST), min_size=1, max_size=2, unique=True)
LATE = st.sampled_from([timedelta(minutes=1), timedelta(hours=1)])
HOURS = st.sampled_from([-1, 26, 50])
"""From now to a start, in hours."""


class HalfWay(Exception):
    """The process ends before the commit."""


class Season(RuleBasedStateMachine):
    """Each story has a database and a messenger of its own."""

    def __init__(self, database: str) -> None:
        super().__init__()
        self.clock = FrozenClock(START)
        engine = open_engine(database)
        event.listen(engine, "connect", unhurried)
        self.village = Village(Desk(engine, self.clock.now, self.clock.seconds))
        self.office = PostOffice(self.village, self.clock, self._worded)
        self.promises = Promises(CHANNELS, self.office.doubted)
        self.model: dict[int, Posted] = {}
        self.village.people(ORGANIZER, *NAMES)
        for channel in CHANNELS:
            self.village.channel(channel)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def _any(self, pick: int) -> int:
        """The number of a posting: one that is still on, or the oldest."""
        numbers = [number for number, posted in self.model.items() if posted.live]
        return [*numbers, *numbers, 1][pick % (2 * len(numbers) + 1)]

    def _any_seat(self, number: int, pick: int) -> tuple[str, str] | None:
        """Who is in which role: of somebody with two roles where there is one."""
        lines = self.model[number].lines
        seats = [(who, role) for role, line in lines.items() for who in line.inside]
        people = [who for who, _role in seats]
        best = [one for one in seats if people.count(one[0]) > 1] or seats
        return best[pick % len(best)] if best else None

    # what must follow

    def _happened(self) -> None:
        """To be called after each thing that anybody does."""
        self.promises.count(self.office.messenger.posts)
        self.promises.look(self.model, self.now)

    def _worded(self, errand: Errand) -> None:
        assert isinstance(errand.message, Message)
        self.promises.count(self.office.messenger.posts)
        to = errand.user or str(errand.channel)
        self.promises.worded(errand.delivery.id, to, words_of(errand.message), self.now)

    # organizers

    @initialize(hours=st.none() | HOURS, seats=SEATS, drivers=DRIVERS)
    def publish_the_first(self, hours: int | None, seats: int | None, drivers: list[str]) -> None:
        self.publish(hours, seats)
        self.sign_up(0, list(FIRST), "Walker", or_wait=True)
        self.sign_up(0, drivers, "Driver", or_wait=True)

    @precondition(lambda self: sum(posted.live for posted in self.model.values()) < 2)
    @rule(hours=st.none() | HOURS, seats=SEATS)
    def publish(self, hours: int | None, seats: int | None) -> None:
        starts = None if hours is None else self.now + timedelta(hours=hours)
        posted = Posted(starts, {"Walker": Line(seats), "Driver": Line(1)})
        self.model[self.village.posts(ORGANIZER, **answers(posted))] = posted
        self._happened()

    @rule(pick=PICK, seats=SEATS, hours=st.none() | HOURS, who=st.sampled_from(NEWCOMERS))
    def edit(self, pick: int, seats: int | None, hours: int | None, who: str) -> None:
        """More seats or fewer, and another start, or the same; and somebody new reads it and wants a seat. No two edits
        are at the same instant."""
        self.clock.advance(SECOND)
        self._time_passes()
        self._edits(self._any(pick), seats, hours)
        self.nothing_is_wrong()
        self.sign_up(pick, [who], "Walker", or_wait=False)

    def _edits(self, number: int, seats: int | None, hours: int | None) -> None:
        posted = self.model[number]
        starts = posted.starts if hours is None else self.now + timedelta(hours=hours)
        wanted = Posted(starts, {"Walker": Line(seats), "Driver": Line(1)})
        told = outcome(lambda: self.village.edits(ORGANIZER, number, **answers(wanted)))
        assert told == posted.edit("Walker", seats, starts, self.now)
        self._happened()

    @rule(pick=PICK, to=st.sampled_from([S.PAUSED, S.OPEN, S.OPEN, S.OPEN, S.CANCELLED]))
    def turn(self, pick: int, to: S) -> None:
        self._turns(self._any(pick), to)

    def _turns(self, number: int, to: S) -> None:
        told = outcome(lambda: self.village.does(ORGANIZER, TURNS[to](number)).state)
        assert told == self.model[number].turn(to)
        self._happened()

    # volunteers

    @rule(pick=PICK, crowd=st.lists(WHO, min_size=1, max_size=4, unique=True), role=ROLE, or_wait=OR_WAIT)
    def sign_up(self, pick: int, crowd: list[str], role: str, or_wait: bool) -> None:
        number = self._any(pick)
        for who in crowd:
            told = outcome(partial(self._joins, who, number, role, or_wait))
            assert told == self.model[number].sign_up(who, role, self.now, or_wait=or_wait)
            self._happened()

    def _joins(self, who: str, number: int, role: str, or_wait: bool) -> str:
        return str(self.village.joins(who, number, role, or_wait=or_wait).place or "in")

    @rule(pick=PICK, who=WHO, role=ROLE)
    def leave(self, pick: int, who: str, role: str) -> None:
        self._leaves(self._any(pick), who, role)

    def _leaves(self, number: int, who: str, role: str) -> None:
        told = outcome(lambda: self.village.leaves(who, number, role) and "left")
        assert told == self.model[number].leave(who, role, self.now)
        self._happened()

    @rule(pick=PICK, seat=PICK, late=LATE)
    def leave_while_a_reminder_is_late(self, pick: int, seat: int, late: timedelta) -> None:
        """Nobody sends anything when it falls due, and somebody leaves a role before somebody does."""
        number = self._any(pick)
        ahead = [due for _who, _kind, due in self.model[number].reminders_ahead(self.now)]
        if ahead:
            self.clock.move_to(min(ahead) + late)
            self._time_passes()
        leaver = self._any_seat(number, seat)
        if leaver is not None:
            self._leaves(number, *leaver)
        self.messages_go_out([DELIVERS])

    @rule(who=WHO)
    def close_account(self, who: str) -> None:
        with self.village.desk.work() as work:
            leaving.withdraw(work, self.village.known(work, who).id)
        for posted in self.model.values():
            posted.withdraw(who, self.now)
        self._happened()

    # what goes wrong, and time

    @rule(pick=PICK, who=WHO, role=ROLE)
    def crash_before_the_commit(self, pick: int, who: str, role: str) -> None:
        with suppress(HalfWay, Refusal), self.village.work(who) as work:
            joining(self._any(pick), role)(work)
            work.react()
            raise HalfWay

    @rule(errands=st.lists(st.sampled_from(ERRANDS), min_size=1, max_size=4))
    def messages_go_out(self, errands: list[str]) -> None:
        """Well or badly: platforms fail, senders die or fall asleep over what they hold, and somebody looks for it."""
        for errand in errands:
            self.office.does(errand)
            self._time_passes()
            if errand == DELIVERS:
                self.promises.check(self.now)

    @rule(hours=st.sampled_from([1, 2, 25]))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))
        self._time_passes()

    def _time_passes(self) -> None:
        self.office.tick()
        for posted in self.model.values():
            posted.time_passes(self.now)
        self._happened()

    # what is always true

    @invariant()
    def nothing_is_wrong(self) -> None:
        check_seats(self.village, self.model, self.now)
        check_deliveries(self.village, self.office, self.model, self.now)

    def _settles(self) -> None:
        self.office.settle_everything()
        self._happened()
        self.promises.check(self.now, end=True)
        self.nothing_is_wrong()

    def _ends(self) -> None:
        """What is still on is put off, with seats for all; two hours later they are reminded of it; then it is off."""
        live = [number for number, posted in self.model.items() if posted.live]
        for number in live:
            self._edits(number, None, 26)
        self._settles()
        self.time_passes(2)
        self._settles()
        for number in live:
            self._turns(number, S.CANCELLED)
        self._settles()

    def teardown(self) -> None:
        try:
            self._settles()
            check_end(self.village, self.office)
            self._ends()
            check_end(self.village, self.office)
        finally:
            self.village.desk.engine.dispose()


def unhurried(connection: Any, _record: Any) -> None:
    """No power is cut here, so SQLite need not wait for the disk at every commit."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")
