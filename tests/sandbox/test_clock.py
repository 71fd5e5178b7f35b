from datetime import UTC, datetime, timedelta

import pytest

from sandbox.clock import Clock, FrozenClock


def test_clock_runs_ahead_by_what_it_was_advanced() -> None:
    clock = Clock()
    before = datetime.now(UTC)

    clock.advance(timedelta(days=2))

    assert timedelta(days=2) <= clock.now() - before < timedelta(days=2, seconds=5)


def test_clock_never_goes_back() -> None:
    with pytest.raises(ValueError, match="forward"):
        Clock().advance(timedelta(seconds=-1))


def test_frozen_clock_stands_still_until_advanced() -> None:
    start = datetime(2025, 3, 4, 15, 0, tzinfo=UTC)
    clock = FrozenClock(start)

    assert clock.now() == clock.now() == start
    assert clock.advance(timedelta(hours=1)) == start + timedelta(hours=1)
    assert clock.move_to(start + timedelta(hours=3)) == start + timedelta(hours=3)


def test_frozen_clock_refuses_a_time_without_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        FrozenClock(datetime(2025, 3, 4))  # noqa: DTZ001 — the fault under test
