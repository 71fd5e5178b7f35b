"""Workers that sleep, workers side by side, and none at all: what is owed is seen once, or expires."""

import os
import signal
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from db.models import DeliveryState as S
from sandbox.actor import Actor
from tests.faults.child import SLEEPS
from tests.faults.day import TORONTO
from tests.faults.running import LATER, SECOND, SQUARE, Running
from tests.town import POSTING

CROWD = 6
ENDS_WITHIN_S = 20
DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


def posts(running: Running) -> datetime:
    """Rosa posts for 26 hours from now; when it starts."""
    starts = (running.now + timedelta(hours=26)).astimezone(TORONTO).replace(second=0, microsecond=0)
    ends = starts + timedelta(hours=2)
    dated = {"day": starts.date(), "start": starts.time(), "end": ends.time(), "roles": "Guide"}
    rosa = running.slack.member("rosa")
    rosa.types(SQUARE, "/organize post")
    rosa.sees_dialog().fill({**POSTING, **dated}).submit()
    return starts


def crowd(running: Running) -> list[Actor]:
    """Several people sign up, and everything about it has been sent."""
    people = [running.slack.member(f"p{n}") for n in range(CROWD)]
    for someone in people:
        told = [one.words for one in someone.types(SQUARE, "/volunteer signup 1") if one.is_ephemeral]
        assert [words.partition(" as")[0] for words in told] == ["You are in"]
    running.until(running.quiet)
    return people


def asleep(pid: int) -> bool:
    """Whether the system says that the process was stopped."""
    return (Path("/proc") / str(pid) / "stat").read_text("ascii").rpartition(") ")[2].startswith("T")


def reminded(people: list[Actor]) -> list[int]:
    """How many messages each of them has had."""
    return [len(someone.sees(someone.dm)) for someone in people]


def everybody_has(people: list[Actor], count: int) -> bool:
    return reminded(people) == [count] * CROWD


@pytest.mark.parametrize(
    "where", ["claimed:after:1", "post:before:1", "going:before:1", "going:before:2", "post:after:1"]
)
def test_a_worker_that_slept_past_its_lease_says_and_changes_nothing_more(running: Running, where: str) -> None:
    sleeper = running.starts(**{SLEEPS: where})
    posts(running)
    pid = sleeper.pid or 0
    running.until(lambda: asleep(pid))
    running.starts()
    running.advance(LATER)
    running.until(running.quiet)
    running.check_messages()
    was = running.settled()
    os.kill(pid, signal.SIGCONT)
    sleeper.terminate()  # it ends when it has done what it was about to do
    sleeper.join(ENDS_WITHIN_S)
    assert sleeper.exitcode == 0
    assert running.settled() == was
    running.check_messages()


def test_two_workers_send_each_reminder_that_is_due_once(running: Running) -> None:
    workers = [running.starts(), running.starts()]
    starts = posts(running)
    people = crowd(running)
    for before, count in ((DAY, 1), (HOUR, 2)):
        running.advance(starts - before - running.now)
        running.until(partial(everybody_has, people, count))
        running.until(running.quiet)
    assert all(worker.is_alive() for worker in workers)
    assert reminded(people) == [2] * CROWD
    running.check_messages()


@pytest.mark.parametrize(
    ("back", "states"),
    [
        (timedelta(hours=20), {"reminder.day": S.SENT, "reminder.hour": S.READY}),
        (timedelta(hours=2), {"reminder.day": S.EXPIRED, "reminder.hour": S.READY}),
        (timedelta(minutes=30), {"reminder.day": S.EXPIRED, "reminder.hour": S.SENT}),
        (-SECOND, {"reminder.day": S.EXPIRED, "reminder.hour": S.EXPIRED}),
    ],
)
def test_after_a_worker_was_down_over_a_due_time_only_what_is_still_of_use_goes_out(
    running: Running, back: timedelta, states: dict[str, S]
) -> None:
    worker = running.starts()
    starts = posts(running)
    people = crowd(running)
    worker.kill()
    worker.join()
    running.slack.link.hang_up()
    running.until(lambda: not running.slack.link.connections)
    running.advance(starts - back - running.now)
    running.starts()
    running.until(lambda: {one.kind: one.state for one in running.deliveries() if one.kind in states} == states)
    running.until(running.quiet)
    assert reminded(people) == [list(states.values()).count(S.SENT)] * CROWD
    running.check_messages()
