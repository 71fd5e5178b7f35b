"""Somebody with two roles on one date is reminded of it for as long as they have one, whatever goes wrong meanwhile."""

from datetime import timedelta

from bot.marketplace import life
from tests.faults.keeping import LOST
from tests.faults.watch import HOUR, REMINDERS, SECOND, WatchTown
from tests.town import STARTS

LATE = timedelta(minutes=2)


def in_both(town: WatchTown) -> None:
    town.village.joins("ana", town.number, "developer")
    town.sends()


def test_leaving_one_role_while_the_reminder_is_late_loses_none(watched: WatchTown) -> None:
    in_both(watched)
    watched.watch.comes_to(STARTS - 24 * HOUR + LATE)  # nobody sent anything meanwhile
    watched.village.leaves("ana", watched.number, "designer")
    watched.sends()
    watched.watch.comes_to(STARTS - HOUR)
    watched.sends()
    assert watched.seen(*REMINDERS) == [1, 1]


def test_leaving_one_role_while_the_reminder_is_in_doubt_loses_none(watched: WatchTown) -> None:
    in_both(watched)
    watched.watch.comes_to(STARTS - HOUR)
    watched.messenger.trouble = [LOST, LOST]
    watched.sends()
    assert watched.in_doubt() > 0
    watched.village.leaves("ana", watched.number, "designer")
    watched.rests()
    watched.watch.comes_to(STARTS - SECOND)
    watched.sends()
    assert watched.seen("reminder.hour") == [1]


def test_leaving_both_while_the_reminder_is_late_brings_none(watched: WatchTown) -> None:
    in_both(watched)
    watched.watch.comes_to(STARTS - 24 * HOUR + LATE)
    for role in ("designer", "developer"):
        watched.village.leaves("ana", watched.number, role)
    watched.sends()
    watched.watch.comes_to(STARTS - SECOND)
    watched.sends()
    assert watched.seen(*REMINDERS) == [0, 0]


def test_what_is_called_off_leaves_no_reminder_of_a_seat_that_was_left(watched: WatchTown) -> None:
    in_both(watched)
    watched.village.leaves("ana", watched.number, "designer")
    assert len(watched.village.owed(*REMINDERS)) == 2
    watched.village.does("rosa", lambda work: life.cancel(work, watched.number, ""))
    assert watched.village.owed(*REMINDERS) == []
