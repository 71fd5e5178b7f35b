"""The senders: nothing lost, nothing at once, and a clean stop."""

import threading
import time

import pytest

from bot.delivery.outbox import Owed, owe_people
from bot.delivery.sending import PAUSE
from db.models import DeliveryState
from handlers.clock.senders import SENDERS, Senders
from sandbox.faults import Reply
from tests.bot.delivery.office import Office
from tests.bot.marketplace.village import UNDATED

S = DeliveryState


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
    monkeypatch.setattr("handlers.clock.senders.STUCK_S", 0.1)
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
