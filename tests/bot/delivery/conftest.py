"""The village that what is sent is tested in."""

import pytest

from bot.work import Desk
from tests.bot.marketplace.village import Village


@pytest.fixture
def village(desk: Desk) -> Village:
    return Village(desk)
