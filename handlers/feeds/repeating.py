"""Events of a calendar that repeat, written out: rules, exceptions and dates changed alone, as RFC 5545 has them.

By recurring-ical-events; what would take a stranger's calendar too long is not written out.
"""

import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar
from recurring_ical_events import of

WITHIN = timedelta(days=366)
"""How far ahead dates are written out."""
MOST_DATES, MOST_SERIES = 60, 200
"""Dates of one event, and events of one calendar, that are written out."""
SECONDS = 5
"""Of computing, for all of a calendar's: a feed has 15 in all."""
DENSE = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
FINE = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND"})
"""Parts of rules that mean several dates a day: nobody's evenings do."""


def together(events: Iterable[Any]) -> list[list[Any]]:
    """The events in their order, what was changed alone together with the series it is of."""
    events = list(events)
    series = {str(one.get("UID", "")): one for one in events if _repeats(one)}
    changed: dict[str, list[Any]] = defaultdict(list)
    out = []
    for one in events:
        uid = str(one.get("UID", ""))
        if uid and uid in series and one is not series[uid]:
            changed[uid].append(one)
        else:
            out.append([one])
    return [[*group, *changed[str(group[0].get("UID", ""))]] if _repeats(group[0]) else group for group in out]


def _repeats(event: Any) -> bool:
    return event.get("RECURRENCE-ID") is None and (event.get("RRULE") is not None or event.get("RDATE") is not None)


class Written:
    """Writes out the series of one calendar, as of `now`."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._left = MOST_SERIES
        self._until = time.process_time() + SECONDS

    def dates(self, group: list[Any]) -> list[Any] | None:
        """The dates to come, or under way, as events, soonest first; none for what is not written out."""
        starts = getattr(group[0].get("DTSTART"), "dt", None)
        too_many = self._left <= 0 or time.process_time() > self._until
        if too_many or not _repeats(group[0]) or not isinstance(starts, datetime) or _dense(group[0]):
            return None
        self._left -= 1
        calendar = Calendar()
        for one in group:
            calendar.add_component(one)
        found = of(calendar).between(self._now, self._now + WITHIN)
        held = [one for one in found if not called_off(one) and isinstance(one["DTSTART"].dt, datetime)]
        return sorted(held, key=_starts)[:MOST_DATES]

    def is_over(self, group: list[Any]) -> bool:
        """Whether it began before now; with no date to come, it is over."""
        starts = group[0]["DTSTART"].dt
        day: date = starts.date()
        return day <= self._now.date()


def _starts(event: Any) -> float:
    at: datetime = event["DTSTART"].dt
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def called_off(event: Any) -> bool:
    return str(event.get("STATUS", "")).upper() == "CANCELLED"


def _dense(event: Any) -> bool:
    rules = event.get("RRULE")
    listed = rules if isinstance(rules, list) else [rules] if rules is not None else []
    return any(DENSE & {str(one).upper() for one in rule.get("FREQ", [])} or FINE & set(rule) for rule in listed)
