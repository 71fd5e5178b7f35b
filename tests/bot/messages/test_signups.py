"""The answers to signing up and leaving."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.marketplace.signups import Outcome
from bot.messages import signups
from db.models import OpportunityState
from db.queries.seats import Seat
from tests.bot.messages.samples import ENGLISH, buttons, words
from tests.town import START


def seat(starts_at: datetime | None = None, role: str = "Designer", **changes: Any) -> Seat:
    known: dict[str, Any] = {
        "opportunity_id": 1, "community_id": 1, "number": 12, "state": OpportunityState.OPEN, "title": "Map the parks",
        "language": "en", "other": {}, "entry": "open", "kind": "event", "role_id": 7, "role": role,
        "folded": role.lower(), "capacity": 3, "taken": 1, "session_id": None,
        "starts_at": starts_at, "ends_at": None, "cancelled_at": None, "signup_id": None, "signup_state": None,
    }  # fmt: skip
    return Seat(**known | changes)


def answer(starts_at: datetime | None = None, place: int = 0) -> str:
    (line,) = words(signups.signed_up(ENGLISH, Outcome(seat(starts_at), 5, place), START))
    return line.replace("\u202f", " ")


def test_who_is_in_is_told_so_with_the_way_out() -> None:
    assert answer() == "You are in as Designer for #12 Map the parks."
    shown = signups.signed_up(ENGLISH, Outcome(seat(), 5, 0), START)
    assert [(one.label, one.about) for one in buttons(shown)] == [("Leave", "7"), ("Details", "12")], "the role"


@pytest.mark.parametrize(
    ("ahead", "promise"),
    [
        (timedelta(hours=24, seconds=1), " I will remind you a day and an hour before."),
        (timedelta(hours=24), " I will remind you an hour before."),
        (timedelta(hours=1, seconds=1), " I will remind you an hour before."),
        (timedelta(hours=1), ""),
        (timedelta(0), ""),
    ],
)
def test_only_reminders_that_will_come_are_promised(ahead: timedelta, promise: str) -> None:
    told = answer(START + ahead)
    assert told.startswith("You are in as Designer for #12 Map the parks, ")
    assert told.partition(" EST.")[2] == promise


def test_who_waits_is_told_their_place() -> None:
    assert answer(place=1200) == (
        "You are number 1,200 on the waiting list for Designer in #12 Map the parks. "
        "If a seat is freed it is yours, and I will tell you."
    )


def test_who_waits_for_what_has_started_is_promised_nothing() -> None:
    assert answer(START, place=2) == (
        "You are number 2 on the waiting list for Designer in #12 Map the parks, "
        "Monday, November 23, 2026 at 10:00 a.m. EST. "
        "It has already started, so freed seats are no longer passed on."
    )
    assert answer(START + timedelta(seconds=1), place=2).endswith(
        "If a seat is freed it is yours, and I will tell you."
    )


def test_who_left_is_told_what_they_left_and_how_to_come_back() -> None:
    (line,) = words(signups.left(ENGLISH, [seat(), seat(role="Developer")]))
    assert line == ("You have left #12 Map the parks (Designer and Developer). To come back, type /volunteer signup 12")


@pytest.mark.parametrize(
    ("left", "way"),
    [
        (seat(entry="application"), " To apply again, type /volunteer apply 12"),
        (seat(kind="research"), " To choose another date, type /volunteer dates 12"),
        (seat(state=OpportunityState.PAUSED), ""),
    ],
    ids=["by application", "by slot", "paused"],
)
def test_the_way_back_is_one_that_is_open(left: Seat, way: str) -> None:
    assert words(signups.left(ENGLISH, [left])) == [f"You have left #12 Map the parks (Designer).{way}"]


def test_nothing_yet_says_where_to_look() -> None:
    shown = signups.mine(ENGLISH, [])
    assert words(shown) == ["You are not signed up for anything. See what is open: /volunteer"]
    assert [one.does for one in buttons(shown)] == ["opportunities.page"]
