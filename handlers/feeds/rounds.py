"""A thread that looks whether a feed is due. What fetches is imported with the first: most communities have none."""

import threading
from typing import TYPE_CHECKING

import structlog

from bot.desk import Desk
from bot.marketplace import feeds

if TYPE_CHECKING:
    from handlers.feeds.polling import Poller

LOOK_S = 30.0
"""Between two looks whether a feed is due."""
STOP_S = 1.0
log = structlog.get_logger()


class Rounds:
    """`poller` is what looks at feeds; without it, one that fetches from public addresses."""

    def __init__(self, desk: Desk, poller: "Poller | None" = None) -> None:
        self._desk = desk
        self._poller = poller
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="feeds", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Begins with no other feed. One that is being fetched is left: it is looked at again in an hour."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                if self._any_due():
                    self._looking().look_at_due(self._stopping.is_set)
            except Exception:
                # the database may be away; what is due is due at the next look
                log.exception("feeds not looked at")
            self._stopping.wait(LOOK_S)

    def _any_due(self) -> bool:
        with self._desk.reading() as work:
            return feeds.any_due(work)

    def _looking(self) -> "Poller":
        if self._poller is None:
            from handlers.feeds.fetching import Fetcher
            from handlers.feeds.polling import Poller

            self._poller = Poller(self._desk, Fetcher())
        return self._poller
