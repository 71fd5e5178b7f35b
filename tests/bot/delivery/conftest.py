"""The village that what is sent is tested in."""

import pytest

from bot.desk import Desk
from tests.bot.marketplace.village import Village


@pytest.fixture
def village(desk: Desk) -> Village:
    return Village(desk)
