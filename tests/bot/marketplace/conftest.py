"""The village that the rules are tested in."""

import pytest

from bot.desk import Desk
from tests.bot.marketplace.village import Village


@pytest.fixture
def village(desk: Desk) -> Village:
    return Village(desk)
