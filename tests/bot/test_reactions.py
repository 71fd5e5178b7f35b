"""What follows from what happened."""

from datetime import timedelta

import pytest

from bot import events
from bot.desk import Desk
from bot.marketplace import life
from bot.marketplace.kinds import Kind
from bot.reactions import REACTIONS
from db.models import Card, Delivery, DeliveryState
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import UNDATED, Village

S = DeliveryState


@pytest.fixture
def village(desk: Desk) -> Village:
    found = Village(desk)
    found.people("rosa", "jean", "ana", "luc")
    found.person("maya", admin=True)
    return found


def parked(village: Village, kind: str, fault: str = "not_in_channel") -> None:
    """Everything of that kind is refused by the platform for good."""
    with village.desk.work() as work:
        for one in village.owed(kind, state=None):
            lost = work.db.get_one(Delivery, one.id)
            lost.state, lost.fault = S.PARKED, fault
            work.happened(events.Undeliverable(lost.id))


def test_every_event_has_its_line_in_the_table() -> None:
    every = {kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, events.Event)}
    assert set(REACTIONS) == every - {events.Event}


def test_a_posting_has_one_card_in_each_channel_that_announces_its_kind(village: Village) -> None:
    village.channel("C1")
    village.channel("C2", Kind.EVENT, Kind.TEAM)
    village.channel("C3", Kind.RESEARCH)
    village.posts("rosa", kind="event")
    cards = village.sees(lambda work: work.db.query(Card).count())
    assert (cards, [one.channel for one in village.owed("card.post")]) == (2, ["C1", "C2"])


def test_who_needed_nobodys_approval_is_not_told_of_one(village: Village) -> None:
    village.posts("rosa")
    assert village.told("posting.decided") == []


def test_every_admin_is_asked_to_review(village: Village) -> None:
    village.person("moss", admin=True)
    village.posts("rosa")
    village.posts("jean")
    assert village.told("posting.review") == ["maya", "moss"]


def test_whatever_changes_a_card_owes_it_a_repaint(village: Village) -> None:
    village.channel("C1")
    number = village.posts("rosa")
    for change in (
        lambda: village.joins("ana", number, "designer"),
        lambda: village.joins("luc", number, "designer"),
        lambda: village.leaves("ana", number),
        lambda: village.edits("rosa", number, title="Trees"),
        lambda: village.does("rosa", lambda work: life.pause(work, number)),
        lambda: village.does("rosa", lambda work: life.reopen(work, number)),
        lambda: village.does("rosa", lambda work: life.cancel(work, number, "")),
    ):
        with village.desk.work() as work:
            work.db.query(Delivery).filter_by(kind="card.repaint").delete()
        change()
        assert len(village.owed("card.repaint")) == 1


def test_what_is_over_is_repainted(village: Village, clock: FrozenClock) -> None:
    village.channel("C1")
    village.posts("rosa")
    clock.advance(timedelta(days=30))
    village.does("maya", life.complete_past)
    assert len(village.owed("card.repaint")) == 1


def test_admins_are_told_once_a_day_of_a_channel_that_cannot_be_written_to(
    village: Village, clock: FrozenClock
) -> None:
    village.channel("C1")
    village.channel("C2")
    village.posts("rosa", **UNDATED)
    village.posts("rosa", **UNDATED)
    parked(village, "card.post")
    assert len(village.owed("undeliverable")) == 2
    parked(village, "card.post")
    assert len(village.owed("undeliverable")) == 2
    clock.advance(timedelta(days=1))
    parked(village, "card.post")
    assert len(village.owed("undeliverable")) == 4
    assert set(village.told("undeliverable")) == {"maya"}


def test_admins_are_told_once_a_day_of_somebody_who_cannot_be_written_to(village: Village) -> None:
    village.joins("ana", village.posts("rosa"), "designer")
    parked(village, "reminder.day", "user_disabled")
    parked(village, "reminder.hour", "user_disabled")
    assert village.told("undeliverable") == ["maya"]


def test_nobody_is_told_that_nothing_can_be_told(village: Village) -> None:
    village.person("moss", admin=True)
    village.joins("ana", village.posts("rosa"), "designer")
    parked(village, "reminder.day", "user_disabled")
    parked(village, "undeliverable", "user_disabled")
    assert village.owed("undeliverable") == []


def test_leaving_takes_back_the_seat_and_the_reminders_that_were_not_sent(village: Village) -> None:
    number = village.posts("rosa")
    for who in ("ana", "luc"):
        village.joins(who, number, "designer")
    village.leaves("ana", number)
    village.leaves("luc", number)
    assert [one.kind for one in village.owed()] == []
