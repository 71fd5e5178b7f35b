"""What it takes to start the bot, and how much memory its processes hold once they are there."""

import os
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import packages_distributions
from pathlib import Path

from db.engine import opened
from db.schema import migrate
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.bench.as_installed import HIDDEN
from tests.bench.figures import Figure
from tests.bench.socket_mode import SIGN_UP, SQUARE, post
from tests.bench.timing import median
from tests.town import ROOT, manifest

START = (
    "from pathlib import Path; from bot.__main__ import Bot, read_settings; bot = Bot(read_settings(Path())); "
    "bot.tell_status('127.0.0.1:0'); bot.listen(); bot.keep_time()"
)
"""All that `run` does until it is connected and keeps time, and then it is gone."""
GONE = "import os; os._exit(0)"
TURNS = 9
ROOM_MIB = 75
"""As `ps` and hosting platforms count: 2**20 bytes each."""
SETTLED_S, PEOPLE = 5, 120
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
ANY_PORT = "127.0.0.1:0"


def starting(folder: Path) -> Iterator[Figure]:
    """From nothing to a bot that is connected over Socket Mode and keeps time; its database is up to date, as at every
    start but one."""
    database = f"sqlite:///{folder / 'elan.db'}"
    with opened(database) as engine:
        migrate(engine)
    with Sandbox(manifest(), Clock()) as slack:
        environment = _environment(slack, database, socket=True)
        bare = "\n".join(f"import {name}" for name in _libraries(environment))
        rounds = [
            (_cpu(f"{START}; {GONE}", environment), _cpu(f"{bare}\n{GONE}", environment)) for _turn in range(TURNS)
        ]
    yield Figure("CPU of a start", "importing its libraries", *median(rounds), goal=1.5, unit="ms")


def _environment(slack: Sandbox, database: str, *, socket: bool) -> dict[str, str]:
    return {
        **os.environ,
        HIDDEN: _not_installed(),
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token if socket else "",
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database,
        "ELAN_CHANNEL": SQUARE,
        "ELAN_LISTEN": ANY_PORT,
        "ELAN_STATUS": ANY_PORT,
    }


def _libraries(environment: dict[str, str]) -> list[str]:
    """Each module of a library that a start has imported, in the order in which it was."""
    program = f"{START}; import sys; print(*sys.modules, flush=True); {GONE}"
    words, pipe = [sys.executable, "-c", program], subprocess.PIPE
    told = subprocess.run(words, cwd=ROOT, env=environment, check=True, text=True, stdout=pipe).stdout
    installed = packages_distributions().keys() - {"bot", "db", "handlers"}
    return [name for name in told.splitlines()[-1].split() if name.partition(".")[0] in installed]


def _cpu(program: str, environment: dict[str, str]) -> float:
    """Milliseconds of a process that runs it and ends."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


def holding(folder: Path) -> Iterator[Figure]:
    """A web process that takes requests over HTTP, a worker, and both in one over Socket Mode, each with its status
    pages, and with nothing installed but what operators have; and the last of them once it has been used."""
    against = "what it may hold"
    for command, socket in (("web", False), ("worker", False), ("run", True)):
        with _held_by(command, f"sqlite:///{folder / command}.db", socket=socket) as held:
            idle, used = held.settled(), held.used() if socket else 0.0
        yield Figure(f"Memory of a {command} process", against, idle, ROOM_MIB, goal=1, unit="MiB")
        if socket:
            yield Figure(f"the same after {PEOPLE} people in two languages", against, used, ROOM_MIB, unit="MiB")


def _not_installed() -> str:
    """The modules here of packages that requirements.txt does not pin, separated by commas."""
    pinned = {_plain(name) for name in PINNED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8"))}
    owned = packages_distributions().items()
    return ",".join(module for module, owners in owned if not pinned & {_plain(one) for one in owners})


def _plain(name: str) -> str:
    """A package's name as pip compares it (packaging.python.org/en/latest/specifications/name-normalization)."""
    return re.sub(r"[-_.]+", "-", name).lower()


class Held:
    """A process of the bot, and the pretend Slack that it serves."""

    def __init__(self, slack: Sandbox, process: "subprocess.Popen[str]") -> None:
        self._slack = slack
        self._process = process

    def settled(self) -> float:
        """Mebibytes that are in memory when it has been there for a while, and every tick has run."""
        time.sleep(SETTLED_S)
        words = ["ps", "-o", "rss=", "-p", str(self._process.pid)]
        return int(subprocess.run(words, check=True, text=True, stdout=subprocess.PIPE).stdout) / 1024

    def used(self) -> float:
        """The same after many people have signed up, looked and left."""
        locales = ("en-CA", "fr-CA")
        people = [self._slack.member(f"p{n}", f"Person {n}", locale=locales[n % 2]) for n in range(PEOPLE)]
        post(people[0])
        for one in people:
            one.types(SQUARE, SIGN_UP)
            one.types(SQUARE, "/volunteer")
            one.opens_home()
            one.types(SQUARE, "/volunteer leave 1")
        return self.settled()


@contextmanager
def _held_by(command: str, database: str, *, socket: bool) -> Iterator[Held]:
    with Sandbox(manifest(), Clock()) as slack:
        slack.invite_bot(slack.channel(SQUARE.strip("#")))
        environment = _environment(slack, database, socket=socket)
        with opened(database) as engine:
            migrate(engine)
        words, pipe = [sys.executable, "-m", "tests.bench.as_installed", command], subprocess.PIPE
        process = subprocess.Popen(words, cwd=ROOT, env=environment, text=True, stdout=pipe, stderr=subprocess.DEVNULL)
        try:
            assert process.stdout is not None
            while "connected" not in (line := process.stdout.readline()):
                if not line:
                    raise RuntimeError("the process has ended")
            yield Held(slack, process)
        finally:
            process.terminate()
            process.communicate()
