"""Deliveries whose end nobody knows: looked for in the channel's history, never guessed and never doubled."""

import threading
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.delivery.claiming import LEASE
from bot.delivery.outbox import stamp_of
from bot.delivery.sending import QUARANTINE, Courier
from bot.desk import Desk
from bot.messages.message import Message
from db.engine import open_engine
from db.models import DeliveryState
from sandbox.clock import FrozenClock
from sandbox.faults import Always, refused
from tests.bot.delivery.office import Office
from tests.bot.marketplace.village import UNDATED

S = DeliveryState
SECOND = timedelta(seconds=1)
LONG_AFTER = QUARANTINE + SECOND


@pytest.mark.parametrize("arrived", [True, False])
def test_a_post_in_doubt_is_found_or_sent_again_and_seen_once(
    office: Office, clock: FrozenClock, arrived: bool
) -> None:
    office.posts(**UNDATED)
    office.breaks("chat.postMessage", "internal_error", after=arrived)
    office.deliver()
    assert (office.state("card.post"), len(office.cards())) == (S.UNKNOWN, int(arrived))
    office.rests(QUARANTINE)
    assert (office.state("card.post"), office.deliver()) == (S.UNKNOWN, [])
    clock.advance(SECOND)
    office.courier.reconcile()
    assert office.state("card.post") is (S.SENT if arrived else S.READY)
    assert office.deliver() == ([] if arrived else ["card.post"])
    (card,) = office.cards()
    assert (office.of("card.post").message, office.state("card.post")) == (card.ts, S.SENT)


def test_a_message_of_another_elan_with_the_same_number_is_not_taken_for_ours(office: Office) -> None:
    """Both count their deliveries from one, and may speak in the same channel."""
    office.posts(**UNDATED)
    errand = office.claim()
    assert isinstance(errand.message, Message)
    theirs = replace(stamp_of(errand.delivery), token="of another database")
    office.messenger.post(office.square.id, errand.message, theirs, lambda: None)
    office.breaks("chat.postMessage", "internal_error")
    office.courier.deliver(errand)
    office.rests(timedelta(0), LONG_AFTER)
    assert office.deliver() == ["card.post"]
    assert (office.state("card.post"), len(office.cards())) == (S.SENT, 2)


def test_a_card_that_was_found_is_repainted_in_place(office: Office, clock: FrozenClock) -> None:
    number = office.posts(**UNDATED)
    office.breaks("chat.postMessage", "internal_error", after=True)
    office.deliver()
    office.rests(LONG_AFTER)
    office.joins(office.ana, number)
    assert office.deliver() == ["card.repaint"]
    (card,) = office.cards()
    assert "Designer 1 of 1: ana" in card.words


@pytest.mark.parametrize("arrived", [True, False])
def test_a_worker_that_died_half_way_leaves_no_double_and_no_gap(
    office: Office, clock: FrozenClock, arrived: bool
) -> None:
    office.posts(**UNDATED)
    errand = office.claim()
    if arrived:
        assert isinstance(errand.message, Message)
        office.messenger.post(office.square.id, errand.message, stamp_of(errand.delivery), lambda: None)
    office.rests(LEASE)
    assert office.state("card.post") is S.SENDING
    clock.advance(SECOND)
    office.courier.reconcile()
    assert office.state("card.post") is S.UNKNOWN
    office.rests(LONG_AFTER)
    office.deliver()
    assert (office.state("card.post"), len(office.cards())) == (S.SENT, 1)


def test_a_worker_that_died_before_a_channel_was_opened_is_followed_by_another(
    office: Office, clock: FrozenClock
) -> None:
    office.joins(office.ana, office.posts())
    office.deliver()
    clock.move_to(office.of("reminder.day").due_at)
    while office.claim().delivery.kind != "reminder.day":
        pass
    office.rests(LEASE + SECOND, LONG_AFTER)
    office.deliver()
    assert (office.state("reminder.day"), len(office.ana.sees(office.ana.dm))) == (S.SENT, 1)


@pytest.mark.parametrize("error", ["ratelimited", "internal_error"])
def test_a_history_that_cannot_be_read_now_is_read_later(office: Office, clock: FrozenClock, error: str) -> None:
    office.posts(**UNDATED)
    office.breaks("chat.postMessage", "internal_error", after=True)
    office.deliver()
    office.rests(QUARANTINE)
    clock.advance(SECOND)
    office.breaks("conversations.history", error)
    office.courier.reconcile()
    assert office.state("card.post") is S.UNKNOWN
    office.courier.reconcile()
    assert (office.state("card.post"), len(office.cards())) == (S.SENT, 1)


def test_a_slack_that_is_asked_too_often_is_left_alone_until_the_next_round(office: Office, clock: FrozenClock) -> None:
    office.channel("elsewhere")
    office.posts(**UNDATED)
    office.breaks("chat.postMessage", "internal_error", "internal_error", after=True)
    office.deliver()
    office.rests(QUARANTINE)
    clock.advance(SECOND)
    asked = office.breaks("conversations.history", "ratelimited", "ratelimited")
    office.courier.reconcile()
    assert asked.calls == 1
    office.works_again()
    office.courier.reconcile()
    assert [one.state for one in office.village.owed("card.post", state=None)] == [S.SENT, S.SENT]


def test_one_whose_channel_does_not_open_keeps_nobody_else_in_doubt(office: Office, clock: FrozenClock) -> None:
    number = office.posts()
    office.joins(office.ana, number)
    office.joins(office.luc, number, "developer")
    office.deliver()
    clock.move_to(office.of("reminder.day").due_at)
    for dead in (office.another_courier(), office.another_courier()):
        assert dead.claim() is not None
    office.rests(LEASE + SECOND)
    office.slack.platform.faults = Always(
        refused("internal_error"), lambda call: call.arguments.get("users") == office.ana.id
    )
    office.rests(LONG_AFTER)
    office.deliver()
    assert [len(one.sees(one.dm)) for one in (office.ana, office.luc)] == [0, 1]
    office.works_again()
    office.rests(SECOND)
    office.deliver()
    assert [len(one.sees(one.dm)) for one in (office.ana, office.luc)] == [1, 1]


def test_without_leave_to_read_history_what_is_in_doubt_is_parked(office: Office, clock: FrozenClock) -> None:
    office.posts(**UNDATED)
    office.breaks("chat.postMessage", "internal_error", after=True)
    office.deliver()
    office.slack.installation.manifest["oauth_config"]["scopes"]["bot"].remove("channels:history")
    office.rests(LONG_AFTER)
    assert (office.state("card.post"), office.of("card.post").fault) == (S.PARKED, "missing_scope")
    assert len(office.cards()) == 1


def test_a_reminder_in_doubt_past_its_use_is_not_sent(office: Office, clock: FrozenClock) -> None:
    office.joins(office.ana, office.posts())
    hour = office.of("reminder.hour")
    clock.move_to(hour.due_at)
    office.breaks("chat.postMessage", *["internal_error"] * 9)
    office.deliver()
    assert office.state("reminder.hour") is S.UNKNOWN
    office.works_again()
    office.rests(timedelta(hours=1))
    assert "reminder.hour" not in office.deliver()
    assert office.ana.sees(office.ana.dm) == []


def test_several_couriers_on_several_engines_send_each_thing_once(office: Office, clock: FrozenClock) -> None:
    for name in ("north", "south", "east"):
        office.channel(name)
    for _ in range(6):
        office.posts(**UNDATED)
    url = office.village.desk.engine.url.render_as_string()
    desks = [office.village.desk, Desk(open_engine(url), clock.now, clock.seconds)]
    couriers = [office.another_courier(desk) for desk in desks * 2]
    for _ in range(8):
        everybody_sends(couriers)
        clock.advance(SECOND)
    desks[1].engine.dispose()
    assert {one.state for one in office.village.owed("card.post", state=None)} == {S.SENT}
    for channel in office.slack.workspace.channels.values():
        if channel.kind == "public":
            seen = Counter(m.words.split("\n")[0] for m in office.rosa.sees(channel))
            assert seen == Counter({f"#{n} Map the city's parks": 1 for n in range(1, 7)})


def everybody_sends(couriers: list[Courier]) -> None:
    def sends(courier: Courier) -> None:
        while (errand := courier.claim()) is not None:
            courier.deliver(errand)

    crew = [threading.Thread(target=sends, args=(courier,)) for courier in couriers]
    for one in crew:
        one.start()
    for one in crew:
        one.join()
