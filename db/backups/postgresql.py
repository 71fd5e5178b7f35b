"""Backups of a PostgreSQL database: what pg_dump writes, put back by pg_restore."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from db.backups.faults import Unusable
from db.engine import WRITERS_LOCK, Writers, opened
from db.models import Base

LISTED = re.compile(r"^\d+;.* TABLE DATA \S+ (\S+) \S+$")
VERSION = re.compile(r"^COPY .*\n(.+)\n", re.MULTILINE)
OURS = ("alembic_version", *Base.metadata.tables)
"""A database may hold others' tables too; they are let be."""
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user "
    "AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


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
    the database's revision is the last thing written."""
    revision = revision_in(file)
    with opened(url) as engine:
        with Writers(engine).unhurried() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({WRITERS_LOCK})")  # until the connection ends
            _must_be_idle(connection)
            for table in OURS:
                connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{table}" CASCADE')
            connection.commit()
            _fill(url, file)
            settle(connection)
            connection.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({WRITERS_LOCK})")
            connection.commit()
        finish(engine)


def _must_be_idle(connection: Connection) -> None:
    if connection.exec_driver_sql(OTHERS).scalar():
        raise Unusable("The database is in use. Stop Elan first, in every process, then restore.")


def _fill(url: str, file: Path) -> None:
    """Everything in the file but the revision."""
    listed = _run("", "pg_restore", "--list", str(file)).splitlines()
    wanted = [one for one in listed if not ((found := LISTED.match(one)) and found[1] == "alembic_version")]
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write("\n".join(wanted) + "\n")
        chosen.flush()
        how = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        _run(url, "pg_restore", *how, f"--use-list={chosen.name}", str(file))


def _run(url: str, tool: str, *words: str) -> str:
    """What the tool says. The password goes by the environment: command lines can be read by others."""
    environment, to = dict(os.environ), []
    if url:
        from psycopg.conninfo import make_conninfo

        with opened(url) as engine:
            _, known = engine.dialect.create_connect_args(engine.url)
        known.pop("context", None)  # the driver's, and not the server's
        if "password" in known:
            environment["PGPASSWORD"] = str(known.pop("password"))
        to = [f"--dbname={make_conninfo(**known)}"]
    done = subprocess.run([_tool(tool), *to, *words], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Unusable(f"{tool} failed: {(done.stderr.strip().splitlines() or ['it does not say why'])[0]}")
    return done.stdout


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Unusable(f"{name} is not on the PATH. Install PostgreSQL's client programs, of the server's version.")
    return found
