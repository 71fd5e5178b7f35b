"""The village whose messages are sent, and the post office."""

from collections.abc import Iterator

import pytest

from bot.desk import Desk
from sandbox.clock import FrozenClock
from sandbox.server import Sandbox
from tests.bot.delivery.office import Office
from tests.bot.marketplace.village import Village
from tests.town import manifest


@pytest.fixture
def village(desk: Desk) -> Village:
    return Village(desk)


@pytest.fixture
def slack(clock: FrozenClock) -> Iterator[Sandbox]:
    """A pretend Slack on the desk's own clock."""
    with Sandbox(manifest(), clock) as sandbox:
        yield sandbox


@pytest.fixture
def office(slack: Sandbox, village: Village) -> Office:
    return Office(slack, village)
