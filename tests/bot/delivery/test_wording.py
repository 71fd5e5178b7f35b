"""What each kind of delivery says when it is sent, and that it says nothing once it is moot."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.delivery.outbox import Owed, owe_people
from bot.delivery.saying import NOTHING, Said
from bot.delivery.wording import WORDING
from bot.marketplace import life, reviewing
from bot.marketplace.people import choose_language, choose_reminders
from db.models import Card, Community, Delivery, DeliveryState, Opportunity, OpportunityState
from sandbox.clock import FrozenClock
from tests.bot.delivery.said import said, words
from tests.bot.marketplace.village import UNDATED, Village
from tests.town import TUESDAY

S = OpportunityState
Change = Callable[[Village, int], object]


@pytest.fixture
def number(village: Village) -> int:
    """The usual posting by rosa, announced in C1, with ana in as designer."""
    village.person("rosa", name="Rosa")
    village.people("jean", "ana", "luc")
    village.person("maya", admin=True)
    village.channel("C1")
    posted = village.posts("rosa")
    village.joins("ana", posted, "designer")
    return posted


def leaves(village: Village, number: int) -> None:
    village.leaves("ana", number)


def cancels(village: Village, number: int) -> None:
    village.does("rosa", lambda work: life.cancel(work, number, "Rain"))


def closes(village: Village, number: int) -> None:
    village.does("rosa", lambda work: life.pause(work, number))


def moves(village: Village, number: int) -> None:
    village.edits("rosa", number, day=TUESDAY + timedelta(days=7))


def turns_off(village: Village, number: int) -> None:
    village.does("ana", lambda work: choose_reminders(work, "off"))


# reminders


def test_a_reminder_says_what_when_where_and_whom_to_reach(village: Village, number: int, clock: FrozenClock) -> None:
    clock.move_to(village.owed("reminder.hour")[0].due_at)
    told = words(said(village, "reminder.hour"))
    assert told[0] == "Reminder: #1 Map the city's parks, you are in as Designer."
    assert told[1].startswith("Tuesday, December 1, 2026 at 6:30")
    assert told[2:] == ["Remote, https://meet.example.org/parks", "Contact: Rosa"]


def test_a_reminder_is_in_the_language_its_reader_has_when_it_is_sent(village: Village, number: int) -> None:
    village.does("ana", lambda work: choose_language(work, "fr"))
    assert words(said(village, "reminder.day"))[0].startswith("Rappel")


@pytest.mark.parametrize("change", [leaves, cancels, turns_off], ids=lambda change: change.__name__)
@pytest.mark.parametrize("kind", ["reminder.day", "reminder.hour"])
def test_a_reminder_nobody_needs_says_nothing(village: Village, number: int, kind: str, change: Change) -> None:
    change(village, number)
    assert said(village, kind) == NOTHING


def test_a_reminder_of_the_old_time_says_nothing(village: Village, number: int) -> None:
    old = village.owed("reminder.day")[0].id
    moves(village, number)
    assert village.sees(lambda work: WORDING["reminder.day"](work, work.db.get_one(Delivery, old))) == NOTHING
    assert said(village, "reminder.day") != NOTHING


def test_a_closed_posting_still_reminds(village: Village, number: int) -> None:
    closes(village, number)
    assert said(village, "reminder.day") != NOTHING


# sign-ups


def test_who_was_promoted_is_told_unless_they_left_or_it_is_off(village: Village, number: int) -> None:
    village.joins("luc", number, "designer")
    village.leaves("ana", number)
    assert words(said(village, "signup.promoted"))[0] == (
        "A seat was freed and it is yours: you are in as Designer for #1 Map the city's parks."
    )
    cancels(village, number)
    assert said(village, "signup.promoted") == NOTHING


def test_a_move_is_told_with_todays_facts(village: Village, number: int) -> None:
    village.joins("luc", number, "designer")
    moves(village, number)
    village.edits("rosa", number, where="The library", day=TUESDAY + timedelta(days=14))
    for_luc = words(said(village, "signup.moved"))
    assert for_luc[0] == "The time or place of #1 Map the city's parks has changed. It is now:"
    assert for_luc[1].startswith("Tuesday, December 15, 2026")
    assert for_luc[2:] == [
        "Remote, The library", "Contact: Rosa", "You are still on the waiting list for Designer.",
    ]  # fmt: skip
    village.leaves("luc", number)
    assert said(village, "signup.moved") == NOTHING


def test_a_move_of_what_was_called_off_says_nothing(village: Village, number: int) -> None:
    moves(village, number)
    cancels(village, number)
    assert said(village, "signup.moved") == NOTHING


def test_a_cancellation_gives_its_reason(village: Village, number: int) -> None:
    cancels(village, number)
    assert words(said(village, "signup.cancelled")) == [
        "#1 Map the city's parks is cancelled. You have nothing to do.",
        "Reason given: Rain",
    ]


# cards


def test_a_card_is_in_the_communitys_language(village: Village, number: int) -> None:
    with village.desk.work() as work:
        work.db.get_one(Community, village.id).language = "fr"
    assert any(line.startswith("Quand") for line in words(said(village, "card.post")))


def test_a_card_of_what_was_called_off_is_not_posted_any_more(village: Village, number: int) -> None:
    closes(village, number)
    assert "Paused: no sign-ups for now" in words(said(village, "card.post"))
    cancels(village, number)
    assert said(village, "card.post") == NOTHING


def test_a_repaint_waits_while_its_card_is_on_its_way_and_no_longer(village: Village, number: int) -> None:
    waits = {}
    for state in DeliveryState:
        with village.desk.work() as work:
            work.db.get_one(Delivery, village.owed("card.post", state=None)[0].id).state = state
        waits[state] = said(village, "card.repaint")
    coming = {DeliveryState.READY, DeliveryState.SENDING, DeliveryState.UNKNOWN}
    assert waits == {state: Said(None, later=state in coming) for state in DeliveryState}


def test_a_repaint_rewrites_the_message_the_card_became(village: Village, number: int) -> None:
    with village.desk.work() as work:
        work.db.query(Card).one().message = "1796.000100"
    cancels(village, number)
    found = said(village, "card.repaint")
    assert found.edits == "1796.000100"
    assert "Cancelled: Rain" in words(found)


# postings


def test_a_review_is_asked_for_until_somebody_decided(village: Village, number: int) -> None:
    waiting = village.posts("jean", title="Count trees", **UNDATED)
    assert words(said(village, "posting.review"))[0] == (
        f"#{waiting} Count trees from Parks Ottawa is waiting for your review."
    )
    village.does("maya", lambda work: reviewing.approve(work, waiting))
    assert said(village, "posting.review") == NOTHING
    assert words(said(village, "posting.decided")) == [f"#{waiting} Count trees was approved and is now open."]


def test_an_author_learns_why_a_posting_was_declined(village: Village, number: int) -> None:
    waiting = village.posts("jean", title="Count trees", **UNDATED)
    village.does("maya", lambda work: reviewing.decline(work, waiting, "Say where."))
    assert words(said(village, "posting.decided"))[:2] == [
        f"#{waiting} Count trees was not approved.", "Reason given: Say where.",
    ]  # fmt: skip


# admins


def owe(village: Village, kind: str, subject: int, **facts: object) -> None:
    """A delivery to maya as the rules would owe it."""
    with village.desk.work() as work:
        maya = village.known(work, "maya").id
        owe_people(work, [maya], lambda _one: Owed(f"test:{kind}", kind, subject, work.now, facts=dict(facts)))


def test_a_digest_says_what_is_true_when_it_is_sent(village: Village, number: int, clock: FrozenClock) -> None:
    since = clock.now() - timedelta(hours=1)
    owe(village, "digest", village.id, since=since.isoformat())
    assert any(
        line.startswith("Since") and "1 sign-up, 0 departures" in line for line in words(said(village, "digest"))
    )


def test_a_digest_with_nothing_left_to_say_is_not_sent(village: Village) -> None:
    village.person("maya", admin=True)
    owe(village, "digest", village.id, since=village.desk.now().isoformat())
    assert said(village, "digest") == NOTHING


def test_an_import_is_summed_up(village: Village, number: int) -> None:
    owe(village, "import.summary", village.id, count=1500)
    assert words(said(village, "import.summary")) == [
        "1,500 imported opportunities are now open. Browse: /volunteer browse"
    ]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("not_in_channel", "I cannot post in #C1: I am not a member of it."),
        ("channel_not_found", "I cannot post in #C1: I am not a member of it."),
        ("is_archived", "I cannot post in #C1: it is archived."),
        ("restricted_action", "I cannot post in #C1: Slack refuses (restricted_action)."),
    ],
)
def test_an_admin_learns_why_a_channel_cannot_be_written_to(
    village: Village, number: int, fault: str, sentence: str
) -> None:
    lost = village.owed("card.post")[0].id
    owe(village, "undeliverable", lost)
    assert said(village, "undeliverable") == NOTHING
    with village.desk.work() as work:
        delivery = work.db.get_one(Delivery, lost)
        delivery.state, delivery.fault = DeliveryState.PARKED, fault
    assert words(said(village, "undeliverable"))[0] == sentence


def test_every_kind_that_is_owed_has_its_words(village: Village, number: int) -> None:
    moves(village, number)
    village.posts("jean", **UNDATED)
    cancels(village, number)
    assert {one.kind for one in village.owed(state=None)} <= WORDING.keys()
    assert village.sees(lambda work: work.db.query(Opportunity).count()) == 2
