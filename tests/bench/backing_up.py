"""Whether a backup keeps anybody waiting."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import text

from bot.desk import Desk
from db.backups import back_up
from db.queries.receipts import add_receipt
from tests.bench.figures import Figure
from tests.bench.signing_up import world

SIZE_MB, EVERY_S, STALL_MS = 250, 0.002, 150
FILLING = text("""
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)
    INSERT INTO receipt (key, answer, created_at)
    SELECT printf('filling:%08d', n), hex(randomblob(:half)), '2026-11-23 15:00:00.000000' FROM numbers
""")
LONG = 4_000
"""Letters in an answer that fills."""


class Writer(threading.Thread):
    """Writes and commits every two milliseconds. `longest` is the most one took, in milliseconds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(daemon=True)
        self._desk = desk
        self._ending = threading.Event()
        self.longest, self.written = 0.0, 0

    def run(self) -> None:
        while not self._ending.wait(EVERY_S):
            start = time.perf_counter()
            with self._desk.work() as work:
                add_receipt(work.sql, f"writer:{self.written}", "{}", work.now)
            self.longest = max(self.longest, (time.perf_counter() - start) * 1000)
            self.written += 1

    def end(self) -> None:
        self._ending.set()
        self.join()


def backing_up(folder: Path) -> Iterator[Figure]:
    """A backup of a large database, while somebody else writes."""
    with world(folder, 1) as town:
        with town.desk.engine.begin() as sql:
            sql.execute(FILLING, {"count": SIZE_MB * 1_000_000 // LONG, "half": LONG // 2})
        writer = Writer(town.desk)
        writer.start()
        copy = folder / "copy.db"
        try:
            back_up(f"sqlite:///{town.desk.engine.url.database}", copy)
        finally:
            writer.end()
        if copy.stat().st_size < SIZE_MB * 1_000_000 or not writer.written:
            raise RuntimeError(f"the copy has {copy.stat().st_size} bytes, and {writer.written} were written meanwhile")
        what = f"The longest write during a backup of {SIZE_MB} MB"
        yield Figure(what, "what nobody notices", writer.longest, STALL_MS, goal=1, unit="ms")
