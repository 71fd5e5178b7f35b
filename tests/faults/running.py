"""The bot in processes of its own, any number of them on one database, and the pretend Slack they serve."""

import multiprocessing
import os
import socket
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.delivery.claiming import LEASE
from bot.delivery.sending import QUARANTINE
from bot.desk import Desk
from db.engine import open_engine
from db.models import Delivery
from db.models import DeliveryState as S
from handlers.slack.http import PATH
from sandbox.actor import Actor, Message
from sandbox.server import Sandbox
from tests.faults import child

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.faults.child"])
"""Each begins as a copy of a process that has imported everything and done nothing: in no time, and like a new one."""
ENDS = (S.SENT, S.CANCELLED, S.EXPIRED)
SQUARE = "volunteering"
UP = "Elan is connected to Slack"
"""What a process says once it does all it was started for."""
SECOND = timedelta(seconds=1)
LATER = LEASE + QUARANTINE + SECOND
"""Longer than whatever a process holds is left to it."""
REST = 2 * SECOND
"""Passes at each look while something is on its way, or in doubt: little beside a lease, were it only slow."""
PATIENCE_S = 25.0
LOOK_S = 0.02


class Running:
    """`crew` are the processes, the dead ones too. Looks at the database; writes nothing into it."""

    def __init__(self, slack: Sandbox, database: str, folder: Path) -> None:
        self.slack = slack
        self.crew: list[BaseProcess] = []
        self.desk = Desk(open_engine(database), slack.clock.now)
        self._offset: Any = PROCESSES.RawValue("d", 0.0)
        self._folder = folder
        self._environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database,
            "ELAN_CHANNEL": SQUARE,
            "ELAN_STATUS": "off",
        }

    def comes_over_http(self) -> None:
        """From now on what Slack has to tell is posted to whichever process serves the web."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        del self._environment["SLACK_APP_TOKEN"]
        self._environment |= {"SLACK_SIGNING_SECRET": self.slack.signing_secret, "ELAN_LISTEN": f"127.0.0.1:{port}"}
        self.slack.deliver_to(f"http://127.0.0.1:{port}{PATH}")

    def starts(self, part: str = "run", **wish: str) -> BaseProcess:
        """Another process, connected; `DIES` or `SLEEPS` say where it ends or falls asleep."""
        connected = len(self.slack.link.connections)
        start = child.Start({**self._environment, **wish}, str(self._folder), self._offset, part)
        process = PROCESSES.Process(target=child.run, args=(start,), daemon=True)
        process.start()
        self.crew.append(process)
        if part != "worker" and "SLACK_APP_TOKEN" in self._environment:
            self.until(lambda: len(self.slack.link.connections) > connected or not process.is_alive())
        self.until(lambda: self._says_it_is_up(process) or not process.is_alive())
        return process

    def _says_it_is_up(self, process: BaseProcess) -> bool:
        said = self._folder / f"{process.pid}.log"
        return said.exists() and UP in said.read_text("utf-8")

    def close(self) -> None:
        for process in self.crew:
            process.kill()
            process.join()
        self.slack.link.hang_up()
        self.desk.engine.dispose()

    @property
    def now(self) -> datetime:
        return self.slack.clock.now()

    def advance(self, by: timedelta) -> None:
        """Every clock at once: Slack's and the processes'."""
        self._offset.value += by.total_seconds()
        self.slack.advance(by)

    def until(self, true: Callable[[], object]) -> None:
        limit = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < limit, f"waited in vain; {self.told()}"
            time.sleep(LOOK_S)

    def told(self) -> str:
        """What the processes said, for whoever asks why."""
        return "\n".join(path.read_text("utf-8")[-3000:] for path in sorted(self._folder.glob("*.log")))

    # what is owed, and what was seen

    def deliveries(self) -> Sequence[Delivery]:
        with self.desk.reading() as work:
            return work.db.scalars(select(Delivery).order_by(Delivery.id)).all()

    def quiet(self) -> bool:
        """Whether all that is due was sent; moves the clocks on while a pause or a quarantine is waited for."""
        owed = self.deliveries()
        if any(one.state in (S.SENDING, S.UNKNOWN) for one in owed):
            self.advance(REST)
            return False
        if any(one.state is S.READY and one.due_at <= self.now for one in owed):
            self.advance(SECOND)
            return False
        return True

    def posts(self) -> Counter[int]:
        """How often each delivery is seen in the pretend Slack, by its id."""
        seen: Counter[int] = Counter()
        for channel in self.slack.workspace.channels.values():
            for post in channel.posts.values():
                if post.metadata:
                    seen[post.metadata["event_payload"]["delivery"]] += 1
        return seen

    def check_messages(self) -> None:
        """Nothing is lost and nothing doubled: what was due came to its end; what counts as sent, and nothing else, was
        seen once."""
        owed = [one for one in self.deliveries() if one.coalesce is None]
        assert [one.key for one in owed if one.state not in ENDS and one.due_at <= self.now] == []
        assert self.posts() == {one.id: 1 for one in owed if one.state is S.SENT}

    def settled(self) -> list[tuple[S, str | None, datetime | None]]:
        """What has been written down of each delivery: its state, the message it became, and when."""
        return [(one.state, one.message, one.settled_at) for one in self.deliveries()]

    def cards(self, reader: Actor) -> list[Message]:
        """What everybody sees in the channel."""
        return [one for one in reader.sees(SQUARE) if not one.is_ephemeral]
