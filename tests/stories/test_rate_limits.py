"""A mass message while Slack counts calls: everybody gets it, and Slack is not asked again before it says so."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from sandbox.actor import Actor
from sandbox.clock import FrozenClock
from sandbox.faults import Call, NoFaults, Reply
from sandbox.server import Sandbox
from tests.town import START, Town, manifest

MANY = 60
"""More than the fifty direct messages a minute that Slack opens."""


@dataclass
class Refusals(NoFaults):
    """When Slack said 429 to a method, and until when it wanted to be left alone by it."""

    clock: FrozenClock
    said: dict[str, list[tuple[datetime, datetime]]] = field(default_factory=dict)

    def after(self, call: Call, reply: Reply) -> Reply:
        if reply.status == 429:
            now = self.clock.now()
            wanted = timedelta(seconds=int(reply.headers["Retry-After"]))
            self.said.setdefault(call.method, []).append((now, now + wanted))
        return reply


@pytest.fixture
def busy(database: str) -> Iterator[Town]:
    """A town whose Slack counts calls."""
    with Sandbox(manifest(), FrozenClock(START), rates=True) as slack:
        town = Town(slack, database)
        yield town
        town.close()


@pytest.fixture
def refusals(busy: Town) -> Refusals:
    clock = busy.slack.clock
    assert isinstance(clock, FrozenClock)
    busy.slack.platform.faults = found = Refusals(clock)
    return found


@pytest.fixture
def crowd(busy: Town) -> list[Actor]:
    """So many people, all signed up for #1."""
    number = busy.posts(busy.rosa, roles=f"Reader {MANY}")
    people = [busy.slack.member(f"reader{n}") for n in range(MANY)]
    for one in people:
        assert busy.answer(one, f"/volunteer signup {number}").words.startswith("You are in as Reader")
    busy.deliver()
    return people


def test_a_mass_message_reaches_everybody_once_and_asks_slack_no_oftener_than_it_allows(
    busy: Town, crowd: list[Actor], refusals: Refusals
) -> None:
    busy.answer(busy.rosa, "/organize cancel 1 yes")
    busy.deliver()
    assert [len(busy.dms(one)) for one in crowd] == [1] * MANY
    told = refusals.said["conversations.open"]
    assert set(refusals.said) == {"conversations.open"}, "nothing else was asked too often"
    assert all(until <= again for (_said, until), (again, _until) in pairwise(told))
    assert len(told) <= MANY - 50, "one for each pause, and each pause lets somebody through"
