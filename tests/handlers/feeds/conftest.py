"""A village, and servers of strangers on this machine."""

from collections.abc import Iterator

import pytest

from bot.desk import Desk
from tests.bot.marketplace.village import Village
from tests.handlers.feeds.stranger import Stranger


@pytest.fixture
def village(desk: Desk) -> Village:
    return Village(desk)


@pytest.fixture
def stranger() -> Iterator[Stranger]:
    with Stranger() as server:
        yield server
