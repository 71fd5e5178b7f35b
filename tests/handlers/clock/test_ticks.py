"""The ticks: each does its work."""

from datetime import timedelta

from sqlalchemy import select

from db.models import DeliveryState, Receipt
from db.queries.heartbeats import heartbeats
from handlers.clock.senders import Senders
from handlers.clock.ticks import ticks
from sandbox.clock import FrozenClock
from tests.bot.delivery.office import Office
from tests.bot.marketplace.village import UNDATED

S = DeliveryState


def test_every_concern_has_its_tick(office: Office, senders: Senders) -> None:
    assert {one.name: one.seconds for one in ticks(office.village.desk, office.courier, senders)} == {
        "deliver": 1, "beat": 10, "reconcile": 30, "expire": 30, "complete": 60, "start": 60, "publish": 30,
        "freshen": 300, "warn": 300, "help": 60, "came": 300, "digest": 60, "deadlines": 60, "answers": 300,
        "pace": 86_400, "forget": 3600,
    }  # fmt: skip


def tick(office: Office, senders: Senders, name: str) -> None:
    next(one for one in ticks(office.village.desk, office.courier, senders) if one.name == name).run()


def test_the_ticks_do_their_work(office: Office, senders: Senders, clock: FrozenClock) -> None:
    office.member("maya", admin=True)
    number = office.posts()
    office.joins(office.ana, number)
    clock.advance(timedelta(days=9))
    for name in ("complete", "digest", "expire", "reconcile"):
        tick(office, senders, name)
    assert office.village.state(number).value == "completed"
    assert office.state("reminder.day") is S.EXPIRED
    assert len(office.village.owed("digest")) == 1


def test_receipts_are_kept_for_a_week(office: Office, senders: Senders, clock: FrozenClock) -> None:
    for key in ("old", "new"):
        with office.village.desk.work() as work:
            work.db.add(Receipt(key=key, answer="{}", created_at=work.now))
        clock.advance(timedelta(days=4))
    tick(office, senders, "forget")
    assert office.village.sees(lambda work: list(work.db.scalars(select(Receipt.key)))) == ["new"]


def test_what_a_dead_worker_held_is_freed_by_the_ticks(office: Office, senders: Senders, clock: FrozenClock) -> None:
    office.posts(**UNDATED)
    office.claim()
    tick(office, senders, "reconcile")
    for seconds in (61, 121):
        clock.advance(timedelta(seconds=seconds))
        tick(office, senders, "reconcile")
    assert office.state("card.post") is S.READY


def test_ticks_leave_a_heartbeat(office: Office, senders: Senders, clock: FrozenClock) -> None:
    for _ in range(2):
        clock.advance(timedelta(seconds=10))
        tick(office, senders, "beat")
    assert office.village.sees(lambda work: heartbeats(work.db)) == {"tick": clock.now()}
