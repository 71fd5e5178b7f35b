"""What things break in: a town with a ledger, the bot in processes of its own, a database nobody else is at."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.desk import Desk
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.faults.ledger import Ledger
from tests.faults.neighbours import Neighbours
from tests.faults.running import SQUARE, Running
from tests.faults.watch import WatchTown
from tests.postgres import Postgres
from tests.town import Town, copied_database, manifest, open_sandbox

ANSWERS_WITHIN_S = 1.0
"""A shorter patience than Slack's three seconds: whoever is not answered asks again, so it costs time only."""


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> int:
    """A seed, another at each run; whoever fails is told which, and ELAN_SEED gives it again."""
    seed = int(os.environ.get("ELAN_SEED") or secrets.randbelow(2**32))
    request.node.add_report_section("setup", "seed", f"ELAN_SEED={seed} does the same again.")
    return seed


@pytest.fixture
def ledger(town: Town) -> Ledger:
    return Ledger(town)


@pytest.fixture
def watched(database: str) -> Iterator[WatchTown]:
    """A town whose clock somebody sets."""
    town = WatchTown(database)
    yield town
    town.village.desk.engine.dispose()


@pytest.fixture
def neighbours(desk: Desk) -> Iterator[Neighbours]:
    with open_sandbox() as slack:
        yield Neighbours(slack, desk)


@pytest.fixture
def running(database: str, tmp_path: Path) -> Iterator[Running]:
    """Processes in a pretend Slack whose clock goes as ours does, and can be moved on."""
    with Sandbox(manifest(), Clock(), patience=ANSWERS_WITHIN_S) as slack:
        slack.invite_bot(slack.channel(SQUARE))
        running = Running(slack, database, tmp_path)
        yield running
        running.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """And the tools to back it up."""
    monkeypatch.chdir(tmp_path)
    if request.param == "sqlite":
        yield copied_database(request.getfixturevalue("template"), tmp_path)
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    if postgres.programs is not None:
        monkeypatch.setenv("PATH", str(postgres.programs), prepend=os.pathsep)
    postgres.clean()
    url = postgres.another()
    yield url
    postgres.drop(url)
