"""A town with the ledger of what is owed there; and a database with nobody else at it, and the tools to back it up."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.ledger import Ledger
from tests.postgres import Postgres
from tests.town import Town, copied_database


@pytest.fixture
def ledger(town: Town) -> Ledger:
    return Ledger(town)


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.chdir(tmp_path)
    if request.param == "sqlite":
        yield copied_database(request.getfixturevalue("template"), tmp_path)
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    if postgres.programs is not None:
        monkeypatch.setenv("PATH", str(postgres.programs), prepend=os.pathsep)
    url = postgres.make()
    yield url
    postgres.drop(url)
