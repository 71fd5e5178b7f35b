"""The ticks: what is done every so many seconds. What is due lives in the database, so a missed tick loses nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from bot.delivery.sending import Courier
from bot.desk import Desk
from bot.marketplace import answer_clock, deadlines, digests, freshness, life, pace, publishing, shortfall, who_came
from bot.work import Work
from db.queries.delivery import expire
from db.queries.heartbeats import TICK, beat
from db.queries.receipts import forget_receipts
from handlers.clock.senders import Senders

RECEIPTS_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Tick:
    """Something done every so many seconds."""

    name: str
    seconds: float
    run: Callable[[], object]


def ticks(desk: Desk, courier: Courier, senders: Senders) -> list[Tick]:
    return [
        Tick("deliver", 1, senders.wake),
        Tick("beat", 10, lambda: show_life(desk)),
        Tick("reconcile", 30, courier.reconcile),
        Tick("expire", 30, lambda: _work(desk, expire_late)),
        Tick("complete", 60, lambda: _work(desk, life.complete_past)),
        Tick("start", 60, lambda: _work(desk, life.start_due)),
        Tick("publish", 30, lambda: _work(desk, publishing.publish_due)),
        Tick("deadlines", 60, lambda: _work(desk, deadlines.close_due)),
        Tick("answers", 300, lambda: _work(desk, answer_clock.remind)),
        Tick("pace", 86_400, lambda: _work(desk, pace.forget)),
        Tick("freshen", 300, lambda: _work(desk, freshness.keep_fresh)),
        Tick("warn", 300, lambda: _work(desk, shortfall.warn_short)),
        Tick("help", 60, lambda: _work(desk, shortfall.retire_help)),
        Tick("came", 300, lambda: _work(desk, who_came.ask_due)),
        Tick("digest", 60, lambda: _work(desk, digests.owe_due)),
        Tick("forget", 3600, lambda: _work(desk, forget_old_receipts)),
    ]


def _work(desk: Desk, rule: Callable[[Work], object]) -> None:
    with desk.work() as work:
        rule(work)


def show_life(desk: Desk) -> None:
    """Writes down that ticks run, for whoever asks from outside this process."""
    with desk.claiming() as work:
        beat(work.sql, TICK, work.now)


def expire_late(work: Work) -> None:
    expire(work.db, work.now)


def forget_old_receipts(work: Work) -> None:
    """Slack repeats an event for an hour at most; a week is plenty."""
    forget_receipts(work.db, work.now - RECEIPTS_KEPT)
