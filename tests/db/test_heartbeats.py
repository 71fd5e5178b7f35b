"""Heartbeats: the last time of each, and no more."""

from datetime import timedelta

from bot.desk import Desk
from db.queries.heartbeats import BACKUP, TICK, beat, heartbeats
from sandbox.clock import FrozenClock
from tests.town import START

HOUR = timedelta(hours=1)


def test_heartbeats_keep_the_last_of_each(desk: Desk, clock: FrozenClock) -> None:
    for name in (BACKUP, TICK, TICK):
        with desk.work() as work:
            beat(work.sql, name, work.now)
        clock.advance(HOUR)
    with desk.reading() as work:
        assert heartbeats(work.db) == {BACKUP: START, TICK: START + 2 * HOUR}


def test_heartbeats_that_never_were_are_not_there(desk: Desk) -> None:
    with desk.reading() as work:
        assert heartbeats(work.db) == {}
