"""Cards painted again in place: once for many changes, after they were posted, and never for ever."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from bot.delivery.claiming import LEASE
from bot.delivery.sending import CARD_LATER, QUARANTINE
from bot.marketplace import reviewing
from db.models import Community, DeliveryState, Lane
from db.queries.communities import channel_of
from sandbox.clock import FrozenClock
from sandbox.faults import Always, Script, refused
from sandbox.web_api.call import handled
from tests.bot.delivery.office import Office
from tests.bot.marketplace.village import UNDATED

S = DeliveryState
SECOND = timedelta(seconds=1)
LONG_AFTER = QUARANTINE + SECOND


def changed(office: Office, clock: FrozenClock) -> int:
    """A posted card that is owed a new look."""
    number = office.posts(**UNDATED)
    office.deliver()
    clock.advance(SECOND)
    office.joins(office.ana, number)
    return number


def test_a_repaint_rewrites_the_card_in_place(office: Office, clock: FrozenClock) -> None:
    changed(office, clock)
    assert office.deliver() == ["card.repaint"]
    (card,) = office.cards()
    assert "Designer 1 of 1: ana" in card.words


def test_many_changes_are_one_repaint(office: Office, clock: FrozenClock) -> None:
    number = changed(office, clock)
    office.joins(office.luc, number, "developer")
    office.village.leaves(office.ana.id, number)
    assert office.deliver() == ["card.repaint"]
    assert "Developer 1 of 2: luc" in office.cards()[0].words


def test_a_change_while_a_repaint_is_on_its_way_is_painted_after_it(office: Office, clock: FrozenClock) -> None:
    number = changed(office, clock)
    errand = office.claim()
    office.joins(office.luc, number, "developer")
    office.courier.deliver(errand)
    clock.advance(SECOND)
    assert office.deliver() == ["card.repaint"]
    assert "Developer 1 of 2: luc" in office.cards()[0].words


def test_a_failed_repaint_gives_way_to_a_younger_one(office: Office, clock: FrozenClock) -> None:
    number = changed(office, clock)
    errand = office.claim()
    office.joins(office.luc, number, "developer")
    office.breaks("chat.update", "ratelimited")
    office.courier.deliver(errand)
    older, younger = office.village.owed("card.repaint", state=None)
    assert (older.state, younger.state) == (S.CANCELLED, S.READY)
    clock.advance(timedelta(seconds=30))
    assert office.deliver() == ["card.repaint"]


def test_a_repaint_in_doubt_is_painted_again(office: Office, clock: FrozenClock) -> None:
    changed(office, clock)
    office.breaks("chat.update", "internal_error", after=True)
    office.deliver()
    assert office.state("card.repaint") is S.READY
    clock.advance(SECOND)
    assert office.deliver() == ["card.repaint"]
    assert office.state("card.repaint") is S.SENT


def test_a_slack_that_knows_no_end_of_any_repaint_is_not_asked_every_second(office: Office, clock: FrozenClock) -> None:
    changed(office, clock)
    office.slack.platform.faults = ill = Always(refused("internal_error"), lambda call: call.method == "chat.update")
    for second in range(600):
        if second % 30 == 0:
            office.courier.reconcile()
        office.deliver()
        clock.advance(SECOND)
    assert (ill.calls["chat.update"] <= 10, len(office.village.owed("card.repaint", state=None)) <= 6) == (True, True)
    office.works_again()
    office.rests(LONG_AFTER)
    office.deliver()
    assert "Designer 1 of 1: ana" in office.cards()[0].words
    assert {one.state for one in office.village.owed("card.repaint", state=None)} <= {S.SENT, S.CANCELLED}


def test_a_review_message_in_doubt_is_painted_again_at_once_and_after_its_quarantine(
    office: Office, clock: FrozenClock
) -> None:
    maya = office.member("maya", admin=True)
    with office.village.desk.work() as work:
        work.db.scalars(select(Community)).one().moderation = True
    number = office.posts(**UNDATED)
    office.deliver()
    office.village.does(maya.id, lambda work: reviewing.approve(work, number))
    office.breaks("chat.update", "internal_error")
    clock.advance(SECOND)
    office.deliver()
    clock.advance(SECOND)
    assert "posting.review.redraw" in office.deliver()
    assert [one.buttons for one in maya.sees(maya.dm)] == [["Details"]]
    office.rests(LONG_AFTER)
    assert office.deliver() == ["posting.review.redraw"]


def test_a_repaint_that_comes_late_does_not_stay(office: Office, clock: FrozenClock) -> None:
    """Slack took it, does a younger one, and then the old one."""
    number = changed(office, clock)
    office.slack.platform.faults = slow = Script("chat.update", replace(refused("internal_error"), late=True))
    office.deliver()
    office.joins(office.luc, number, "developer")
    clock.advance(SECOND)
    assert office.deliver() == ["card.repaint"]
    assert "Developer 1 of 2: luc" in office.cards()[0].words
    slow.catch_up(partial(handled, office.slack.platform))
    assert "Developer 1 of 2: luc" not in office.cards()[0].words
    office.rests(LONG_AFTER)
    assert office.deliver() == ["card.repaint"]
    assert "Developer 1 of 2: luc" in office.cards()[0].words
    assert {one.state for one in office.village.owed("card.repaint", state=None)} == {S.SENT}


def test_a_repaint_waits_for_its_card(office: Office, clock: FrozenClock) -> None:
    number = office.posts(**UNDATED)
    office.breaks("chat.postMessage", "internal_error", after=True)
    office.deliver()
    office.joins(office.ana, number)
    clock.advance(SECOND)
    assert office.deliver() == ["card.repaint"]
    waiting = office.of("card.repaint")
    assert (waiting.state, waiting.due_at) == (S.READY, clock.now() + CARD_LATER)
    office.rests(LONG_AFTER)
    assert office.deliver() == ["card.repaint"]
    (card,) = office.cards()
    assert "Designer 1 of 1: ana" in card.words


def test_a_repaint_of_a_card_that_will_never_come_is_dropped(office: Office, clock: FrozenClock) -> None:
    office.slack.remove_bot(office.square)
    number = office.posts(**UNDATED)
    office.deliver()
    office.joins(office.ana, number)
    clock.advance(SECOND)
    office.deliver()
    assert office.state("card.repaint") is S.CANCELLED


def test_a_card_somebody_deleted_stays_deleted_and_no_admin_is_woken(office: Office, clock: FrozenClock) -> None:
    maya = office.member("maya", admin=True)
    changed(office, clock)
    with office.slack.workspace.lock:
        office.slack.workspace.remove(office.cards()[0].post)
    office.deliver()
    assert (office.state("card.repaint"), office.cards(), maya.sees(maya.dm)) == (S.CANCELLED, [], [])


def lane_free_at(office: Office) -> datetime | None:
    with office.village.desk.reading() as work:
        channel = channel_of(work.db, office.village.place, office.square.id)
        assert channel is not None
        lane = work.db.get(Lane, f"{office.village.place}:{office.square.id}")
        return lane.free_at if lane else None


def test_a_zombie_paints_no_old_card(office: Office, clock: FrozenClock) -> None:
    number = changed(office, clock)
    zombie = office.claim()
    office.joins(office.luc, number, "developer")
    office.rests(LEASE + SECOND, LONG_AFTER)
    office.deliver()
    assert "Developer 1 of 2: luc" in office.cards()[0].words
    asked = office.breaks("chat.update")
    office.courier.deliver(zombie)
    assert (asked.calls, "Developer 1 of 2: luc" in office.cards()[0].words) == (0, True)


def test_a_zombie_changes_nothing(office: Office, clock: FrozenClock) -> None:
    """A worker that slept through its lease wakes up when another has the delivery."""
    office.posts()
    zombie = office.claim()
    office.rests(LEASE + SECOND, LONG_AFTER)
    heir = office.claim()
    assert heir.delivery.id == zombie.delivery.id
    asked = office.breaks("chat.postMessage")
    office.courier.deliver(zombie)
    now = office.of("card.post")
    assert (now.state, now.lease, now.fault, lane_free_at(office)) == (S.SENDING, heir.lease, None, None)
    assert asked.calls == 0
    office.courier.deliver(heir)
    assert (office.state("card.post"), len(office.cards())) == (S.SENT, 1)
