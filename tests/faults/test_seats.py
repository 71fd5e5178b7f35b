"""A village where anything may happen in any order, held against a model of what ought to be true.

Whoever breaks a rule of seats, waiting lists or delivery is shown the shortest story that leads there.
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event

from bot.desk import Desk
from bot.errors import Refusal
from bot.marketplace import opportunities, signups
from bot.messages.form import Answer
from bot.work import Work
from db.engine import open_engine
from db.models import Opportunity
from db.models import OpportunityState as S
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import UNDATED, Village, joining
from tests.faults.keeping import LATE, LOST, REFUSED
from tests.faults.model import LASTS, Line, Posted
from tests.faults.post_office import CHANNELS, PostOffice
from tests.faults.truths import check_deliveries, check_end, check_seats
from tests.town import START, copied_database

NAMES = ("ana", "luc", "priya", "noemie", "jean")
ROLES = ("Walker", "Driver")
ORGANIZER = "rosa"
STORIES, STEPS = 40, 30
WHO, ROLE, SEATS = st.sampled_from(NAMES), st.sampled_from(ROLES), st.sampled_from([None, 1, 2, 3])
HOURS = st.sampled_from([-1, 1, 26, 26, 50])
"""From now to a start, in hours."""


TURNS: dict[S, Callable[[int], Callable[[Work], Opportunity]]] = {
    S.CLOSED: lambda number: lambda work: opportunities.close(work, number),
    S.OPEN: lambda number: lambda work: opportunities.reopen(work, number),
    S.CANCELLED: lambda number: lambda work: opportunities.cancel(work, number, ""),
}


class HalfWay(Exception):
    """The process ends before the commit."""


class Season(RuleBasedStateMachine):
    """Each story has a database and a messenger of its own."""

    postings: Bundle[int] = Bundle("postings")

    def __init__(self, database: str) -> None:
        super().__init__()
        self.clock = FrozenClock(START)
        engine = open_engine(database)
        event.listen(engine, "connect", unhurried)
        self.village = Village(Desk(engine, self.clock.now))
        self.office = PostOffice(self.village, self.clock)
        self.model: dict[int, Posted] = {}
        self.village.people(ORGANIZER, *NAMES)
        for channel in CHANNELS:
            self.village.channel(channel)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    # organizers

    @initialize(target=postings, hours=st.sampled_from([26, 50]), seats=st.sampled_from([1, 2]))
    def publish_first(self, hours: int, seats: int) -> int:
        return self._published(hours, seats)

    @precondition(lambda self: len(self.model) < 2)
    @rule(target=postings, hours=st.none() | HOURS, seats=SEATS)
    def publish(self, hours: int | None, seats: int | None) -> int:
        return self._published(hours, seats)

    def _published(self, hours: int | None, seats: int | None) -> int:
        starts = None if hours is None else self.now + timedelta(hours=hours)
        posted = Posted(starts, {"Walker": Line(seats), "Driver": Line(1)})
        number = self.village.posts(ORGANIZER, **answers(posted))
        self.model[number] = posted
        return number

    @rule(number=postings, role=ROLE, seats=SEATS)
    def resize(self, number: int, role: str, seats: int | None) -> None:
        self._edited(number, role, seats, self.model[number].starts)

    @rule(number=postings, hours=HOURS)
    def move(self, number: int, hours: int) -> None:
        self._edited(number, "Driver", self.model[number].lines["Driver"].capacity, self.now + timedelta(hours=hours))

    def _edited(self, number: int, role: str, seats: int | None, starts: datetime | None) -> None:
        wanted = Posted(starts, {name: Line(line.capacity) for name, line in self.model[number].lines.items()})
        wanted.lines[role].capacity = seats
        told = outcome(lambda: self.village.edits(ORGANIZER, number, **answers(wanted)) or "edited")
        assert told == self.model[number].edit(role, seats, starts, self.now)

    @rule(number=postings, to=st.sampled_from([S.CLOSED, S.OPEN, S.OPEN, S.CANCELLED]))
    def turn(self, number: int, to: S) -> None:
        told = outcome(lambda: self.village.does(ORGANIZER, TURNS[to](number)).state)
        assert told == self.model[number].turn(to)

    # volunteers

    @rule(number=postings, who=WHO, role=ROLE, or_wait=st.sampled_from([True, True, False]))
    def sign_up(self, number: int, who: str, role: str, or_wait: bool) -> None:
        told = outcome(lambda: str(self.village.joins(who, number, role, or_wait=or_wait).place or "in"))
        assert told == self.model[number].sign_up(who, role, self.now, or_wait=or_wait)

    @rule(number=postings, crowd=st.permutations(NAMES), role=ROLE)
    def crowd_signs_up(self, number: int, crowd: list[str], role: str) -> None:
        for who in crowd[:3]:
            self.sign_up(number, who, role, or_wait=True)

    @rule(number=postings, who=WHO, role=ROLE)
    def leave(self, number: int, who: str, role: str) -> None:
        told = outcome(lambda: self.village.leaves(who, number, role) and "left")
        assert told == self.model[number].leave(who, role, self.now)

    @rule(who=WHO)
    def close_account(self, who: str) -> None:
        with self.village.desk.work() as work:
            signups.withdraw(work, self.village.known(work, who).id)
        for posted in self.model.values():
            posted.withdraw(who, self.now)

    # what goes wrong, and time

    @rule(number=postings, who=WHO, role=ROLE)
    def crash_before_the_commit(self, number: int, who: str, role: str) -> None:
        with suppress(HalfWay, Refusal), self.village.work(who) as work:
            joining(number, role)(work)
            work.react()
            raise HalfWay

    @rule(trouble=st.sampled_from([REFUSED, LOST, LATE]))
    def platform_fails_next(self, trouble: str) -> None:
        self.office.messenger.trouble.append(trouble)

    @rule()
    def deliver_all_due(self) -> None:
        self.office.deliver()

    @rule(posted=st.booleans())
    def sender_dies(self, posted: bool) -> None:
        self.office.sender_stops(posted=posted)

    @rule()
    def sender_wakes_again(self) -> None:
        self.office.sender_wakes()

    @rule()
    def reconcile(self) -> None:
        self.office.reconcile()
        self._time_passes()

    @rule(hours=st.sampled_from([1, 24, 25]))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))
        self._time_passes()

    def _time_passes(self) -> None:
        self.office.tick()
        for posted in self.model.values():
            posted.time_passes(self.now)

    # what is always true

    @invariant()
    def nothing_is_wrong(self) -> None:
        check_seats(self.village, self.model, self.now)
        check_deliveries(self.village, self.office, self.model, self.now)

    def teardown(self) -> None:
        try:
            self.office.settle_everything()
            check_end(self.village, self.office)
        finally:
            self.village.desk.engine.dispose()


def unhurried(connection: Any, _record: Any) -> None:
    """No power is cut here, so SQLite need not wait for the disk at every commit."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


def outcome(ask: Callable[[], object]) -> str:
    """What was answered, or the name of the refusal."""
    try:
        return str(ask())
    except Refusal as refusal:
        return type(refusal).__name__


def answers(posted: Posted) -> dict[str, Answer]:
    """The posting as it is filled in, in Toronto's time."""
    roles = "\n".join(f"{name} {line.capacity or ''}".strip() for name, line in posted.lines.items())
    if posted.starts is None:
        return {"roles": roles, **UNDATED}
    starts, ends = (at.astimezone(ZoneInfo("America/Toronto")) for at in (posted.starts, posted.starts + LASTS))
    return {"roles": roles, "day": starts.date(), "start": starts.time(), "end": ends.time()}


def test_whatever_happens_seats_lines_and_messages_are_right(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    def fresh() -> Season:
        if database.startswith("postgresql"):
            return Season(request.getfixturevalue("postgres").clean())
        return Season(copied_database(request.getfixturevalue("template"), Path(mkdtemp(dir=tmp_path))))

    stories = settings(
        max_examples=STORIES,
        stateful_step_count=STEPS,
        derandomize=True,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(fresh, settings=stories)  # type: ignore[no-untyped-call]
