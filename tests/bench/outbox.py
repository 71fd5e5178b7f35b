"""What the outbox costs as it grows."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Engine, text

from bot.delivery.sending import Courier
from db.queries.delivery import claim_next
from handlers.clock.senders import Senders
from handlers.clock.ticks import ticks
from tests.bench.figures import Figure
from tests.bench.platform import NOTICE, WORDING, Platform
from tests.bench.signing_up import world
from tests.bench.timing import side_by_side
from tests.bench.world import NOW, World

FEW, MANY, DUE = 1_000, 1_000_000, 100
ROWS = text("""
    WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)
    INSERT INTO delivery (key, kind, subject_id, facts, place_id, channel, lane, due_at, expires_at, state, attempts,
        claimed_at, settled_at, message, created_at)
    SELECT printf('%s:%09d', :name, n), :kind, n, '{}', 1, printf('C%d', n % :lanes), printf('1:C%d', n % :lanes),
        strftime('%Y-%m-%d %H:%M:%f000', :now, printf('+%d seconds', n * :apart)),
        strftime('%Y-%m-%d %H:%M:%f000', :now, '+90 days'),
        CASE WHEN n % 2 OR :ready THEN 'ready' ELSE 'sent' END, 0,
        CASE WHEN n % 2 OR :ready THEN NULL ELSE :now END, CASE WHEN n % 2 OR :ready THEN NULL ELSE :now END,
        CASE WHEN n % 2 OR :ready THEN NULL ELSE printf('%d.1', n) END, :now
    FROM numbers
""")
"""Half of them were sent, unless all are ready."""


def owe(
    engine: Engine, count: int, *, ready: bool, lanes: int = 500, apart: int = 0, after: timedelta | None = None
) -> None:
    """Owes so many messages to as many channels as there are lanes, in turn; the first is due `after` now."""
    due = NOW + (after or timedelta())
    values = {"count": count, "ready": ready, "lanes": lanes, "apart": apart, "kind": NOTICE, "name": f"{due}"}
    with engine.begin() as sql:
        sql.execute(ROWS, {**values, "now": f"{due:%Y-%m-%d %H:%M:%S}.000000"})


def stocked(town: World, count: int, due: int) -> World:
    """So many deliveries, half of them sent, the others due in days to come; and so many that are due."""
    owe(town.desk.engine, count, ready=False, apart=1, after=timedelta(hours=1))
    if due:
        owe(town.desk.engine, due, ready=True, lanes=due)
    return town


def claiming(folder: Path) -> Iterator[Figure]:
    """All that is due is claimed, one after another, each in a lane of its own."""
    with world(folder / "few", 1) as one, world(folder / "many", 1) as other:
        few, many = stocked(one, FEW, DUE), stocked(other, MANY, DUE)
        took, base = side_by_side(lambda: _claim_all(many), lambda: _claim_all(few), rounds=11, each=2)
        yield Figure(f"Claiming {DUE} due among {MANY:,}", f"claiming {DUE} among {FEW:,}", took, base, goal=2)


def _claim_all(town: World) -> None:
    """Claims what is due, and takes it back so that it can be claimed again."""
    with town.desk.work() as work:
        claimed = 0
        while claim_next(work.db, work.now, "lease") is not None:
            claimed += 1
        if claimed != DUE:
            raise RuntimeError(f"{claimed} were claimed")
        work.undo()


def ticking(folder: Path) -> Iterator[Figure]:
    """Each tick in turn, with nothing to be done; the worst of them."""
    with world(folder / "few", 1) as one, world(folder / "many", 1) as other:
        few, many = _ticks(stocked(one, FEW, 0)), _ticks(stocked(other, MANY, 0))
        found = []
        for name, tick in many.items():
            took, base = side_by_side(tick, few[name], rounds=9, each=15)
            found.append((took / base, name, took, base))
        _ratio, name, took, base = max(found)
        yield Figure(f"An idle tick ({name}) over {MANY:,}", f"the same over {FEW:,}", took, base, goal=1.5)


def _ticks(town: World) -> dict[str, Callable[[], object]]:
    """What a worker does again and again; to deliver is to look for something to claim."""
    courier = Courier(town.desk, {1: Platform(lambda: None)}, WORDING)
    every = {tick.name: tick.run for tick in ticks(town.desk, courier, Senders(courier, 0))}
    return {**every, "deliver": courier.claim}
