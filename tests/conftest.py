"""What every test may ask for: a migrated database, a desk on it, and the town."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import URL, Engine, create_engine

from bot.desk import Desk
from db.engine import open_engine
from db.schema import migrate
from sandbox.clock import FrozenClock
from tests.postgres import Postgres
from tests.town import START, Town, copied_database, open_sandbox

FAULTS = Path(__file__).parent / "faults"
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy between the bot and the pretend Slack."""
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _plainly_logged() -> None:
    """structlog's own tracebacks draw every value in boxes, and take seconds in which Slack is not answered."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, structlog.processors.add_log_level, plain])


@pytest.fixture(autouse=True, scope="session")
def _compiled_once() -> Iterator[None]:
    """Engines of one kind share what SQLAlchemy compiled: each test opens some, and compiling took a fifth of a run."""
    made: dict[str, Engine] = {}

    def create(url: URL, **options: Any) -> Engine:
        engine = create_engine(url, query_cache_size=5000, **options)
        first = made.setdefault(url.drivername, engine)
        if getattr(first.dialect, "server_version_info", None):  # it was connected once, and knows what it talks to
            engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.engine.create_engine", create)
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty SQLite file to copy from: migrating each test anew would take longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "elan.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()  # the last connection takes the write-ahead log into the file
    return path


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(START)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server for all the tests of this process."""
    server = Postgres()
    yield server
    server.close()


def pytest_xdist_auto_num_workers() -> int:
    """How many run at once where `-n auto` is said: more than there are processors, because a third of a test's time is
    waiting, for processes to start and for what is slow on purpose."""
    return (os.cpu_count() or 1) * 3 // 2


EVERYWHERE = bool(os.environ.get("ELAN_EVERYWHERE"))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What happens when things break takes minutes: it runs where everything does, and where it is asked for."""
    asked = EVERYWHERE or any("faults" in argument for argument in config.args)
    return True if collection_path == FAULTS and not asked else None


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Where ELAN_EVERYWHERE is set, as in continuous integration, every test that stores anything runs on both
    databases; elsewhere those of the database itself, of delivery and of races do, or `make test` takes too long."""
    marked = any(mark.args[0] == "database" for mark in metafunc.definition.iter_markers("parametrize"))
    if "database" in metafunc.fixturenames and not marked:
        path = metafunc.definition.path
        close = path.parent.name in ("db", "delivery") or path.stem == "test_signups_race"
        both = close or EVERYWHERE
        metafunc.parametrize("database", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty, migrated database of the kind the test is given."""
    if request.param == "sqlite":
        return copied_database(request.getfixturevalue("template"), tmp_path)
    return str(request.getfixturevalue("postgres").clean())


@pytest.fixture
def desk(database: str, clock: FrozenClock) -> Iterator[Desk]:
    """A desk on a database of its own, its clock standing still."""
    engine = open_engine(database)
    yield Desk(engine, clock.now, clock.seconds)
    engine.dispose()


@pytest.fixture
def over_http(database: str) -> bool:
    """As one small machine runs the bot, on SQLite over Socket Mode; as several do, on PostgreSQL over HTTP."""
    return database.startswith("postgresql")


@pytest.fixture
def town(database: str, over_http: bool) -> Iterator[Town]:
    with open_sandbox() as slack:
        town = Town(slack, database, over_http=over_http)
        yield town
        town.close()
