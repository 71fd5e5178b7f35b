"""Clocks that jump: nothing is lost or doubled, and nothing waits for them longer than it must."""

from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.delivery.claiming import LEASE
from bot.delivery.sending import QUARANTINE
from db.models import DeliveryState as S
from tests.faults.keeping import HELD, LATE, LOST
from tests.faults.watch import HOUR, REMINDERS, SECOND, WatchTown
from tests.town import STARTS


@pytest.fixture
def town(watched: WatchTown) -> WatchTown:
    return watched


def test_a_clock_that_jumps_an_hour_ahead_and_back_reminds_once(town: WatchTown) -> None:
    town.watch.comes_to(STARTS - 25 * HOUR + SECOND)
    town.sends()
    assert town.seen(*REMINDERS) == [0, 0]
    town.watch.jumps(HOUR)
    town.sends()
    assert town.seen(*REMINDERS) == [1, 0]
    town.watch.jumps(-HOUR)
    town.sends()
    for before in (24 * HOUR, HOUR, timedelta(0), -HOUR):
        town.watch.comes_to(STARTS - before + SECOND)
        town.sends()
    assert town.seen(*REMINDERS) == [1, 1]


def test_a_clock_that_jumps_an_hour_ahead_under_a_sender_doubles_nothing(town: WatchTown) -> None:
    town.watch.comes_to(STARTS - 24 * HOUR)
    errand = town.courier.claim()
    assert errand is not None
    town.watch.jumps(HOUR)
    town.sends()  # by another, to whom the first one's lease and quarantine seem over
    town.courier.deliver(errand)
    town.sends()
    assert town.seen(*REMINDERS) == [1, 0]


@pytest.mark.parametrize("arrived", [True, False])
def test_a_clock_that_jumps_an_hour_back_over_a_dead_sender_loses_and_doubles_nothing(
    town: WatchTown, arrived: bool
) -> None:
    town.watch.comes_to(STARTS - 24 * HOUR)
    errand = town.courier.claim()
    assert errand is not None
    assert errand.message is not None
    if arrived:
        town.courier._call(errand, errand.message, *town.courier._way_of(errand))
    town.watch.jumps(-HOUR)
    town.rests()
    assert town.seen(*REMINDERS) == [int(arrived), 0]
    assert town.in_doubt() == 0
    town.watch.passes(HOUR)
    town.sends()
    assert town.seen(*REMINDERS) == [1, 0]


JUMPS = {
    "ahead": (HOUR,),
    "ahead, and once more in the quarantine": (HOUR, timedelta(0), HOUR),
    "back": (-HOUR,),
    "ahead and back": (HOUR, -HOUR),
}


@pytest.mark.parametrize("jumps", JUMPS.values(), ids=JUMPS)
def test_a_clock_that_jumps_while_a_post_comes_late_doubles_nothing(
    town: WatchTown, jumps: tuple[timedelta, ...]
) -> None:
    """The platform took it, and does it in the last moment in which it may."""
    town.watch.comes_to(STARTS - 24 * HOUR)
    town.messenger.trouble = [HELD]
    town.sends()
    for jump in jumps:
        town.watch.jumps(jump)
        town.sends()
    town.watch.passes(QUARANTINE - (len(jumps) + 1) * 5 * SECOND)
    town.messenger.catch_up()
    town.rests()
    town.watch.comes_to(STARTS - 24 * HOUR + SECOND)
    town.sends()
    assert (town.seen(*REMINDERS), town.in_doubt()) == ([1, 0], 0)


def test_a_message_that_the_platform_dates_an_hour_before_it_was_due_is_found(town: WatchTown) -> None:
    town.watch.comes_to(STARTS - 25 * HOUR)
    town.watch.jumps(HOUR)
    town.messenger.trouble = [LATE]
    town.rests()
    assert (town.seen(*REMINDERS), town.in_doubt()) == ([1, 0], 0)


def test_a_process_that_begins_after_a_jump_waits_for_the_whole_quarantine_itself(town: WatchTown) -> None:
    town.watch.comes_to(STARTS - 24 * HOUR)
    town.messenger.trouble = [HELD]
    town.sends()
    town.watch.jumps(HOUR)
    town.starts()
    town.sends()
    town.messenger.catch_up()
    town.rests()
    assert (town.seen(*REMINDERS), town.in_doubt()) == ([1, 0], 0)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_that_was_put_back_holds_up_nothing_that_is_to_go_at_once(town: WatchTown, restarted: bool) -> None:
    town.village.joins("luc", town.number, "developer")
    town.watch.jumps(-HOUR)
    if restarted:
        town.starts()
    town.sends()
    assert town.names_on_the_card("luc") == [True]
    town.village.joins("rosa", town.number, "developer")
    town.sends()
    assert town.names_on_the_card("luc", "rosa") == [True, True]


def test_a_clock_that_was_put_back_leaves_reminders_their_hour(town: WatchTown) -> None:
    """They were owed in what is a time to come now, as what is to go at once may have been."""
    town.watch.jumps(-HOUR)
    town.starts()
    town.sends()
    assert town.seen(*REMINDERS) == [0, 0]


def test_a_clock_that_was_put_back_is_remembered_when_the_database_fails(town: WatchTown) -> None:
    def fails(*_statement: object) -> None:
        raise OperationalError("", {}, OSError("no space left"))

    town.village.joins("luc", town.number, "developer")
    town.watch.jumps(-HOUR)
    event.listen(town.village.desk.engine, "before_cursor_execute", fails)
    with pytest.raises(OperationalError):
        town.courier.reconcile()
    event.remove(town.village.desk.engine, "before_cursor_execute", fails)
    town.sends()
    assert town.names_on_the_card("luc") == [True]


SLEEPS = {"suspended": (timedelta(0), LEASE), "stopped, and the clock put back": (LEASE, -LEASE)}


@pytest.mark.parametrize(("ran", "was_set"), SLEEPS.values(), ids=SLEEPS)
def test_who_slept_past_a_lease_by_either_clock_says_nothing(
    town: WatchTown, ran: timedelta, was_set: timedelta
) -> None:
    """While a machine is suspended its monotonic clock stands still."""
    town.watch.comes_to(STARTS - 24 * HOUR)
    errand = town.courier.claim()
    assert errand is not None
    town.watch.passes(ran)
    town.watch.jumps(was_set)
    town.courier.deliver(errand)
    assert town.seen(*REMINDERS) == [0, 0]
    town.sends()
    assert town.seen(*REMINDERS) == [1, 0]


def test_a_second_attempt_in_doubt_rests_anew(town: WatchTown) -> None:
    """The first was lost, and the platform does the second one late."""
    town.watch.comes_to(STARTS - 24 * HOUR)
    town.messenger.trouble = [LOST, HELD]
    town.sends()
    town.watch.passes(QUARANTINE)
    town.courier.reconcile()
    again = town.courier.claim()
    assert again is not None
    town.courier.deliver(again)
    town.watch.passes(30 * SECOND)
    town.sends()
    town.messenger.catch_up()
    town.rests()
    assert (town.seen(*REMINDERS), town.in_doubt()) == ([1, 0], 0)


def test_who_looks_for_an_attempt_leaves_the_next_one_to_its_own_quarantine(town: WatchTown) -> None:
    """It sleeps before it takes it over, and another process tries it once more meanwhile."""
    town.watch.comes_to(STARTS - 24 * HOUR)
    town.messenger.trouble = [LOST, HELD]
    town.sends()
    sleeper = town.courier
    (first,) = [(one.id, one.attempts) for one in town.village.owed(state=S.UNKNOWN)]
    town.starts()
    town.sends()
    town.watch.passes(QUARANTINE)
    town.sends()
    assert town.in_doubt() == 1
    sleeper._reconcile(first)
    town.sends()
    town.messenger.catch_up()
    town.rests()
    assert (town.seen(*REMINDERS), town.in_doubt()) == ([1, 0], 0)


def test_only_what_was_on_its_way_for_a_whole_lease_is_given_up(town: WatchTown) -> None:
    town.village.joins("luc", town.number, "developer")
    town.sends()
    town.watch.comes_to(STARTS - 24 * HOUR)
    died = town.courier.claim()
    town.courier.reconcile()
    town.watch.passes(LEASE + SECOND)
    works = town.courier.claim()
    town.courier.reconcile()
    states = {one.id: one.state for one in town.village.owed("reminder.day", state=None)}
    assert died is not None
    assert works is not None
    assert (states[died.delivery.id], states[works.delivery.id]) == (S.UNKNOWN, S.SENDING)
