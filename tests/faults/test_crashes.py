"""Processes are killed between any two steps, and at any moment: nothing is lost and nothing doubled."""

import random

import pytest

from tests.faults.day import Day, Fate
from tests.faults.running import Running

DEATHS = [
    ("receipt:after:2",),
    ("commit:after:1",),
    ("acknowledgement:before:3",),
    ("acknowledgement:after:3",),
    ("claim:after:1",),
    ("claimed:after:1",),
    ("opening:after:1",),
    ("post:before:1",),
    ("going:after:1",),
    ("going:after:2",),
    ("post:after:1",),
    ("post:after:2",),
    ("repaint:after:1",),
    ("mark:before:1",),
    ("mark:after:1",),
    ("settled:after:1",),
    ("post:after:1", "taking over:after:1"),
    ("post:after:1", "looking:before:1"),
    ("post:before:1", "looking:after:1"),
]
"""The steps in the order of a request and of a message; two for a reconciler that dies over what a dead sender left."""


@pytest.mark.parametrize("wishes", DEATHS, ids=", ".join)
def test_a_process_killed_at_any_step_loses_and_doubles_nothing(running: Running, wishes: tuple[str, ...]) -> None:
    day = Day(running, Fate(wishes))
    day.passes()
    assert day.deaths == len(wishes)
    day.check()


def test_processes_killed_at_any_moment_lose_and_double_nothing(running: Running, chance: int) -> None:
    day = Day(running, Fate(moments=moments(chance, deaths=3)))
    day.passes()
    assert day.deaths > 0
    day.check()


def test_web_and_worker_killed_at_any_moment_lose_and_double_nothing(
    running: Running, chance: int, over_http: bool
) -> None:
    if over_http:
        running.comes_over_http()
    day = Day(running, Fate(moments=moments(chance, deaths=4), parts=("web", "worker")))
    day.passes()
    assert day.deaths > 0
    day.check()


def moments(seed: int, deaths: int) -> list[float]:
    """When each process is killed: the first while the day still begins, wherever it is."""
    dice = random.Random(seed)
    return [dice.uniform(0, 0.4), *(dice.uniform(0, 1.2) for _ in range(deaths - 1))]
