"""Sending what is due: lanes, pauses, and each way in which it may end."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.messenger import Posted
from bot.delivery.outbox import Owed, owe_channel, stamp_of
from bot.delivery.sending import Courier
from bot.delivery.wording import WORDING
from db.models import Account, Card, DeliveryState
from db.queries.communities import channel_of
from db.queries.delivery import expire
from sandbox.clock import FrozenClock
from sandbox.faults import Reply
from tests.bot.delivery.office import Office
from tests.bot.marketplace.village import UNDATED

S = DeliveryState
SECOND = timedelta(seconds=1)


def card_message(office: Office) -> str | None:
    return office.village.sees(lambda work: work.db.scalars(select(Card.message)).one())


def test_a_card_is_posted_once_and_its_message_remembered(office: Office) -> None:
    office.posts()
    assert office.deliver() == ["card.post"]
    (card,) = office.cards()
    sent = office.of("card.post")
    assert (sent.state, sent.message, sent.attempts) == (S.SENT, card.ts, 1)
    assert sent.settled_at == office.village.desk.now()
    assert card_message(office) == card.ts
    stamp = {"delivery": sent.id, "token": stamp_of(sent).token}
    assert card.metadata == {"event_type": "elan_delivery", "event_payload": stamp}


def test_a_lane_has_one_message_a_second_in_order(office: Office, clock: FrozenClock) -> None:
    for title in ("First", "Second", "Third"):
        office.posts(title=title, **UNDATED)
    told = []
    for _ in range(3):
        assert office.deliver() == ["card.post"]
        told.append(office.cards()[-1].words.split("\n")[0])
        clock.advance(SECOND)
    assert told == ["#1 First", "#2 Second", "#3 Third"]


def test_a_pause_begins_with_the_call_and_not_with_its_end(
    office: Office, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack counts what comes in: a call of 0.4 seconds leaves 0.6 of the second."""
    for title in ("First", "Second"):
        office.posts(title=title, **UNDATED)
    post = office.messenger.post

    def slowly(*given: Any) -> Posted:
        clock.advance(0.4 * SECOND)
        return post(*given)

    monkeypatch.setattr(office.messenger, "post", slowly)
    assert office.deliver() == ["card.post"]
    clock.advance(0.59 * SECOND)
    assert office.deliver() == []
    clock.advance(0.01 * SECOND)
    assert office.deliver() == ["card.post"]


def test_a_bug_on_the_way_is_put_aside_and_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would come again at every try, and hold up its channel each time."""
    maya = office.member("maya", admin=True)

    def broken(_message: object) -> object:
        raise KeyError("block")

    office.posts(**UNDATED)
    with monkeypatch.context() as patch:
        patch.setattr("handlers.slack.messenger.message_payload", broken)
        errand = office.claim()
        office.courier.deliver(errand)
    assert office.state("card.post") is S.PARKED
    office.deliver()
    assert [one.words.split(".")[0] for one in maya.sees(maya.dm)] != []


def test_a_lane_has_one_message_on_its_way_and_others_go_on(office: Office) -> None:
    office.channel("elsewhere")
    office.posts(**UNDATED)
    office.posts(**UNDATED)
    first, second = office.claim(), office.claim()
    assert first.channel != second.channel
    assert office.courier.claim() is None


def test_what_is_due_later_waits(office: Office, clock: FrozenClock) -> None:
    number = office.posts()
    office.joins(office.ana, number)
    office.deliver()
    assert office.deliver() == []
    clock.move_to(office.of("reminder.day").due_at - SECOND)
    assert office.deliver() == ["card.repaint"]
    clock.advance(SECOND)
    assert office.deliver() == ["reminder.day"]
    assert [m.words.split("\n")[0] for m in office.ana.sees(office.ana.dm)] == [
        "Reminder: #1 Map the city's parks, you are in as Designer."
    ]


def test_what_is_too_old_expires_and_is_not_sent(office: Office, clock: FrozenClock) -> None:
    office.joins(office.ana, office.posts())
    expires = office.of("reminder.day").expires_at
    assert expires is not None
    clock.move_to(expires)
    assert "reminder.day" not in office.deliver()
    with office.village.desk.work() as work:
        assert expire(work.db, work.now) == 1
    assert (office.state("reminder.day"), office.of("reminder.day").settled_at) == (S.EXPIRED, expires)
    assert office.ana.sees(office.ana.dm) == []


def test_a_lane_that_slack_slows_down_waits_as_long_as_it_says(office: Office, clock: FrozenClock) -> None:
    office.posts()
    trouble = office.breaks("chat.postMessage", Reply({"ok": False}, 429, {"Retry-After": "17"}))
    office.deliver()
    assert (office.state("card.post"), office.of("card.post").fault) == (S.READY, "ratelimited")
    clock.advance(timedelta(seconds=16))
    assert office.deliver() == []
    clock.advance(SECOND)
    assert office.deliver() == ["card.post"]
    assert (trouble.calls, office.state("card.post"), office.of("card.post").attempts) == (2, S.SENT, 2)
    assert len(office.cards()) == 1


def test_a_workspace_that_is_not_connected_is_waited_for(office: Office, clock: FrozenClock) -> None:
    office.posts()
    nobody = Courier(office.village.desk, {}, WORDING)
    nobody.deliver(office.claim())
    assert (office.state("card.post"), office.deliver()) == (S.READY, [])
    clock.advance(timedelta(seconds=30))
    assert office.deliver() == ["card.post"]


def test_what_slack_will_never_take_is_parked_and_admins_are_told_once(office: Office, clock: FrozenClock) -> None:
    maya = office.member("maya", admin=True)
    office.slack.remove_bot(office.square)
    for _ in range(2):
        office.posts(**UNDATED)
    assert office.deliver() == ["card.post", "undeliverable"]
    clock.advance(SECOND)
    office.deliver()
    assert [one.state for one in office.village.owed("card.post", state=None)] == [S.PARKED, S.PARKED]
    (told,) = maya.sees(maya.dm)
    assert told.words.startswith("I cannot post in #square: I am not a member of it.")
    clock.advance(timedelta(days=1))
    office.posts(**UNDATED)
    office.deliver()
    assert len(maya.sees(maya.dm)) == 2


def test_what_was_parked_goes_out_when_it_is_tried_again(office: Office, clock: FrozenClock) -> None:
    office.slack.remove_bot(office.square)
    office.posts()
    office.deliver()
    office.slack.invite_bot(office.square)
    clock.advance(SECOND)
    assert office.deliver() == []
    office.village.channel(office.square.id)
    assert office.deliver() == ["card.post"]
    assert (office.state("card.post"), len(office.cards())) == (S.SENT, 1)


def test_what_cannot_be_worded_is_put_aside_and_holds_up_nobody_else(office: Office) -> None:
    """Such as a kind that only a newer version of the bot knows."""
    with office.village.desk.work() as work:
        channel = channel_of(work.db, office.village.place, office.square.id)
        assert channel is not None
        for version in range(3):
            owe_channel(work, channel, Owed(f"of:another:version:{version}", "not.known", 1, work.now))
    office.member("maya", admin=True)
    office.posts()
    assert office.claim().delivery.kind == "card.post"
    put_aside = office.village.owed("not.known", state=S.PARKED)
    assert [one.settled_at for one in put_aside] == [office.village.desk.now()] * 3
    assert office.deliver() == ["undeliverable"]  # and the admins are told, once a day


# direct messages


def test_a_direct_message_opens_its_channel_once(office: Office, clock: FrozenClock) -> None:
    number = office.posts()
    office.joins(office.ana, number)
    opened = office.breaks("conversations.open")
    clock.move_to(office.of("reminder.day").due_at)
    office.deliver()
    clock.move_to(office.of("reminder.hour").due_at)
    office.deliver()
    assert (opened.calls, len(office.ana.sees(office.ana.dm))) == (1, 2)
    with office.village.desk.reading() as work:
        account = work.db.scalars(select(Account).where(Account.platform_id == office.ana.id)).one()
        assert account.dm_channel == office.ana.dm.id


@pytest.mark.parametrize("error", ["internal_error", "ratelimited"])
def test_opening_a_channel_in_doubt_is_simply_tried_again(office: Office, clock: FrozenClock, error: str) -> None:
    office.joins(office.ana, office.posts())
    office.breaks("conversations.open", error, after=True)
    clock.move_to(office.of("reminder.day").due_at)
    office.deliver()
    assert office.state("reminder.day") is S.READY
    clock.advance(timedelta(seconds=30))
    office.deliver()
    assert (office.state("reminder.day"), len(office.ana.sees(office.ana.dm))) == (S.SENT, 1)


def test_somebody_who_left_the_workspace_is_not_written_to_for_ever(office: Office, clock: FrozenClock) -> None:
    maya = office.member("maya", admin=True)
    office.joins(office.ana, office.posts())
    office.breaks("conversations.open", "user_disabled")
    clock.move_to(office.of("reminder.day").due_at)
    office.deliver()
    assert office.state("reminder.day") is S.PARKED
    assert [m.words for m in maya.sees(maya.dm)] == [
        "I cannot send a direct message to ana: Slack refuses (user_disabled). Reach them another way."
    ]
