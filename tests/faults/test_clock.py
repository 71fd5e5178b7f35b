"""Clocks that jump, clocks that are put forward and back, and zones that are changed when all was planned."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.delivery.sending import LEASE, QUARANTINE, Courier
from bot.delivery.wording import WORDING
from bot.desk import Desk
from bot.marketplace.people import Profile, recognise
from db.engine import open_engine
from db.models import Place
from db.queries.delivery import expire
from tests.bot.marketplace.village import Village, on
from tests.faults.keeping import Keeping
from tests.town import START, STARTS

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
LATER = LEASE + QUARANTINE + SECOND
REMINDERS = ("reminder.day", "reminder.hour")


class Watch:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.shows = START

    def now(self) -> datetime:
        return self.shows


class Town:
    """Ana is in, one card is out, and nothing is due."""

    def __init__(self, database: str) -> None:
        self.watch = Watch()
        self.village = Village(Desk(open_engine(database), self.watch.now))
        self.messenger = Keeping()
        self.courier = Courier(self.village.desk, {self.village.place: self.messenger}, WORDING)
        self.village.people("rosa", "ana", "luc")
        self.village.channel("C1")
        self.number = self.village.posts("rosa")
        self.village.joins("ana", self.number, "designer")
        self.sends()

    def sends(self) -> None:
        """All that may be sent now and in the next seconds."""
        for _second in range(5):
            self.courier.reconcile()
            while (errand := self.courier.claim()) is not None:
                self.courier.deliver(errand)
            with self.village.desk.work() as work:
                expire(work.db, work.now)
            self.watch.shows += SECOND

    def seen(self, *kinds: str) -> list[int]:
        """How often each delivery of these kinds was posted."""
        return [len(self.messenger.posts.get(one.id, ())) for one in self.village.owed(*kinds, state=None)]


@pytest.fixture
def town(database: str) -> Iterator[Town]:
    town = Town(database)
    yield town
    town.village.desk.engine.dispose()


def test_a_clock_that_jumps_an_hour_ahead_and_back_reminds_once(town: Town) -> None:
    town.watch.shows = STARTS - 25 * HOUR + SECOND
    town.sends()
    assert town.seen(*REMINDERS) == [0, 0]
    town.watch.shows += HOUR
    town.sends()
    assert town.seen(*REMINDERS) == [1, 0]
    town.watch.shows -= HOUR
    town.sends()
    for before in (24 * HOUR, HOUR, timedelta(0), -HOUR):
        town.watch.shows = STARTS - before + SECOND
        town.sends()
    assert town.seen(*REMINDERS) == [1, 1]


def test_a_clock_that_jumps_an_hour_ahead_under_a_sender_doubles_nothing(town: Town) -> None:
    town.watch.shows = STARTS - 24 * HOUR
    errand = town.courier.claim()
    assert errand is not None
    town.watch.shows += HOUR
    town.sends()  # by another, to whom the first one's lease and quarantine seem over
    town.courier.deliver(errand)
    town.sends()
    assert town.seen(*REMINDERS) == [1, 0]


@pytest.mark.parametrize("arrived", [True, False])
def test_a_clock_that_jumps_an_hour_back_over_a_dead_sender_loses_and_doubles_nothing(
    town: Town, arrived: bool
) -> None:
    town.watch.shows = STARTS - 24 * HOUR
    errand = town.courier.claim()
    assert errand is not None
    assert errand.message is not None
    if arrived:
        town.courier._call(errand, errand.message)
    town.watch.shows -= HOUR
    town.sends()
    assert town.seen(*REMINDERS) == [int(arrived), 0]
    town.watch.shows += HOUR + LATER
    town.sends()
    assert town.seen(*REMINDERS) == [1, 0]


def test_after_a_jump_back_what_is_owed_comes_when_the_clock_has_caught_up(town: Town) -> None:
    town.watch.shows -= HOUR
    town.village.joins("luc", town.number, "developer")
    town.sends()
    town.watch.shows += HOUR
    town.sends()
    card = town.village.owed("card.post", state=None)[0].message
    assert card is not None
    assert "luc" in str(town.messenger.shown[card])


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
    town: Town, zone: str, day: date, start: time, instant: str
) -> None:
    number = town.village.posts("rosa", **on(day, start, time(5, 0), zone))
    town.village.joins("luc", number, "designer")
    starts = town.village.facts(number).session
    assert starts is not None
    assert starts.starts_at == utc(instant)
    for before, seen in ((25 * HOUR, [0, 0]), (24 * HOUR, [1, 0]), (2 * HOUR, [1, 0]), (HOUR, [1, 1]), (-HOUR, [1, 1])):
        town.watch.shows = utc(instant) - before
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
    town: Town, zone: str, day: date, hours: int
) -> None:
    number = town.village.posts("rosa", **on(day, time(23, 0), time(4, 0), zone))
    session = town.village.facts(number).session
    assert session is not None
    assert session.ends_at - session.starts_at == hours * HOUR


def test_a_session_whose_zone_is_edited_is_reminded_of_by_the_new_zone_only(town: Town) -> None:
    town.village.edits("rosa", town.number, timezone="Europe/Paris")
    moved = STARTS - 6 * HOUR
    assert [one.due_at for one in town.village.owed(*REMINDERS)] == [moved - 24 * HOUR, moved - HOUR]
    for instant in (moved - 24 * HOUR, moved - HOUR, STARTS - 24 * HOUR, STARTS - HOUR, STARTS):
        town.watch.shows = max(instant, town.watch.shows)
        town.sends()
    assert sorted(town.seen(*REMINDERS)) == [0, 0, 1, 1]


def test_somebody_whose_zone_changes_is_reminded_at_the_same_instant_in_their_new_time(town: Town) -> None:
    with town.village.desk.work() as work:
        place = work.db.get_one(Place, town.village.place)
        recognise(work, place, "ana", Profile("ana", "en-CA", "Europe/Paris", admin=False))
    assert [one.due_at for one in town.village.owed(*REMINDERS)] == [STARTS - 24 * HOUR, STARTS - HOUR]
    town.watch.shows = STARTS - 24 * HOUR
    town.sends()
    (told,) = [message for key, message in town.messenger.shown.items() if key.startswith("Dana.")]
    assert "12:30" in str(told)
    assert "6:30" not in str(told)
