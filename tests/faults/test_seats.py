"""Whatever happens in a village, seats, waiting lists and messages are right.

Whoever breaks a rule of these is shown the story that led there, and the seed that tells it again.
"""

from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.season import Season
from tests.town import copied_database

STORIES, STEPS = {"sqlite": 20, "postgresql": 8}, 16


def test_whatever_happens_seats_lines_and_messages_are_right(
    database: str, chance: int, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    @seed(chance)
    def fresh() -> Season:
        if database.startswith("postgresql"):
            return Season(request.getfixturevalue("postgres").clean())
        return Season(copied_database(request.getfixturevalue("template"), Path(mkdtemp(dir=tmp_path))))

    stories = settings(
        max_examples=STORIES[database.partition(":")[0].partition("+")[0]],
        stateful_step_count=STEPS,
        database=None,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(fresh, settings=stories)  # type: ignore[arg-type]  # it takes any that makes one
