"""The bot in processes of its own, in a pretend Slack whose clock goes as ours does, and can be moved on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.faults.running import SQUARE, Running
from tests.town import manifest

ANSWERS_WITHIN_S = 1.0
"""A shorter patience than Slack's three seconds: whoever is not answered asks again, so it costs time only."""


@pytest.fixture
def running(database: str, tmp_path: Path) -> Iterator[Running]:
    with Sandbox(manifest(), Clock(), patience=ANSWERS_WITHIN_S) as slack:
        slack.invite_bot(slack.channel(SQUARE))
        running = Running(slack, database, tmp_path)
        yield running
        running.close()
