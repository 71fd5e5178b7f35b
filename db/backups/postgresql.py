"""Backups of a PostgreSQL database: what pg_dump writes, put back by pg_restore."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, update
from sqlalchemy.exc import SQLAlchemyError

from db.backups.faults import HalfDone, Unusable
from db.engine import WRITERS_LOCK, Writers, opened
from db.models import Base
from db.schema import AT, RESTORING

LISTED = re.compile(r"^\d+; \d+ \d+ TABLE DATA \S+ (\S+) ")
"""A line of the list: its numbers, what it is, its schema, its name, and an owner, whose name may have spaces."""
VERSION = re.compile(r"^COPY .*\n(.+)\n", re.MULTILINE)
OURS = ("alembic_version", *Base.metadata.tables)
"""A database may hold others' tables too; they are let be."""
OTHERS = (
    "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    "AND coalesce(backend_type, 'client backend') = 'client backend' AND usename IS NOT NULL ORDER BY usename"
)
"""Whoever else is in the database. What kind of session another role has is told to few, so an unknown kind counts
(postgresql.org/docs/current/monitoring-stats.html); the server's own have no role."""
REVISION = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY)"
NO_SERVICE = "DATABASE_URL names a service, so what is secret goes into that service's file: {names}."


def save(url: str, to: Path) -> None:
    """Writes our tables, as they are at one moment, into `to`. Raises Unusable."""
    ours = [f"--table={table}" for table in OURS]
    _run(url, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", *ours, f"--file={to}")


def revision_in(file: Path) -> str:
    """The revision of an undamaged backup with all of its tables. Raises Unusable."""
    damaged = f"{file} is damaged, or is no backup of Elan on PostgreSQL. Use another."
    _tool("pg_restore")
    try:
        _run("", "pg_restore", f"--file={os.devnull}", str(file))  # reads all of it
        said = _run("", "pg_restore", "--data-only", "--table=alembic_version", "--file=-", str(file))
        found = VERSION.search(said)
    except Unusable as error:
        raise Unusable(damaged) from error
    if found is None or "delivery" not in _tables(file):
        raise Unusable(damaged)
    return found[1]


def _tables(file: Path) -> set[str]:
    listed = _run("", "pg_restore", "--list", str(file)).splitlines()
    return {found[1] for found in map(LISTED.match, listed) if found}


def put_back(url: str, file: Path, settle: Callable[[Connection], None], finish: Callable[[Engine], None]) -> None:
    """Replaces the tables. Whoever starts a bot meanwhile waits; should this end half way, no bot starts at all:
    what is no revision stands in the database until the last thing is written. Raises HalfDone then."""
    revision = revision_in(file)
    with opened(url) as engine:
        with Writers(engine).unhurried() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({WRITERS_LOCK})")  # until the connection ends
            _must_be_idle(connection)
            _empty(connection)
            try:
                _fill(url, file)
                settle(connection)
                connection.execute(update(AT).values(version_num=revision))
                connection.exec_driver_sql(f"SELECT pg_advisory_unlock({WRITERS_LOCK})")
                connection.commit()
            except Unusable as error:
                raise HalfDone(str(error)) from error
            except (SQLAlchemyError, OSError) as error:
                raise HalfDone(f"It could not be filled ({type(error).__name__}).") from error
        finish(engine)


def _empty(connection: Connection) -> None:
    """In the same commit it is written down that it is no whole database."""
    for table in OURS:
        connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{table}" CASCADE')
    connection.exec_driver_sql(REVISION)
    connection.execute(insert(AT).values(version_num=RESTORING))
    connection.commit()


def _must_be_idle(connection: Connection) -> None:
    roles = connection.exec_driver_sql(OTHERS).scalars().all()
    if roles:
        who = ", ".join(roles)
        raise Unusable(f"The database is in use, by {who}. Stop Elan first, in every process, then restore.")


def _fill(url: str, file: Path) -> None:
    """Everything in the file but the revision."""
    listed = _run("", "pg_restore", "--list", str(file)).splitlines()
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.writelines(f"{one}\n" for one in listed if "alembic_version" not in one.split())
        chosen.flush()
        how = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        _run(url, "pg_restore", *how, f"--use-list={chosen.name}", str(file))


def _run(url: str, tool: str, *words: str) -> str:
    """What the tool says."""
    with _reaching(url) as (to, environment):
        command = [_tool(tool), *to, *words]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unusable(f"{tool} failed: {(done.stderr.strip().splitlines() or ['it does not say why'])[0]}")
    return done.stdout


@contextmanager
def _reaching(url: str) -> Iterator[tuple[list[str], dict[str, str]]]:
    """What a tool is told so that it reaches the database: words, and an environment. Command lines can be read by
    others: the password goes by the environment, and what else is secret by a file of its owner's."""
    if not url:
        yield [], dict(os.environ)
        return
    from psycopg.conninfo import make_conninfo

    with opened(url) as engine:
        _, known = engine.dialect.create_connect_args(engine.url)
    known.pop("context", None)  # the driver's, and not the server's
    secret = {name: str(known.pop(name)) for name in _secrets() & known.keys()}
    environment = dict(os.environ)
    if "password" in secret:
        environment["PGPASSWORD"] = secret.pop("password")
    if secret and "service" in known:
        raise Unusable(NO_SERVICE.format(names=", ".join(sorted(secret))))
    with tempfile.NamedTemporaryFile("w", suffix=".conf") as service:
        if secret:
            service.writelines(["[elan]\n", *(f"{name}={value}\n" for name, value in secret.items())])
            service.flush()
            environment["PGSERVICEFILE"], known["service"] = service.name, "elan"
        yield [f"--dbname={make_conninfo(**known)}"], environment


def _secrets() -> set[str]:
    """The parameters of a connection that libpq itself shows to nobody
    (postgresql.org/docs/current/libpq-connect.html, dispchar), and its keys."""
    from psycopg.pq import Conninfo

    hidden = {one.keyword.decode() for one in Conninfo.get_defaults() if one.dispchar == b"*"}
    return hidden | {"scram_client_key", "scram_server_key"}


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Unusable(f"{name} is not on the PATH. Install PostgreSQL's client programs, of the server's version.")
    return found
