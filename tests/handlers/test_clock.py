"""The metronome and the senders: nothing lost, nothing at once, and a clean stop."""

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.delivery.outbox import Owed, owe_people
from bot.delivery.sending import PAUSE
from db.models import DeliveryState, Receipt
from db.queries.heartbeats import heartbeats
from handlers.clock import SENDERS, Metronome, Senders, Tick, ticks
from sandbox.clock import FrozenClock
from sandbox.faults import Reply
from tests.bot.delivery.office import Office
from tests.bot.marketplace.village import UNDATED

S = DeliveryState


@pytest.fixture
def senders(office: Office) -> Iterator[Senders]:
    senders = Senders(office.courier, 3)
    yield senders
    senders.stop()


def sent(office: Office) -> int:
    return sum(one.state is S.SENT for one in office.village.owed(state=None))


def until(office: Office, count: int) -> bool:
    """Whether so many are sent before long, in real time."""
    deadline = time.monotonic() + 5
    while sent(office) < count and time.monotonic() < deadline:
        time.sleep(0.01)
    return sent(office) == count


def running(name: str) -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith(name)]


def test_senders_deliver_all_that_is_due_when_woken(office: Office, senders: Senders) -> None:
    for name in ("north", "south", "east", "west"):
        office.channel(name)
    office.posts(**UNDATED)
    senders.start()
    senders.wake()
    assert until(office, 5)
    office.member("maya", admin=True)
    office.village.posts(office.ana.id, **UNDATED)
    senders.wake()
    assert until(office, 6)


def test_senders_rest_until_they_are_woken(office: Office, senders: Senders) -> None:
    senders.start()
    office.posts(**UNDATED)
    time.sleep(0.1)
    assert sent(office) == 0
    senders.wake()
    assert until(office, 1)


def test_senders_look_again_by_themselves_when_a_channels_pause_is_over(office: Office, senders: Senders) -> None:
    """With no tick: the next of them would come a moment too soon, and the one after it a second late."""
    for _ in range(2):
        office.posts(**UNDATED)
    senders.start()
    senders.wake()
    assert until(office, 1)
    office.slack.advance(PAUSE)
    assert until(office, 2)


def test_stopping_finishes_what_is_on_its_way(office: Office, senders: Senders) -> None:
    office.posts(**UNDATED)
    slow = Reply({"ok": True, "channel": office.square.id, "ts": "1.1"}, delay=0.3)
    office.breaks("chat.postMessage", slow)
    senders.start()
    senders.wake()
    while office.state("card.post") is S.READY:
        time.sleep(0.01)
    senders.stop()
    assert (office.state("card.post"), running("sender-")) == (S.SENT, [])


def test_stopped_senders_send_nothing(office: Office, senders: Senders) -> None:
    senders.start()
    senders.stop()
    office.posts(**UNDATED)
    senders.wake()
    time.sleep(0.05)
    assert sent(office) == 0


def test_a_sender_that_is_stuck_or_dead_is_not_at_work(
    office: Office, senders: Senders, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert senders.at_work() == 0
    senders.start()
    assert senders.at_work() == 3
    office.posts(**UNDATED)
    office.breaks("chat.postMessage", Reply({"ok": True, "channel": office.square.id, "ts": "1.1"}, delay=0.5))
    senders.wake()
    while office.state("card.post") is S.READY:
        time.sleep(0.01)
    monkeypatch.setattr("handlers.clock.STUCK_S", 0.1)
    time.sleep(0.2)
    assert senders.at_work() == 2
    assert until(office, 1)
    time.sleep(0.2)
    assert senders.at_work() == 3
    senders.stop()
    assert senders.at_work() == 0


def test_senders_that_were_never_started_stop() -> None:
    Senders(None, SENDERS).stop()  # type: ignore[arg-type]


def test_one_delivery_that_cannot_be_worded_stops_nobody(office: Office, senders: Senders) -> None:
    with office.village.desk.work() as work:
        luc = office.village.known(work, office.luc.id).id
        owe_people(work, [luc], lambda _one: Owed("of:another:version", "not.known", 1, work.now))
    office.posts(**UNDATED)
    senders.start()
    for _ in range(2):
        senders.wake()
        time.sleep(0.1)
    assert until(office, 1)
    assert len(running("sender-")) == 3


def test_every_concern_has_its_tick(office: Office, senders: Senders) -> None:
    assert {one.name: one.seconds for one in ticks(office.village.desk, office.courier, senders)} == {
        "deliver": 1, "beat": 10, "reconcile": 30, "expire": 30, "complete": 60, "start": 60, "publish": 30,
        "freshen": 300, "warn": 300, "came": 300, "digest": 60, "deadlines": 60, "answers": 300, "pace": 86_400,
        "forget": 3600,
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


def test_a_job_that_still_runs_is_not_started_again() -> None:
    guard, at_once, runs = threading.Lock(), [0], [0]

    def slow() -> None:
        with guard:
            at_once[0] += 1
            runs[0] = max(runs[0], at_once[0])
        time.sleep(0.1)
        with guard:
            at_once[0] -= 1

    metronome = Metronome([Tick("slow", 0.02, slow)])
    metronome.start()
    time.sleep(0.35)
    metronome.stop()
    assert runs == [1]


def test_a_job_that_breaks_comes_again() -> None:
    called = threading.Semaphore(0)

    def breaks() -> None:
        called.release()
        raise KeyError("a bug")

    metronome = Metronome([Tick("breaks", 0.02, breaks)])
    metronome.start()
    assert all(called.acquire(timeout=5) for _ in range(3))
    metronome.stop()


def test_ticks_leave_a_heartbeat(office: Office, senders: Senders, clock: FrozenClock) -> None:
    for _ in range(2):
        clock.advance(timedelta(seconds=10))
        tick(office, senders, "beat")
    assert office.village.sees(lambda work: heartbeats(work.db)) == {"tick": clock.now()}


@pytest.mark.parametrize(("takes", "ended"), [(0.3, True), (30.0, False)], ids=["soon", "not soon"])
def test_what_runs_when_told_to_stop_has_a_moment_to_end(takes: float, *, ended: bool) -> None:
    """A database connection that was open would be left open; a Slack that hangs would keep the process."""
    begun, enough, done = threading.Event(), threading.Event(), threading.Event()

    def run() -> None:
        begun.set()
        enough.wait(takes)
        done.set()

    metronome = Metronome([Tick("takes", 60, run)])
    metronome.start()
    assert begun.wait(5)
    metronome.stop()
    assert done.is_set() == ended
    enough.set()
