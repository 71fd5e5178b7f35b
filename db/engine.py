"""Engines for SQLite and PostgreSQL, and the fair turn that SQLite's single writer needs."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import make_url
from sqlalchemy.pool import PoolProxiedConnection

BUSY_TIMEOUT_MS = 5_000
"""How long SQLite waits for another process's write before it gives up, in milliseconds."""

READING = "reading"
"""Noted in a connection's `info` while it only reads: SQLite then takes no write lock."""


def open_engine(url: str) -> Engine:
    """An engine for `url`; makes the folder of a SQLite file, and never echoes parameters into a log.

    SQLite runs in WAL mode with `synchronous=FULL`, so that what was committed survives a power cut
    (sqlite.org/pragma.html#pragma_synchronous), and every writing transaction begins with BEGIN IMMEDIATE,
    so that it waits for its turn at the start and never fails half way (sqlite.org/lang_transaction.html).
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, hide_parameters=True, pool_pre_ping=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    url_at_once = parsed.set(drivername="sqlite+at_once")
    engine = create_engine(url_at_once, hide_parameters=True, pool_size=20, max_overflow=20)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that only reads, and waits for no writer."""
    with engine.connect() as connection:
        notes = connection.info
        notes[READING] = True
        try:
            yield connection
        finally:
            del notes[READING]


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must emit no BEGIN of its own
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT_MS}"):
        connection.execute(f"PRAGMA {pragma}")


class AtOnce(SQLiteDialect_pysqlite):
    """SQLite whose transactions begin when SQLAlchemy's do, and not at the first write.

    A dialect, because the usual listener for "begin" makes every statement look for listeners, a twentieth of
    the work of a sign-up.
    """

    supports_statement_cache = True

    def do_begin(self, dbapi_connection: PoolProxiedConnection) -> None:
        dbapi_connection.cursor().execute("BEGIN" if READING in dbapi_connection.info else "BEGIN IMMEDIATE")


registry.register("sqlite.at_once", __name__, AtOnce.__name__)


class Turn:
    """First come, first served: a lock that hands itself to whoever has waited longest.

    SQLite has one writer at a time and its busy handler sleeps and tries again, so under load a thread may
    wait for long while others pass it. Waiting here, in order, costs nothing and starves nobody.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    @contextmanager
    def mine(self) -> Iterator[None]:
        self._take()
        try:
            yield
        finally:
            self._pass_on()

    def _take(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            ticket = threading.Lock()
            ticket.acquire()
            self._waiting.append(ticket)
        ticket.acquire()

    def _pass_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
