"""The senders that ticks wake."""

from collections.abc import Iterator

import pytest

from handlers.clock.senders import Senders
from tests.bot.delivery.office import Office


@pytest.fixture
def senders(office: Office) -> Iterator[Senders]:
    senders = Senders(office.courier, 3)
    yield senders
    senders.stop()
