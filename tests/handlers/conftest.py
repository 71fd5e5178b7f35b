"""The post office that the clock sends from, and an operator with a database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.desk import Desk
from sandbox.clock import FrozenClock
from sandbox.server import Sandbox
from tests.bot.delivery.office import Office
from tests.bot.marketplace.village import Village
from tests.handlers.terminal import Operator
from tests.town import copied_database, manifest


@pytest.fixture
def office(desk: Desk, clock: FrozenClock) -> Iterator[Office]:
    with Sandbox(manifest(), clock) as slack:
        yield Office(slack, Village(desk))


@pytest.fixture
def operator(template: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Operator:
    operator = Operator(copied_database(template, tmp_path), capsys)
    operator.posts("Kept")
    return operator
