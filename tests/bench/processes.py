"""What it takes to start the bot, and how much memory its processes hold once they are there."""

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from db.engine import opened
from db.schema import migrate
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.bench.as_installed import HIDDEN
from tests.bench.figures import Figure
from tests.bench.timing import median
from tests.town import ROOT, manifest

START = "from pathlib import Path; from bot.__main__ import Bot, read_settings; Bot(read_settings(Path())).stop()"
TURNS = 9
ROOM_MIB = 75
"""As `ps` and hosting platforms count: 2**20 bytes each."""
SETTLED_S = 5
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
ANY_PORT = "127.0.0.1:0"


def starting(folder: Path) -> Iterator[Figure]:
    """From nothing to a bot that could ask Slack who it is; its database is up to date, as at every start but one."""
    database = f"sqlite:///{folder / 'elan.db'}"
    with opened(database) as engine:
        migrate(engine)
    environment = {**os.environ, "DATABASE_URL": database, "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    bare = "\n".join(f"import {name}" for name in _libraries(environment))
    rounds = [(_cpu(START, environment), _cpu(bare, environment)) for _turn in range(TURNS)]
    yield Figure("CPU of a start", "importing its libraries", *median(rounds), goal=1.5, unit="ms")


def _libraries(environment: dict[str, str]) -> list[str]:
    """Each module of a library that a start has imported, in the order in which it was."""
    program = f"{START}; import sys; print(*sys.modules)"
    words, pipe = [sys.executable, "-c", program], subprocess.PIPE
    told = subprocess.run(words, cwd=ROOT, env=environment, check=True, text=True, stdout=pipe).stdout
    installed = packages_distributions().keys() - {"bot", "db", "handlers"}
    return [name for name in told.split() if name.partition(".")[0] in installed]


def _cpu(program: str, environment: dict[str, str]) -> float:
    """Milliseconds of a process that runs it and ends."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def holding(folder: Path) -> Iterator[Figure]:
    """A web process that takes requests over HTTP, a worker, and both in one over Socket Mode, each with its status
    pages, and with nothing installed but what operators have."""
    for command, socket in (("web", False), ("worker", False), ("run", True)):
        held = _held_by(command, f"sqlite:///{folder / command}.db", socket=socket)
        yield Figure(f"Memory of a {command} process", "what it may hold", held, ROOM_MIB, goal=1, unit="MiB")


def _not_installed() -> str:
    """The modules here of packages that requirements.txt does not pin, separated by commas."""
    pinned = {_plain(name) for name in PINNED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))}
    owned = packages_distributions().items()
    return ",".join(module for module, owners in owned if not pinned & {_plain(one) for one in owners})


def _plain(name: str) -> str:
    """A package's name as pip compares it (packaging.python.org/en/latest/specifications/name-normalization)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _held_by(command: str, database: str, *, socket: bool) -> float:
    """Mebibytes that are in memory of the process when it has been there for a while, and every tick has run."""
    with Sandbox(manifest(), Clock()) as slack:
        environment = {
            **os.environ,
            HIDDEN: _not_installed(),
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token if socket else "",
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database,
            "ELAN_LISTEN": ANY_PORT,
            "ELAN_STATUS": ANY_PORT,
        }
        with opened(database) as engine:
            migrate(engine)
        words, pipe = [sys.executable, "-m", "tests.bench.as_installed", command], subprocess.PIPE
        process = subprocess.Popen(words, cwd=ROOT, env=environment, text=True, stdout=pipe, stderr=subprocess.DEVNULL)
        try:
            assert process.stdout is not None
            while "connected" not in (line := process.stdout.readline()):
                if not line:
                    raise RuntimeError("the process has ended")
            time.sleep(SETTLED_S)
            told = subprocess.run(["ps", "-o", "rss=", "-p", str(process.pid)], check=True, text=True, stdout=pipe)
            return int(told.stdout) / 1024
        finally:
            process.terminate()
            process.communicate()
