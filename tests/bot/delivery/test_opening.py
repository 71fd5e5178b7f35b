"""Opening direct messages: a no to one is a no to the whole place, for as long as Slack says."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.delivery import opening
from bot.marketplace import life
from db.models import DeliveryState
from sandbox.actor import Actor
from sandbox.clock import FrozenClock
from sandbox.faults import Reply
from tests.bot.delivery.office import Office

S = DeliveryState
SECOND = timedelta(seconds=1)
SLOW_DOWN = Reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "17"}, delay=0.2)


@pytest.fixture
def crowd(office: Office) -> list[Actor]:
    """Four people whose session was cancelled, and whom the bot has never written to."""
    people = [office.member(f"reader{n}") for n in range(4)]
    number = office.posts(roles="Reader 4")
    for one in people:
        office.joins(one, number, "reader")
    office.deliver()
    office.village.does(office.rosa.id, lambda work: life.cancel(work, number, ""))
    return people


def told(crowd: list[Actor]) -> list[int]:
    """How many messages each of them has."""
    return [len(one.sees(one.dm)) for one in crowd]


def test_who_was_never_written_to_waits_until_slack_opens_again_and_others_do_not(
    office: Office, crowd: list[Actor], clock: FrozenClock
) -> None:
    clock.advance(SECOND)
    opened = office.breaks("conversations.open", SLOW_DOWN)
    assert office.deliver() == ["card.repaint", "signup.cancelled"]
    office.posts(title="Another")
    clock.advance(16 * SECOND)
    assert (office.deliver(), opened.calls, told(crowd)) == (["card.post"], 1, [0] * 4)
    clock.advance(SECOND)
    assert office.deliver() == ["signup.cancelled"] * 4
    assert (opened.calls, told(crowd)) == (5, [1] * 4)


def test_senders_side_by_side_are_told_once(office: Office, crowd: list[Actor], clock: FrozenClock) -> None:
    """What is claimed already when Slack says no is not asked for."""
    clock.advance(SECOND)
    errands = [office.claim() for _repaint_and_messages in range(5)]
    opened = office.breaks("conversations.open", SLOW_DOWN)
    with ThreadPoolExecutor(len(errands)) as senders:
        list(senders.map(office.courier.deliver, errands))
    assert (opened.calls, told(crowd)) == (1, [0] * 4)
    clock.advance(17 * SECOND)
    office.deliver()
    assert (opened.calls, told(crowd)) == (5, [1] * 4)


def test_a_sender_does_not_wait_long_for_another(
    office: Office, crowd: list[Actor], clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One whose opening hangs keeps the others from opening, not from everything else."""
    monkeypatch.setattr(opening, "TURN_S", 0.05)
    clock.advance(SECOND)
    errands = [office.claim(), office.claim(), office.claim()]
    office.breaks("conversations.open", Reply({"ok": False, "error": "internal_error"}, 500, delay=0.4))
    with ThreadPoolExecutor(3) as senders:
        list(senders.map(office.courier.deliver, errands))
    faults = {one.fault for one in office.village.owed("signup.cancelled")}
    assert faults == {None, "internal_error", "others are being opened"}
    clock.advance(SECOND)
    office.deliver()
    assert told(crowd) == [1] * 4
