"""Events that repeat in a calendar: written out with their exceptions, bounded in number and time."""

import pytest

from bot.marketplace.feed_readings import Item
from handlers.feeds.reading import LONG_AGO, read
from tests.handlers.feeds.samples import event, ical
from tests.town import START

TORONTO = ";TZID=America/Toronto:"
NIGHT = ("SUMMARY:Hack night", f"DTSTART{TORONTO}20261201T183000", f"DTEND{TORONTO}20261201T203000")


def items(*events: str) -> tuple[Item, ...]:
    return read(ical(*events).encode(), "text/calendar", START).items


def dates(item: Item) -> list[str]:
    """The local starts of all its dates."""
    return [item.starts, *[line.partition("/")[0] for line in item.others.splitlines()]]


def test_a_weekly_event_is_one_item_with_every_date() -> None:
    (item,) = items(event("6", *NIGHT, "RRULE:FREQ=WEEKLY;COUNT=3"))
    assert item == Item(
        "6/", "Hack night", starts="2026-12-01T18:30:00", ends="2026-12-01T20:30:00", timezone="America/Toronto",
        others="2026-12-08T18:30:00/2026-12-08T20:30:00\n2026-12-15T18:30:00/2026-12-15T20:30:00",
    )  # fmt: skip


def test_what_is_left_out_called_off_moved_and_added_is_heard() -> None:
    found = items(
        event("6", *NIGHT, "RRULE:FREQ=WEEKLY;COUNT=5", f"EXDATE{TORONTO}20261208T183000",
              f"RDATE{TORONTO}20261210T183000"),
        event("6", "SUMMARY:Late", f"RECURRENCE-ID{TORONTO}20261215T183000", f"DTSTART{TORONTO}20261216T190000",
              f"DTEND{TORONTO}20261216T210000"),
        event("6", f"RECURRENCE-ID{TORONTO}20261222T183000", "STATUS:CANCELLED", f"DTSTART{TORONTO}20261222T183000",
              f"DTEND{TORONTO}20261222T203000"),
        event("7", *NIGHT),
    )  # fmt: skip
    assert [item.key for item in found] == ["6/", "7/"]
    assert dates(found[0]) == [
        "2026-12-01T18:30:00", "2026-12-10T18:30:00", "2026-12-16T19:00:00", "2026-12-29T18:30:00",
    ]  # fmt: skip
    assert found[0].title == "Hack night"


def test_local_time_is_kept_over_both_changes_of_the_clocks() -> None:
    (item,) = items(event("6", *NIGHT, "RRULE:FREQ=WEEKLY"))
    told = dates(item)
    assert len(told) == 52
    assert {one[11:] for one in told} == {"18:30:00"}
    assert {one[:10] for one in told} >= {"2027-03-09", "2027-03-16", "2027-11-02", "2027-11-09"}


def test_of_an_old_series_only_what_comes_is_written_out() -> None:
    (item,) = items(
        event("6", "SUMMARY:Old", f"DTSTART{TORONTO}20150106T183000", f"DTEND{TORONTO}20150106T203000",
              "RRULE:FREQ=WEEKLY")
    )  # fmt: skip
    assert dates(item)[0] == "2026-11-24T18:30:00"


def test_a_series_with_no_date_to_come_is_over() -> None:
    (item,) = items(
        event("6", "SUMMARY:Old", f"DTSTART{TORONTO}20150106T183000", f"DTEND{TORONTO}20150106T203000",
              "RRULE:FREQ=WEEKLY;COUNT=3")
    )  # fmt: skip
    assert (item.over, item.starts, item.others) == (LONG_AGO, "", "")
    (later,) = items(
        event("6", "SUMMARY:Later", f"DTSTART{TORONTO}20300101T183000", f"DTEND{TORONTO}20300101T203000",
              "RRULE:FREQ=WEEKLY")
    )  # fmt: skip
    assert later == Item("6/", "Later")


@pytest.mark.parametrize(
    "rule",
    ["RRULE:FREQ=SECONDLY", "RRULE:FREQ=HOURLY", "RRULE:FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3;BYSECOND=1,2,3"],
)
def test_several_times_a_day_is_not_written_out(rule: str) -> None:
    (item,) = items(event("6", *NIGHT, rule))
    assert item == Item("6/", "Hack night")


def test_a_daily_event_has_sixty_dates_at_most() -> None:
    (item,) = items(event("6", *NIGHT, "RRULE:FREQ=DAILY"))
    assert len(dates(item)) == 60


def test_of_very_many_series_two_hundred_are_written_out() -> None:
    found = items(*[event(str(n), *NIGHT, "RRULE:FREQ=WEEKLY;COUNT=2") for n in range(210)])
    assert len([item for item in found if item.others]) == 200


@pytest.mark.parametrize(
    "rule", ["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=WEEKLY;UNTIL=20200101T000000Z"]
)
def test_a_rule_that_means_no_day_keeps_nobody_busy(rule: str) -> None:
    assert len(items(event("6", *NIGHT, rule))) == 1


def test_whole_days_that_repeat_have_no_dates() -> None:
    (item,) = items(event("6", "SUMMARY:Week", "DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=WEEKLY"))
    assert item == Item("6/", "Week")
