"""Clocks that are put forward and back for a season, and zones that are changed when all was planned."""

from datetime import UTC, date, datetime, time

import pytest

from bot.marketplace.people import Profile, recognise
from db.models import Place
from tests.bot.marketplace.village import on
from tests.faults.watch import HOUR, REMINDERS, WatchTown
from tests.town import STARTS


@pytest.fixture
def town(watched: WatchTown) -> WatchTown:
    return watched


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NIGHTS = [
    ("America/Toronto", date(2027, 3, 14), time(2, 30), "2027-03-14 07:00"),
    ("America/Toronto", date(2027, 11, 7), time(1, 30), "2027-11-07 05:30"),
    ("America/St_Johns", date(2027, 3, 14), time(2, 30), "2027-03-14 05:30"),
    ("America/St_Johns", date(2027, 11, 7), time(1, 30), "2027-11-07 04:00"),
    ("Europe/Paris", date(2027, 3, 28), time(2, 30), "2027-03-28 01:00"),
    ("Europe/Paris", date(2027, 10, 31), time(2, 30), "2027-10-31 00:30"),
]
"""An hour that is left out begins when the clocks have jumped; one that comes twice is the first of the two."""


@pytest.mark.parametrize(("zone", "day", "start", "instant"), NIGHTS)
def test_reminders_in_the_night_the_clocks_change_come_a_day_and_an_hour_before_and_once(
    town: WatchTown, zone: str, day: date, start: time, instant: str
) -> None:
    number = town.village.posts("rosa", **on(day, start, time(5, 0), zone))
    town.village.joins("luc", number, "designer")
    starts = town.village.facts(number).session
    assert starts is not None
    assert starts.starts_at == utc(instant)
    for before, seen in ((25 * HOUR, [0, 0]), (24 * HOUR, [1, 0]), (2 * HOUR, [1, 0]), (HOUR, [1, 1]), (-HOUR, [1, 1])):
        town.watch.comes_to(utc(instant) - before)
        town.sends()
        assert town.seen(*REMINDERS)[2:] == seen


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("America/Toronto", date(2027, 3, 13), 4),
        ("America/St_Johns", date(2027, 11, 6), 6),
        ("Europe/Paris", date(2027, 3, 27), 4),
        ("Europe/Paris", date(2027, 10, 30), 6),
    ],
)
def test_a_session_over_the_change_of_clocks_lasts_as_long_as_it_does(
    town: WatchTown, zone: str, day: date, hours: int
) -> None:
    number = town.village.posts("rosa", **on(day, time(23, 0), time(4, 0), zone))
    session = town.village.facts(number).session
    assert session is not None
    assert session.ends_at - session.starts_at == hours * HOUR


def test_a_session_whose_zone_is_edited_is_reminded_of_by_the_new_zone_only(town: WatchTown) -> None:
    town.village.edits("rosa", town.number, timezone="Europe/Paris")
    moved = STARTS - 6 * HOUR
    assert [one.due_at for one in town.village.owed(*REMINDERS)] == [moved - 24 * HOUR, moved - HOUR]
    for instant in (moved - 24 * HOUR, moved - HOUR, STARTS - 24 * HOUR, STARTS - HOUR, STARTS):
        town.watch.comes_to(instant)
        town.sends()
    assert sorted(town.seen(*REMINDERS)) == [0, 0, 1, 1]


def test_somebody_whose_zone_changes_is_reminded_at_the_same_instant_in_their_new_time(town: WatchTown) -> None:
    with town.village.desk.work() as work:
        place = work.db.get_one(Place, town.village.place)
        recognise(work, place, "ana", Profile("ana", "en-CA", "Europe/Paris", admin=False))
    assert [one.due_at for one in town.village.owed(*REMINDERS)] == [STARTS - 24 * HOUR, STARTS - HOUR]
    town.watch.comes_to(STARTS - 24 * HOUR)
    town.sends()
    (told,) = [message for key, message in town.messenger.shown.items() if key.startswith("Dana.")]
    assert "12:30" in str(told)
    assert "6:30" not in str(told)
