"""Owing: one row a key, taken back and promised again."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.delivery import outbox
from bot.delivery.outbox import Owed, owe_channel, owe_people
from bot.work import Work
from db.models import Account, Channel, Delivery, DeliveryState, Place
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import UNDATED, Village
from tests.town import START

S = DeliveryState
LATER = START + timedelta(hours=5)


def owed(key: str = "signup:1:promoted", **changes: object) -> Owed:
    return Owed(**{"key": key, "kind": "signup.promoted", "subject_id": 1, "due_at": LATER, **changes})  # type: ignore[arg-type]


def owe(village: Village, *people: str, **changes: object) -> None:
    with village.desk.work() as work:
        ids = [village.known(work, one).id for one in people]
        owe_people(work, ids, lambda one: owed(f"key:{one}", **changes))


def put(village: Village, state: DeliveryState) -> None:
    with village.desk.work() as work:
        for one in work.db.scalars(select(Delivery)):
            one.state, one.settled_at = state, work.now


def test_a_direct_message_is_owed_to_an_account_on_a_lane_of_its_own(village: Village) -> None:
    village.people("ana", "luc")
    owe(village, "ana", "luc", expires_at=LATER + timedelta(hours=1), facts={"count": 3}, signup_id=None)
    first, second = village.owed()
    assert (first.kind, first.subject_id, first.due_at, first.expires_at, first.facts) == (
        "signup.promoted", 1, LATER, LATER + timedelta(hours=1), {"count": 3},
    )  # fmt: skip
    assert (first.lane, second.lane) == (f"{village.place}:@ana", f"{village.place}:@luc")
    assert (first.channel, first.attempts, first.created_at, first.settled_at) == (None, 0, START, None)


def test_a_channels_message_is_on_the_channels_lane(village: Village) -> None:
    channel = village.channel("C1")
    with village.desk.work() as work:
        owe_channel(work, work.db.get_one(Channel, channel), owed())
    (one,) = village.owed()
    assert (one.channel, one.account_id, one.lane) == ("C1", None, f"{village.place}:C1")


@pytest.mark.parametrize("state", [state for state in S if state is not S.CANCELLED])
def test_what_is_owed_or_was_settled_is_not_owed_again(village: Village, state: DeliveryState) -> None:
    village.people("ana")
    owe(village, "ana")
    put(village, state)
    owe(village, "ana", due_at=LATER + timedelta(days=1))
    (one,) = village.owed(state=None)
    assert (one.state, one.due_at) == (state, LATER)


def test_what_was_cancelled_is_owed_again_as_it_is_now(village: Village, clock: FrozenClock) -> None:
    village.people("ana")
    owe(village, "ana", facts={"count": 1})
    put(village, S.CANCELLED)
    clock.advance(timedelta(minutes=1))
    owe(village, "ana", due_at=LATER + timedelta(days=1), expires_at=LATER + timedelta(days=2), facts={"count": 2})
    (one,) = village.owed(state=None)
    assert (one.state, one.due_at, one.expires_at, one.facts, one.settled_at, one.created_at) == (
        S.READY, LATER + timedelta(days=1), LATER + timedelta(days=2), {"count": 2}, None, clock.now(),
    )  # fmt: skip


def test_somebody_with_two_accounts_is_written_to_on_the_first(village: Village) -> None:
    village.people("ana")
    with village.desk.work() as work:
        person = village.known(work, "ana").id
        second = Place(
            community_id=village.id, platform="slack", platform_id="T2", name="", bot_user="", bot_id="", appointed=[]
        )
        work.db.add(second)
        work.db.flush()
        work.db.add(Account(person_id=person, place_id=second.id, platform_id="also-ana"))
    owe(village, "ana")
    assert village.told() == ["ana"]


def test_somebody_with_no_account_is_owed_nothing(village: Village) -> None:
    with village.desk.work() as work:
        owe_people(work, [10**9], lambda one: owed(f"key:{one}"))
        owe_people(work, [], lambda one: owed(f"key:{one}"))
    assert village.owed(state=None) == []


def carded(village: Village) -> int:
    """A posting with a posted card in each of two channels; its id."""
    village.people("rosa", "ana")
    village.channel("C1")
    village.channel("C2")
    number = village.posts("rosa", **UNDATED)
    put(village, S.SENT)
    return village.facts(number).opportunity.id


def repaint(village: Village, opportunity: int) -> None:
    with village.desk.work() as work:
        outbox.owe_repaints(work, opportunity)


def test_every_card_is_owed_one_repaint_however_much_changes(village: Village) -> None:
    opportunity = carded(village)
    for _ in range(3):
        repaint(village, opportunity)
    assert [(one.kind, one.channel, one.state) for one in village.owed("card.repaint", state=None)] == [
        ("card.repaint", "C1", S.READY),
        ("card.repaint", "C2", S.READY),
    ]


def test_while_one_is_on_its_way_another_may_be_owed_and_no_third(village: Village) -> None:
    opportunity = carded(village)
    repaint(village, opportunity)
    with village.desk.work() as work:
        for one in work.db.scalars(select(Delivery).where(Delivery.kind == "card.repaint")):
            one.state = S.SENDING
    repaint(village, opportunity)
    repaint(village, opportunity)
    states = [one.state for one in village.owed("card.repaint", state=None)]
    assert states == [S.SENDING, S.SENDING, S.READY, S.READY]


def test_a_posting_without_cards_is_owed_no_repaint(village: Village) -> None:
    village.people("rosa")
    number = village.posts("rosa", **UNDATED)
    repaint(village, village.facts(number).opportunity.id)
    assert village.owed(state=None) == []


def test_what_is_taken_back_is_ready_of_these_kinds_and_about_these_sign_ups(village: Village) -> None:
    village.people("rosa", "ana", "luc")
    number = village.posts("rosa")
    mine = village.joins("ana", number, "developer").signup_id
    village.joins("luc", number, "developer")

    def take(work: Work) -> None:
        sent = work.db.scalars(select(Delivery).where(Delivery.kind == "reminder.day")).first()
        assert sent is not None
        sent.state = S.SENT
        work.db.flush()
        outbox.take_back(work, ["reminder.day", "reminder.hour"], signup_ids=[mine])

    with village.desk.work() as work:
        take(work)
    mine_now = [(one.kind, one.state) for one in village.owed(state=None) if one.signup_id == mine]
    assert mine_now == [("reminder.day", S.SENT), ("reminder.hour", S.CANCELLED)]
    assert [one.state for one in village.owed(state=None) if one.signup_id != mine] == [S.READY, S.READY]
