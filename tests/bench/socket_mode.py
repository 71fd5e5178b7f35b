"""What a sign-up costs over a real Socket Mode connection, each side a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sandbox.actor import Actor
from sandbox.clock import Clock
from sandbox.server import Sandbox
from tests.bench.figures import Figure
from tests.bench.timing import median
from tests.town import EVENING, LATE, ROOT, manifest

ROUNDS, EACH = 9, 100
SQUARE = "#volunteering"
SIGN_UP = "/volunteer signup 1 designer"
STARTS_WITHIN_S = 30


class Served:
    """The people of a pretend Slack, and the process that serves them."""

    def __init__(self, slack: Sandbox, process: "subprocess.Popen[str]") -> None:
        self._process = process
        slack.wait_connected(seconds=STARTS_WITHIN_S)
        self.people = [slack.member(f"p{n}", f"Person {n}") for n in range(EACH * (ROUNDS + 1))]
        self._next = iter(self.people)

    def sign_ups(self) -> float:
        """Signs up the next hundred; the microseconds of CPU the process took for one."""
        before = self._cpu()
        for _turn in range(EACH):
            next(self._next).types(SQUARE, SIGN_UP)
        return (self._cpu() - before) / EACH / 1000

    def _cpu(self) -> int:
        asked, told = self._process.stdin, self._process.stdout
        assert asked is not None
        assert told is not None
        asked.write("\n")
        asked.flush()
        while not (line := told.readline().strip()).isdigit():  # the bot greets
            if not line:
                raise RuntimeError("the process has ended")
        return int(line)


@contextmanager
def served(database: Path, *command: str) -> Iterator[Served]:
    with Sandbox(manifest(), Clock()) as slack:
        slack.invite_bot(slack.channel(SQUARE.strip("#")))
        environment = {
            **os.environ,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": f"sqlite:///{database}",
            "ELAN_CHANNEL": SQUARE,
            "ELAN_STATUS": "off",
        }
        child = [sys.executable, "-m", "tests.bench.child", *command]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(child, env=environment, cwd=ROOT, text=True, **pipes)  # type: ignore[call-overload]
        try:
            yield Served(slack, process)
        finally:
            process.terminate()
            process.wait()


def post(organizer: Actor) -> None:
    """A dated posting with a seat for everyone."""
    day = datetime.now(UTC).date() + timedelta(days=9)
    organizer.types(SQUARE, "/organize post")
    dialog = organizer.sees_dialog()
    dialog.fill({"title": "Map the city's parks", "organization": "Parks Ottawa", "summary": "Walk a park"})
    dialog.fill({"roles": "Designer", "day": day, "start": EVENING, "end": LATE}).submit()
    organizer.sees_dialog().close()


def over_socket_mode(folder: Path) -> Iterator[Figure]:
    """The same sign-up with everything that is done for it: the connection, sending, the ticks."""
    with ExitStack() as open_ones:
        ours = open_ones.enter_context(served(folder / "elan.db", "run"))
        nothing = open_ones.enter_context(served(folder / "none.db", "nothing"))
        post(ours.people[0])
        for person in ours.people:
            person.types(SQUARE, "/volunteer language en")  # nobody is new when they sign up
        rounds = [(ours.sign_ups(), nothing.sign_ups()) for _round in range(ROUNDS + 1)]
    took, base = median(rounds[1:])
    yield Figure("CPU of a sign-up over Socket Mode", "a process whose listener does nothing", took, base, goal=10)
