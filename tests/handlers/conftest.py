"""The post office that the clock sends from."""

from collections.abc import Iterator

import pytest

from bot.desk import Desk
from sandbox.clock import FrozenClock
from sandbox.server import Sandbox
from tests.bot.delivery.office import Office
from tests.bot.marketplace.village import Village
from tests.town import manifest


@pytest.fixture
def office(desk: Desk, clock: FrozenClock) -> Iterator[Office]:
    with Sandbox(manifest(), clock) as slack:
        yield Office(slack, Village(desk))
