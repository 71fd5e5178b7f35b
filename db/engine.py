"""Engines for SQLite and PostgreSQL, and the turns their writers take."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.pool import PoolProxiedConnection

from db.turns import Turn
from db.unconnected import reason

BUSY_TIMEOUT_MS = 2_000
"""How long SQLite waits for another process's write before it gives up, in milliseconds: Slack waits for three
seconds, and who asked is told something in that time."""
LOOK_S = 0.0005
"""How often it is looked whether another process has finished writing."""
GAP_S = 0.002
"""How long a worker leaves it free for a web process beside it: several looks long."""
UNHURRIED_MS = 600_000
"""How long whoever is not in a hurry waits for it."""

PURPOSE, PATIENT = "purpose", "patient"
"""Noted in a connection's `info`: what it is taken for; and that SQLite's own patience is set on it."""
WRITERS_LOCK = 7_061_911
"""The number of PostgreSQL's advisory lock that writers take turns by. Any other would do."""
PATIENCE = {
    "TimeZone": "UTC",
    "lock_timeout": "2500ms",  # Slack waits for three seconds, and who asked is told something in that time
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "15s",  # who sleeps in their turn loses it
}


KEEPALIVES = {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2}
"""A server that fell silent is noticed in seconds (postgresql.org/docs/current/libpq-connect.html)."""


def open_engine(url: str) -> Engine:
    """An engine for `url`; makes a SQLite file and its folder, and never echoes parameters into a log.

    SQLite runs in WAL mode with `synchronous=FULL`, so that what was committed survives a power cut
    (sqlite.org/pragma.html#pragma_synchronous), and every writing transaction begins with BEGIN IMMEDIATE,
    so that it waits for its turn at the start and never fails half way (sqlite.org/lang_transaction.html).
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return _open_postgresql(parsed)
    if parsed.database and parsed.database != ":memory:":
        _make_room(Path(parsed.database))
    url_at_once = parsed.set(drivername="sqlite+at_once")
    engine = create_engine(url_at_once, hide_parameters=True, pool_size=20, max_overflow=20, pool_use_lifo=True)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _make_room(file: Path) -> None:
    """The folder and the file of a new database, for nobody's eyes but its owner's: it holds what people wrote."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)


@contextmanager
def opened(url: str) -> Iterator[Engine]:
    """An engine for as long as the block lasts."""
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


def _open_postgresql(url: URL) -> Engine:
    options = " ".join(f"-c {name}={value}" for name, value in PATIENCE.items())
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_pre_ping=True,
        pool_size=20,
        max_overflow=20,
        pool_timeout=2,
        connect_args={"options": options, "connect_timeout": 2, "tcp_user_timeout": 2_500, **KEEPALIVES},
    )
    event.listen(engine, "begin", _take_turn)
    event.listen(engine, "handle_error", _without_values)
    return engine


def _take_turn(connection: Connection) -> None:
    """Waits, first come first served, until no other process writes alone; the turn ends with the transaction."""
    purpose = connection.info.get(PURPOSE, ANY)
    if purpose.unhurried:
        for name in PATIENCE.keys() - {"TimeZone"}:
            connection.exec_driver_sql(f"SET LOCAL {name} = 0")
    if purpose.alone:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")


def _without_values(context: ExceptionContext) -> None:
    """PostgreSQL's errors quote the row in their detail; only what happened is kept, and a log may say that."""
    original, told = context.original_exception, context.sqlalchemy_exception
    driver = context.dialect.loaded_dbapi  # not imported by name: whoever is on SQLite does without psycopg
    if isinstance(original, driver.Error) and told is not None:
        happened = original.diag.message_primary or reason(str(original)) or type(original).__name__
        original.args = (happened,)
        told.args = (f"({type(original).__name__}) {happened}",)


def hung_up(error: DBAPIError) -> bool:
    """Whether the server was away or left in the middle, so that trying again may help."""
    in_a_file = isinstance(error.orig, sqlite3.Error)  # where a busy or full file will be no better at once
    return error.connection_invalidated or (isinstance(error, OperationalError) and not (error.statement or in_a_file))


class Purpose(NamedTuple):
    """What a connection is taken for. `until` is when its turn must have come, on the monotonic clock; 0 when nobody
    said."""

    reads: bool = False
    """It takes no write lock."""
    alone: bool = False
    """It writes as nobody else does."""
    unhurried: bool = False
    until: float = 0.0


ANY = Purpose()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads, and waits for no writer."""
    with engine.connect() as connection, _noted(connection, Purpose(reads=True)):
        yield connection


@contextmanager
def _noted(connection: Connection, purpose: Purpose) -> Iterator[None]:
    """It is in the connection's `info` for as long as the block lasts, and gone before the pool has it again."""
    notes = connection.info
    notes[PURPOSE] = purpose
    try:
        yield
    finally:
        if notes.get(PURPOSE) is purpose:  # a connection that broke may be somebody else's already
            del notes[PURPOSE]


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must emit no BEGIN of its own
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=0"):
        connection.execute(f"PRAGMA {pragma}")


class AtOnce(SQLiteDialect_pysqlite):
    """SQLite whose transactions begin when SQLAlchemy's do, and not at the first write.

    A dialect, because the usual listener for "begin" makes every statement look for listeners, a twentieth of
    the work of a sign-up.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        cursor, notes = dbapi_connection.cursor(), dbapi_connection.info
        purpose = notes.get(PURPOSE, ANY)
        if purpose.reads != notes.get(PATIENT, False):  # seldom: a connection goes on being used for the same
            notes[PATIENT] = purpose.reads
            cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS if purpose.reads else 0}")
        if purpose.reads:
            cursor.execute("BEGIN")
        else:
            _begin_immediately(cursor, purpose.until or time.monotonic() + BUSY_TIMEOUT_MS / 1000)


def _begin_immediately(cursor: Any, until: float) -> None:
    """Takes SQLite's write lock, which another process may have.

    SQLite's own way to wait sleeps longer each time, for a tenth of a second in the end, while others pass; so it has
    no patience of its own here. Who has the lock waits for nothing more: in WAL mode readers block no commit.
    """
    while True:
        try:
            cursor.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(LOOK_S)
        else:
            return


registry.register("sqlite.at_once", __name__, AtOnce.__name__)


class Writers:
    """One writer at a time, in order, so that a rule may read and then write on what it read.

    On SQLite that is how it is; on PostgreSQL, where many could write at once, by choice, whatever the processes.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._turn = Turn() if engine.dialect.name == "sqlite" else None
        self._gap_s = 0.0

    def give_way(self) -> None:
        """Leaves SQLite's file free for a moment after each write from now on, so that another process gets in between
        two of this one, whose threads would else hand the lock to each other."""
        self._gap_s = GAP_S if self._turn else 0.0

    def alone(self) -> AbstractContextManager[Connection]:
        """A connection whose transactions each take their turn."""
        return self._within(BUSY_TIMEOUT_MS, alone=True)

    def unhurried(self) -> AbstractContextManager[Connection]:
        """As `alone`, for work of minutes, such as a migration: it waits, and may take, as long as it must."""
        return self._within(UNHURRIED_MS, alone=True, unhurried=True)

    def beside_others(self) -> AbstractContextManager[Connection]:
        """A connection for a single statement that is safe by itself; PostgreSQL then keeps nobody waiting."""
        return self._within(BUSY_TIMEOUT_MS)

    @contextmanager
    def _within(self, within_ms: int, *, alone: bool = False, unhurried: bool = False) -> Iterator[Connection]:
        """On SQLite one deadline for both, the turn among this process's threads and the file."""
        purpose = Purpose(alone=alone, unhurried=unhurried, until=time.monotonic() + within_ms / 1000)
        with self._turn.mine(purpose.until) if self._turn else nullcontext():
            with self._engine.connect() as connection, _noted(connection, purpose):
                yield connection
            if self._gap_s:
                time.sleep(self._gap_s)
