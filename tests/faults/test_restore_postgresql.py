"""Dumps of PostgreSQL: damaged ones, older ones, and a restore that ends half way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.desk import Desk
from bot.settings import Settings
from db import backups
from db.engine import Writers, opened
from db.schema import _config, head, migrate, revision_of
from handlers.backups import back_up, restore
from tests.bot.marketplace.village import UNDATED, Village
from tests.town import START

pytestmark = pytest.mark.parametrize("own_database", ["postgresql"], indirect=True)


@pytest.fixture
def engine(own_database: str) -> Iterator[Engine]:
    """A database with one posting, and with a table of somebody else's."""
    with opened(own_database) as engine:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE song AS SELECT 'Alouette' AS name")
        posts(engine, "Kept")
        yield engine


def posts(engine: Engine, title: str) -> None:
    village = Village(Desk(engine, lambda: START))
    village.person("rosa")
    village.posts("rosa", **UNDATED, title=title)
    engine.dispose()


def said(engine: Engine, question: str) -> list[str]:
    with engine.connect() as connection:
        found = [row[0] for row in connection.exec_driver_sql(question)]
    engine.dispose()  # nobody else is at it when it is restored
    return found


def titles(engine: Engine) -> list[str]:
    return said(engine, "SELECT title FROM opportunity ORDER BY id")


def step_back(engine: Engine, revision: str) -> None:
    with Writers(engine).alone() as connection, connection.begin():
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
    engine.dispose()


def test_a_dump_of_an_older_version_comes_back_among_others_tables(
    own_database: str, engine: Engine, tmp_path: Path
) -> None:
    settings, file = Settings(database_url=own_database), tmp_path / "mine.dump"
    step_back(engine, "0003")
    assert back_up(settings, file, lambda: START) == 0
    migrate(engine)
    posts(engine, "Lost")
    assert restore(settings, file, lambda: START, force=True) == 0
    assert (titles(engine), revision_of(engine)) == (["Kept"], head())
    assert said(engine, "SELECT name FROM song") == ["Alouette"]


def test_a_damaged_dump_changes_nothing(
    own_database: str, engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, file = Settings(database_url=own_database), tmp_path / "mine.dump"
    assert back_up(settings, file, lambda: START) == 0
    file.write_bytes(file.read_bytes()[:-60])
    assert restore(settings, file, lambda: START, force=True) == 1
    sentence = f"{file} is damaged, or is no backup of Elan on PostgreSQL. Use another.\n"
    assert (capsys.readouterr().err, titles(engine)) == (sentence, ["Kept"])


def test_a_restore_that_ends_half_way_starts_no_bot(own_database: str, engine: Engine, tmp_path: Path) -> None:
    """What may have been sent was not put in doubt yet."""
    file = tmp_path / "mine.dump"
    backups.back_up(own_database, file)
    engine.dispose()

    def power_cut(_connection: Connection) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backups.put_back(own_database, file, power_cut, migrate)
    assert titles(engine) == ["Kept"]
    with pytest.raises(DBAPIError):
        migrate(engine)
