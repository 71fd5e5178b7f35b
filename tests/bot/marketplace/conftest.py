"""The village that the rules are tested in."""

import pytest

from bot.work import Desk
from tests.bot.marketplace.village import Village


@pytest.fixture
def village(desk: Desk) -> Village:
    return Village(desk)
