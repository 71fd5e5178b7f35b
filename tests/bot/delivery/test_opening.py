"""Opening direct messages: a no to one is a no to the whole place, for as long as Slack says."""

from datetime import timedelta

import pytest

from bot.delivery.claiming import LEASE
from bot.delivery.opening import LATEST
from bot.marketplace import life
from db.models import DeliveryState
from sandbox.actor import Actor
from sandbox.clock import FrozenClock
from sandbox.faults import Always, Reply, refused
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


def test_what_another_process_claimed_before_slack_said_no_is_not_asked_for(
    office: Office, crowd: list[Actor], clock: FrozenClock
) -> None:
    clock.advance(SECOND)
    assert office.claim().delivery.kind == "card.repaint"
    other = office.another_courier()
    mine, theirs = office.claim(), other.claim()
    assert theirs is not None
    opened = office.breaks("conversations.open", SLOW_DOWN)
    office.courier.deliver(mine)
    other.deliver(theirs)
    assert (opened.calls, told(crowd)) == (1, [0] * 4)
    clock.advance(17 * SECOND)
    office.deliver()
    assert (opened.calls, told(crowd)) == (5, [1] * 4)


def test_while_one_is_opened_the_others_send_what_needs_no_opening(
    office: Office, crowd: list[Actor], clock: FrozenClock
) -> None:
    clock.advance(SECOND)
    office.courier.deliver(office.claim())
    opening = office.claim()
    assert (opening.delivery.kind, opening.opens) == ("signup.cancelled", True)
    assert office.courier.claim() is None
    office.posts(title="Another")
    clock.advance(SECOND)
    assert office.deliver() == ["card.post"]
    office.courier.deliver(opening)
    assert office.deliver() == ["signup.cancelled"] * 3
    assert told(crowd) == [1] * 4


def test_who_cannot_be_opened_lets_others_have_their_turn(
    office: Office, crowd: list[Actor], clock: FrozenClock
) -> None:
    """Always the one who has waited longest, and asked less and less often."""
    clock.advance(SECOND)
    ill = Always(refused("internal_error", 500), lambda call: call.arguments.get("users") == crowd[0].id)
    office.slack.platform.faults = ill
    office.deliver()
    assert told(crowd) == [0, 1, 1, 1]
    for _second in range(600):
        clock.advance(SECOND)
        office.deliver()
    assert 5 < ill.struck["conversations.open"] < 10
    office.works_again()
    clock.advance(LATEST)
    office.deliver()
    assert told(crowd) == [1] * 4


def test_a_sender_that_died_at_the_door_keeps_it_for_its_lease(
    office: Office, crowd: list[Actor], clock: FrozenClock
) -> None:
    clock.advance(SECOND)
    office.courier.deliver(office.claim())
    dead = office.claim()
    clock.advance(LEASE - SECOND)
    assert office.deliver() == []
    clock.advance(SECOND)
    assert office.deliver() == ["signup.cancelled"] * 3
    office.courier.deliver(dead)  # it says nothing any more, and takes nobody's turn away
    assert sorted(told(crowd)) == [0, 1, 1, 1]
