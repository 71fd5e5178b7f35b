"""The benchmark's verdict. Nothing is timed here: the figures are given."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from db.queries.delivery import claim_next
from tests.bench import __main__ as bench
from tests.bench.by_hand import ByHand
from tests.bench.data import sign_up
from tests.bench.figures import BEGIN, END, Figure, machine, report, written
from tests.bench.outbox import DUE, FEW, stocked
from tests.bench.world import NOW, World

SLOW = Figure("CPU of a sign-up", "a listener that does nothing", took=1_050, base=100, goal=10)
QUICK = Figure("CPU of a sign-up", "a listener that does nothing", took=1_000, base=100, goal=10)
HEAVY = Figure("Memory", "what there is", took=62.5, base=75, goal=1, unit="MB")
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
    assert [figure.line() for figure in (QUICK, SLOW, UNJUDGED, HEAVY)] == [
        (
            "   10.00 x  goal 10 at most met\n"
            "            CPU of a sign-up (1,000 µs against 100 µs: a listener that does nothing)"
        ),
        (
            "   10.50 x  goal 10 at most MISSED\n"
            "            CPU of a sign-up (1,050 µs against 100 µs: a listener that does nothing)"
        ),
        " 9000.00 x  no goal\n            A rare word (9,000 µs against 1 µs: a common one)",
        "    0.83 x  goal 1 at most met\n            Memory (62.5 MB against 75 MB: what there is)",
    ]


PAGE = f"# Performance\n\n{BEGIN}\n| old |\n{END}\n\nBy hand.\n"
TOLD = """\
# Performance

<!-- figures: what make bench writes -->
One run of `make bench` on 2026-11-24, on 2 cores.

| what | against | measured | ratio | goal | |
|---|---|---|---|---|---|
| CPU of a sign-up | a listener that does nothing | 1,050 µs against 100 µs | 10.50 | 10 | MISSED |
| Memory | what there is | 62.5 MB against 75 MB | 0.83 | 1 | met |
| A rare word | a common one | 9,000 µs against 1 µs | 9000.00 | none |  |
<!-- end of figures -->

By hand.
"""


def test_figures_are_written_in_the_place_of_the_old_ones() -> None:
    figures, day = [SLOW, HEAVY, UNJUDGED], date(2026, 11, 24)
    assert written(PAGE, figures, day, "2 cores") == TOLD
    assert written(TOLD, figures, day, "2 cores") == TOLD


def test_a_page_without_a_place_is_left_alone() -> None:
    for page in ("# Performance\n", f"{BEGIN}\n", f"{END}\n{BEGIN}\n"):
        with pytest.raises(ValueError, match="no place"):
            written(page, [QUICK], date(2026, 11, 24), "2 cores")


def slow_and_quick(_folder: Path) -> Iterator[Figure]:
    yield from (SLOW, QUICK)


def test_only_a_whole_run_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = bench.DOCUMENT.read_text(encoding="utf-8")
    page = tmp_path / "performance.md"
    page.write_text(real, encoding="utf-8")
    monkeypatch.setattr(bench, "DOCUMENT", page)
    monkeypatch.setattr(bench, "MEASURES", (slow_and_quick,))
    assert bench.take(["slow_and_quick"]) == 1
    assert page.read_text(encoding="utf-8") == real
    assert bench.take([]) == 1
    assert page.read_text(encoding="utf-8") == written(real, [SLOW, QUICK], datetime.now(UTC).date(), machine())


def test_the_world_it_measures_fits_the_tables(tmp_path: Path) -> None:
    World(tmp_path, people=2, postings=3).close()


def test_the_statements_by_hand_do_what_a_sign_up_does(tmp_path: Path) -> None:
    ours, bare = World(tmp_path / "ours", people=1), World(tmp_path / "bare", people=1)
    sign_up(ours.desk, 0)
    ByHand(str(bare.desk.engine.url.database), NOW).sign_up(0)
    assert (written := kept(ours)) == kept(bare)
    assert {name: len(rows) for name, rows in written.items()} == {"role": 1, "signup": 1, "receipt": 1, "delivery": 3}


def kept(town: World) -> dict[str, list[tuple[object, ...]]]:
    """Every row that a sign-up writes."""
    with town.desk.engine.connect() as sql:
        found = {name: sql.execute(text(f"SELECT * FROM {name}")).all() for name in TABLES}  # noqa: S608
    town.close()
    return {name: [tuple(row) for row in rows] for name, rows in found.items()}


TABLES = ("role", "signup", "receipt", "delivery")


def test_as_many_are_due_as_it_says(tmp_path: Path) -> None:
    town = stocked(World(tmp_path, people=1), FEW, DUE)
    claimed = 0
    with town.desk.work() as work:
        while claim_next(work.db, work.now, "lease"):
            claimed += 1
    assert claimed == DUE
    town.close()
