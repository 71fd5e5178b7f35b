"""A day in the town, lived by people who ask again whenever they get no answer, while the bot dies around them."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.process import BaseProcess
from zoneinfo import ZoneInfo

from sqlalchemy import select

from db.models import Account, Signup
from sandbox.actor import Actor
from sandbox.interactions import events
from tests.faults.child import DIES
from tests.faults.running import LATER, SQUARE, Running
from tests.town import POSTING

TORONTO = ZoneInfo("America/Toronto")
FAILED = "failed with the error"
TRIES = 12
ASKS_AGAIN_S = 3.0


@dataclass(frozen=True, slots=True)
class Fate:
    """How the processes die, one after another; those after the last live.

    `wishes` say at which step, `moments` how many seconds after they were up they are killed from outside. `parts` are
    what runs side by side.
    """

    wishes: Sequence[str] = ()
    moments: Sequence[float] = ()
    parts: Sequence[str] = ("run",)


class Day:
    """Begins with all of the bot running."""

    def __init__(self, running: Running, fate: Fate) -> None:
        self.running = running
        self.wishes, self.moments = list(fate.wishes), list(fate.moments)
        self.deaths = 0
        self.crew: dict[str, BaseProcess] = {}
        slack = running.slack
        self.rosa, self.ana, self.luc = (slack.member(name) for name in ("rosa", "ana", "luc"))
        self.priya, self.noemie = (slack.member(name) for name in ("priya", "noemie"))
        self.starts = (running.now + timedelta(hours=26)).astimezone(TORONTO).replace(second=0, microsecond=0)
        for part in fate.parts:
            self._start(part)

    def _start(self, part: str) -> None:
        wish = {DIES: self.wishes.pop(0)} if self.wishes else {}
        self.crew[part] = self.running.starts(part, **wish)
        if self.moments:
            threading.Timer(self.moments.pop(0), self.crew[part].kill).start()

    def dead(self) -> list[str]:
        """The parts of the bot that do not run any more."""
        return [part for part, process in self.crew.items() if not process.is_alive()]

    def mend(self) -> None:
        """A process that died is followed by another, some minutes later; Slack repeats the events nobody took."""
        while dead := self.dead():
            assert self.crew[dead[0]].exitcode == -9, self.running.told()
            self.deaths += 1
            if dead[0] != "worker":
                self.running.slack.link.hang_up()
                self.running.until(lambda: not self.running.slack.link.connections)
            self.running.advance(LATER)
            self._start(dead[0])
            self.running.slack.retry_events()

    def insists(self, act: Callable[[], object], done: Callable[[], object]) -> None:
        """Somebody does something again and again until they are answered."""
        for _turn in range(TRIES):
            self.mend()
            act()
            if done():
                return
            self._waits(done)
        raise AssertionError(f"no answer; {self.running.told()}")

    def _waits(self, done: Callable[[], object]) -> None:
        """For an answer, as long as it may come."""
        asks_again = time.monotonic() + ASKS_AGAIN_S
        self.running.until(lambda: self.dead() or done() or time.monotonic() > asks_again)

    def settles(self) -> None:
        """All that is due goes out, whoever dies over it."""

        def still() -> bool:
            self.mend()
            return self.running.quiet()

        self.running.until(still)

    # the day

    def passes(self) -> None:
        self.insists(self._posts, lambda: self.rosa.dialog and self.rosa.dialog.title == "Posted")
        self.settles()
        self.types(self.ana, "/volunteer signup 1 designer")
        self.types(self.luc, "/volunteer waitlist 1 designer")
        self.presses(self.priya, "Join as Developer")
        self.insists(self._looks, lambda: self.noemie.home)
        self.types(self.ana, "/volunteer leave 1")
        for hours in (24, 1):
            self.settles()
            self.running.advance(self.starts - timedelta(hours=hours) - self.running.now)
        self.settles()

    def _posts(self) -> None:
        if self.rosa.dialog is None:
            self.rosa.types(SQUARE, "/organize post")
        dialog = self.rosa.dialog
        if dialog is not None and dialog.title != "Posted":
            ends = self.starts + timedelta(hours=2)
            dated = {"day": self.starts.date(), "start": self.starts.time(), "end": ends.time()}
            dialog.fill({**POSTING, **dated}).submit()

    def _looks(self) -> None:
        if self.noemie.home is None and not self.running.slack.platform.delivery.missed:
            events.open_home(self.running.slack.platform, self.noemie.id, "home")

    def types(self, who: Actor, line: str) -> None:
        told: list[str] = []
        self.insists(
            lambda: told.extend(one.words for one in who.types(SQUARE, line)),
            lambda: told and FAILED not in told[-1],
        )

    def presses(self, who: Actor, label: str) -> None:
        (card,) = self.running.cards(who)
        before = {one.ts for one in who.sees(SQUARE)}
        self.insists(
            lambda: who.presses(who.again(card), label),
            lambda: [one for one in who.sees(SQUARE) if one.ts not in before],
        )

    # what is true at its end

    def signups(self) -> Counter[tuple[str, str]]:
        names = {one.id: one.name for one in (self.ana, self.luc, self.priya)}
        rows = select(Account.platform_id, Signup.state).join(Signup, Signup.person_id == Account.person_id)
        with self.running.desk.reading() as work:
            return Counter((names[who], str(state)) for who, state in work.db.execute(rows))

    def heads(self, who: Actor) -> list[str]:
        """The first words of what the bot wrote to somebody."""
        return [one.words.split()[0] for one in who.sees(who.dm)]

    def check(self) -> None:
        """Each sign-up once, the seats right, one card, and every message seen once."""
        (card,) = self.running.cards(self.rosa)
        assert "Designer 1 of 1: Luc\nDeveloper 1 of 2: Priya" in card.words
        assert self.signups() == Counter({("ana", "left"): 1, ("luc", "in"): 1, ("priya", "in"): 1})
        assert self.heads(self.luc) == ["A", "Reminder:", "Reminder:"]
        assert self.heads(self.priya) == ["Reminder:", "Reminder:"]
        assert self.heads(self.ana) == []
        self.running.check_messages()
