"""`make mutants` can take out what it says: each change still applies. Running them all is its own command."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutants.mutation import Mutation
from tests.mutants.running import Trial, report, tried
from tests.mutants.safeguards import MUTATIONS

ROOT = Path(__file__).parent.parent
HOUSE = Mutation("three is a crowd", "house.py", "PEOPLE = 2", "PEOPLE = 3", ("test_house.py",))


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda one: one.safeguard.replace(" ", "-"))
def test_every_mutation_still_applies_and_names_tests_that_are_there(mutation: Mutation) -> None:
    assert mutation.applied(ROOT) != (ROOT / mutation.file).read_text(encoding="utf-8")
    for test in mutation.tests:
        file, _, name = test.partition("::")
        assert f"def {name}" in (ROOT / file).read_text(encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small program with a safeguard, and a test that does not look at it."""
    (tmp_path / "house.py").write_text("PEOPLE = 2\n")
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    (tmp_path / "test_house.py").write_text("from house import PEOPLE\n\ndef test_people():\n    assert PEOPLE\n")
    return tmp_path


def test_a_program_that_no_longer_runs_does_not_count_as_missed(house: Path) -> None:
    trial = tried(house, replace(HOUSE, new="PEOPLE = ("))
    assert (trial.verdict, trial.passed) == ("broken", False)
    assert (house / "house.py").read_text() == "PEOPLE = 2\n", "it is put back"


def test_a_test_that_goes_on_for_ever_counts_only_where_that_is_wanted(house: Path) -> None:
    with (house / "pytest.ini").open("a") as told:
        told.write("timeout = 1\n")
    (house / "test_house.py").write_text(
        "import time\n\nfrom house import PEOPLE\n\ndef test_people():\n    time.sleep(100 if PEOPLE == 3 else 0)\n"
    )
    trial, wished = tried(house, HOUSE), tried(house, replace(HOUSE, endless=True))
    assert [(one.verdict, one.passed) for one in (trial, wished)] == [("endless", False), ("endless", True)]


def test_a_safeguard_that_is_not_there_is_a_fault(house: Path) -> None:
    (house / "house.py").write_text("PEOPLE = 4\n")
    assert "no longer applies" in tried(house, HOUSE).told


def test_one_safeguard_nobody_misses_fails_the_whole_run(capsys: pytest.CaptureFixture[str]) -> None:
    red, green = Trial("a", "red", ("red",)), Trial("b", "green", ("red",), "2 passed")
    assert (report([red]), report([red, green])) == (0, 1)
    assert capsys.readouterr().out.splitlines()[-2:] == ["FAULT green   b", "1 at fault"]
