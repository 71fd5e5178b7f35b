"""Looking at feeds, one at a time, when each is due: a slow one holds up nothing but the next feed."""

from collections.abc import Callable

import structlog

from bot.desk import Desk
from bot.marketplace import feed_items, feeds
from bot.marketplace.feed_items import Taken
from bot.marketplace.feeds import Known, NoSuchFeed
from handlers.feeds.apart import read_apart
from handlers.feeds.fetching import Fetcher, Unfetched

log = structlog.get_logger()


class Poller:
    def __init__(self, desk: Desk, fetcher: Fetcher) -> None:
        self._desk = desk
        self._fetcher = fetcher

    def look_at_due(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Looks at every feed that is due, until it is to stop; how many there were."""
        looked = 0
        while not stopping():
            try:
                known = self._claim()
                if known is None:
                    return looked
                looked += 1
                log.info("feed", feed=known.id, found=str(self.look_at(known)))
            except Exception:
                # whatever it is, it is this feed's: it was planned anew when it was claimed
                log.exception("feed failed")
                return looked
        return looked

    def _claim(self) -> Known | None:
        """The next feed, if one is due: mostly none is, and then nobody waits for a turn to write."""
        with self._desk.reading() as work:
            if not feeds.any_due(work):
                return None
        with self._desk.work() as work:
            return feeds.claim_due(work)

    def look_at(self, known: Known) -> Taken | str:
        """Fetches a feed and takes in what it says; how much that was, or why it could not be read."""
        try:
            page = self._fetcher.fetch(known.url, known.etag, known.modified)
            if page.body is None:
                return self._unchanged(known)
            reading = read_apart(page.body, page.kind, self._desk.now())
            taken = feed_items.take_in(self._desk, known, reading, page.etag, page.modified)
        except Unfetched as unfetched:
            fault = str(unfetched)
            with self._desk.work() as work:
                feeds.failed(work, known.id, fault)
            return fault
        except NoSuchFeed:
            return Taken()
        return taken

    def _unchanged(self, known: Known) -> Taken:
        with self._desk.work() as work:
            if feed := feeds.kept(work, known.id):
                feeds.went_well(work, feed, known.etag, known.modified)
        return Taken()
