"""Workers that sleep, workers side by side, and none at all: what is owed is seen once, or expires."""

import os
import signal
from datetime import timedelta

import pytest

from db.models import DeliveryState as S
from tests.faults.child import SLEEPS
from tests.faults.day import TORONTO
from tests.faults.running import LATER, SQUARE, Running
from tests.town import POSTING

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


def posts(running: Running, people: int = 0) -> None:
    """A posting in 26 hours by rosa, with so many signed up; nothing need have been sent yet."""
    starts = (running.now + timedelta(hours=26)).astimezone(TORONTO).replace(second=0, microsecond=0)
    ends = starts + timedelta(hours=2)
    rosa = running.slack.member("rosa")
    rosa.types(SQUARE, "/organize post")
    dated = {"day": starts.date(), "start": starts.time(), "end": ends.time(), "roles": "Guide"}
    rosa.sees_dialog().fill({**POSTING, **dated}).submit()
    assert rosa.sees_dialog().title == "Posted"
    for n in range(people):
        running.slack.member(f"p{n}").types(SQUARE, "/volunteer signup 1")
    running.starts_at = starts


@pytest.mark.parametrize("where", ["post:before:1", "post:after:1"])
def test_a_worker_that_slept_past_its_lease_says_nothing_again(running: Running, where: str) -> None:
    sleeper = running.starts(**{SLEEPS: where})
    posts(running)
    running.until(lambda: state_of(sleeper.pid) == "T")
    running.starts()
    running.advance(LATER)
    running.until(running.quiet)
    running.check_messages()
    os.kill(sleeper.pid or 0, signal.SIGCONT)
    running.until(lambda: "mine\": false" in running.told())
    running.until(running.quiet)
    running.check_messages()
    assert len(running.cards(running.slack.member("ana"))) == 1


def state_of(pid: int | None) -> str:
    """The letter the system gives to what a process does: T for one that was stopped."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as told:
        return told.read().rpartition(") ")[2][0]
