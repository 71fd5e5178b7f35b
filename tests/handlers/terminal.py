"""Who types the commands of backups and reads the terminal, and the disk they have."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command

from bot.desk import Desk
from bot.settings import Settings
from db.engine import Writers, opened
from db.schema import _config
from handlers.backups import back_up, restore
from tests.bot.marketplace.village import UNDATED, Village
from tests.town import START


class Operator:
    """Types the commands and reads the terminal."""

    def __init__(self, database: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.settings = Settings(database_url=database)
        self._terminal = capsys

    def backs_up(self, target: Path | None = None) -> tuple[int, str]:
        return back_up(self.settings, target, lambda: START), self._said()

    def restores(self, file: Path, *, force: bool = False) -> tuple[int, str]:
        return restore(self.settings, file, lambda: START, force=force), self._said()

    def _said(self) -> str:
        said = self._terminal.readouterr()
        return (said.err or said.out).strip()

    def numbers(self) -> list[str]:
        """The titles of what is in the database."""
        with opened(self.settings.database_url) as engine, engine.connect() as connection:
            return [row[0] for row in connection.exec_driver_sql("SELECT title FROM opportunity ORDER BY id")]

    def posts(self, title: str) -> None:
        with opened(self.settings.database_url) as engine:
            village = Village(Desk(engine, lambda: START))
            village.person("rosa")
            village.posts("rosa", **UNDATED, title=title)


def step_back(file: Path, revision: str) -> None:
    """The database as an earlier version left it."""
    with opened(f"sqlite:///{file}") as engine, Writers(engine).alone() as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


@contextmanager
def a_disk_with(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
