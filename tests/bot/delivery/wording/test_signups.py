"""What is said to who is signed up: nothing, once it is moot."""

from datetime import timedelta

import pytest

from bot.delivery.saying import NOTHING
from bot.delivery.wording import WORDING
from bot.marketplace.people import choose_language
from db.models import Delivery
from sandbox.clock import FrozenClock
from tests.bot.delivery.said import said, words
from tests.bot.delivery.wording.happening import Change, cancels, closes, leaves, moves, turns_off
from tests.bot.marketplace.village import Village
from tests.town import TUESDAY


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
