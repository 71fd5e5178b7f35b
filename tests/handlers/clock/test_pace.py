"""How often a tick comes, whatever was missed."""

from datetime import UTC, datetime, timedelta

import pytest

from handlers.clock.pace import Pace
from tests.town import START


@pytest.mark.parametrize(
    ("late", "following"),
    [
        (timedelta(), timedelta(minutes=1)),
        (timedelta(seconds=61), timedelta(minutes=1)),
        (timedelta(seconds=119), timedelta(minutes=1)),
        (timedelta(seconds=121), timedelta(seconds=121)),
        (timedelta(days=365), timedelta(days=365)),
    ],
    ids=str,
)
def test_what_was_missed_is_one_tick(late: timedelta, following: timedelta) -> None:
    assert Pace(minutes=1, timezone=UTC).get_next_fire_time(START, START + late) == START + following


def test_the_first_tick_comes_after_a_while() -> None:
    now = datetime.now(UTC)
    first = Pace(minutes=1, timezone=UTC).get_next_fire_time(None, now)
    assert timedelta(seconds=59) < first - now < timedelta(seconds=61)
