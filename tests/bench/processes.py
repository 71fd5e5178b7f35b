"""What it takes to start the bot, and how much memory its processes hold once they are there."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from db.engine import opened
from db.schema import migrate
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.bench.figures import Figure
from tests.bench.timing import median
from tests.town import ROOT, manifest

LIBRARIES = "slack_bolt, sqlalchemy, alembic, apscheduler, babel, structlog, waitress, prometheus_client"
START = "from pathlib import Path; from bot.__main__ import Bot, read_settings; Bot(read_settings(Path())).stop()"
TURNS = 9
ROOM_MB = 75
ANY_PORT = "127.0.0.1:0"


def starting(folder: Path) -> Iterator[Figure]:
    """From nothing to a bot that could ask Slack who it is; its database is up to date, as at every start but one."""
    database = f"sqlite:///{folder / 'elan.db'}"
    with opened(database) as engine:
        migrate(engine)
    environment = {**os.environ, "DATABASE_URL": database, "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    bare = f"import {LIBRARIES}"
    rounds = [(_cpu(START, environment), _cpu(bare, environment)) for _turn in range(TURNS)]
    yield Figure("CPU of a start", "importing its libraries", *median(rounds), goal=1.5, unit="ms")


def _cpu(program: str, environment: dict[str, str]) -> float:
    """Milliseconds of a process that runs it and ends."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def holding(folder: Path) -> Iterator[Figure]:
    """A web process that takes requests over HTTP, and a worker, each with its status pages."""
    for command in ("web", "worker"):
        held = _held_by(command, f"sqlite:///{folder / command}.db")
        yield Figure(f"Memory of a {command} process", "what it may hold", held, ROOM_MB, goal=1, unit="MB")


def _held_by(command: str, database: str) -> float:
    """Megabytes that are in memory of the process once it has said that it is there."""
    with Sandbox(manifest(), Clock()) as slack:
        environment = {
            **os.environ,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": "",
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database,
            "ELAN_LISTEN": ANY_PORT,
            "ELAN_STATUS": ANY_PORT,
        }
        with opened(database) as engine:
            migrate(engine)
        words, pipe = [sys.executable, "-m", "bot", command], subprocess.PIPE
        process = subprocess.Popen(words, cwd=ROOT, env=environment, text=True, stdout=pipe, stderr=subprocess.DEVNULL)
        try:
            assert process.stdout is not None
            while "connected" not in (line := process.stdout.readline()):
                if not line:
                    raise RuntimeError("the process has ended")
            told = subprocess.run(["ps", "-o", "rss=", "-p", str(process.pid)], check=True, text=True, stdout=pipe)
            return int(told.stdout) * 1024 / 1_000_000
        finally:
            process.terminate()
            process.communicate()
