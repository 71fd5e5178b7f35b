"""A process of the bot as an operator starts it, that may end or fall asleep at a named step.

Its clock is the real one plus what the test adds, so that a day or a quarantine can pass at once; and its metronome
is hurried, so that what happens every half minute happens many times a second. All else is as in life.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from importlib import import_module
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from bot.__main__ import main
from bot.desk import Desk, Now
from bot.wiring import Bot
from db.turns import Turn
from handlers.clock import ticks

DIES = "DIES"
"""The environment variable: `step:before:1` or `step:after:3`, the last being the how-manieth time."""
SLEEPS = "SLEEPS"
"""The same, for a process that only falls asleep there."""
STEPS = {
    "receipt": ("handlers.slack.serve", "add_receipt"),
    "commit": ("bot.work", "Work.keep"),
    "acknowledgement": ("handlers.slack.socket", "send_response"),
    "claim": ("db.queries.delivery", "claim_next"),
    "claimed": ("bot.delivery.claiming", "Claims._claim"),
    "opening": ("handlers.slack.messenger", "SlackMessenger.direct_channel"),
    "going": ("bot.delivery.sending", "Courier._must_be_in_time"),
    "post": ("handlers.slack.messenger", "SlackMessenger.post"),
    "repaint": ("handlers.slack.messenger", "SlackMessenger.update"),
    "mark": ("db.queries.delivery", "settle"),
    "settled": ("bot.delivery.sending", "Courier._settle"),
    "taking over": ("db.queries.delivery", "take_over"),
    "looking": ("handlers.slack.messenger", "SlackMessenger.find"),
}
"""Where each step is: the module, and the function in it."""
TICK_S = 0.1
DESKS: list[Desk] = []
"""The process's only one, once it has one."""


@dataclass(frozen=True, slots=True)
class Start:
    """What a process is started with. `offset` is by how many seconds its clock is ahead of the real one.

    `part` is what an operator types: `run` for all of the bot, `web` or `worker` for a half of it.
    """

    environment: Mapping[str, str]
    folder: str
    offset: "Synchronized[float]"
    part: str = "run"


def run(start: Start) -> None:
    """The whole life of the process."""
    os.environ.clear()
    os.environ.update(start.environment)
    os.chdir(start.folder)
    said = os.open(Path(start.folder) / f"{os.getpid()}.log", os.O_WRONLY | os.O_CREAT)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(said, stream.fileno())
    tell_time(start.offset)
    for variable, number in ((DIES, signal.SIGKILL), (SLEEPS, signal.SIGSTOP)):
        if variable in os.environ:
            arrange(os.environ[variable], number)
    sys.exit(main([start.part]))


def tell_time(offset: "Synchronized[float]") -> None:
    """The bot's clock is the test's, and the metronome is hurried."""
    begin, tick = Desk.__init__, ticks.Tick

    def now() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=offset.value)

    def on_the_tests_clock(desk: Desk, engine: Engine, now: Now) -> None:
        begin(desk, engine, now, lambda: time.monotonic() + offset.value)
        desk._writers._turn = desk._writers._turn or Turn()
        DESKS.append(desk)

    def hurried(name: str, seconds: float, run: Callable[[], object]) -> ticks.Tick:
        return tick(name, min(seconds, TICK_S), run)

    Bot.__init__.__defaults__ = (now,)
    Desk.__init__ = on_the_tests_clock  # type: ignore[method-assign, assignment]
    ticks.Tick = hurried  # type: ignore[assignment, misc]


def arrange(wish: str, number: signal.Signals) -> None:
    """Puts the signal where it was wished for."""
    step, when, which = wish.split(":")
    module, path = STEPS[step]
    *owners, name = path.split(".")
    owner: Any = import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    setattr(owner, name, Watched(getattr(owner, name), number, when, int(which)).wrapped(step))


class Watched:
    """A function that sends its own process a signal before or after the so-manieth time it comes to something."""

    def __init__(self, function: Callable[..., Any], number: signal.Signals, when: str, which: int) -> None:
        self._function = function
        self._number = number
        self._when = when
        self._left = which
        self._counting = threading.Lock()

    def wrapped(self, step: str) -> Callable[..., Any]:
        @wraps(self._function)
        def call(*given: Any, **named: Any) -> Any:
            counts = step != "commit" or given[0].asker is not None
            if self._when == "before":
                self._strike(counts)
            answer = self._function(*given, **named)
            if self._when == "after":
                self._strike(counts and answer is not None if step.startswith("claim") else counts)
            return answer

        return call

    def _strike(self, counts: object) -> None:
        with self._counting:
            self._left -= bool(counts)
            struck = bool(counts) and self._left == 0
        if struck:
            with nobody_writing() if self._number is signal.SIGSTOP else nullcontext():
                signal.pthread_kill(threading.get_ident(), self._number)  # to this thread, which then does nothing more


@contextmanager
def nobody_writing() -> Iterator[None]:
    """No thread of this process is writing: one that sleeps in its turn holds up every process, on SQLite for good and
    on PostgreSQL until the server has had enough of it."""
    turn = DESKS[0]._writers._turn
    assert turn is not None
    with turn.mine():
        yield
