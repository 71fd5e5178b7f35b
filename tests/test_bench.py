"""The benchmark's verdict. Nothing is timed here: the figures are given."""

from pathlib import Path

import pytest

from tests.bench.figures import Figure, report
from tests.bench.world import World

SLOW = Figure("CPU of a sign-up", "a listener that does nothing", took=1_050, base=100, goal=10)
QUICK = Figure("CPU of a sign-up", "a listener that does nothing", took=1_000, base=100, goal=10)
UNJUDGED = Figure("A rare word", "a common one", took=9_000, base=1)


def test_a_missed_goal_exits_non_zero_and_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert report([QUICK, SLOW]) == 1
    assert capsys.readouterr().err == "Missed: CPU of a sign-up: 10.50 x, and 10 was the goal.\n"


def test_a_goal_just_reached_is_met(capsys: pytest.CaptureFixture[str]) -> None:
    assert report([QUICK]) == 0
    assert capsys.readouterr().err == ""


def test_what_has_no_goal_cannot_miss_it() -> None:
    assert report([UNJUDGED]) == 0


def test_a_line_tells_ratio_goal_verdict_and_times() -> None:
    assert [figure.line() for figure in (QUICK, SLOW, UNJUDGED)] == [
        (
            "   10.00 x  goal 10 at most met\n"
            "            CPU of a sign-up (1,000 µs against 100 µs: a listener that does nothing)"
        ),
        (
            "   10.50 x  goal 10 at most MISSED\n"
            "            CPU of a sign-up (1,050 µs against 100 µs: a listener that does nothing)"
        ),
        " 9000.00 x  no goal\n            A rare word (9,000 µs against 1 µs: a common one)",
    ]


def test_the_world_it_measures_fits_the_tables(tmp_path: Path) -> None:
    World(tmp_path, people=2, postings=3).close()
