"""The process is killed between any two steps: nothing is lost and nothing doubled."""

import random

import pytest

from tests.faults.child import STEPS
from tests.faults.day import Day
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
    day = Day(running, wishes)
    day.passes()
    assert day.deaths == len(wishes)
    day.check()


@pytest.mark.parametrize("seed", [1, 2])
def test_processes_killed_at_random_lose_and_double_nothing(running: Running, seed: int) -> None:
    chance = random.Random(seed)
    steps = [step for step in STEPS if step not in ("taking over", "looking")]
    wishes = [f"{chance.choice(steps)}:{chance.choice(['before', 'after'])}:{chance.randint(1, 2)}" for _ in range(3)]
    day = Day(running, wishes)
    day.passes()
    assert day.deaths > 0
    day.check()
