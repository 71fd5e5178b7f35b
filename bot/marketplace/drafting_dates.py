"""The dates of a posting, read from its day, start and end."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from bot.errors import Fault
from bot.marketplace.drafts import FURTHEST, LONGEST_SESSION, Dates
from bot.marketplace.times import instant
from bot.messages.form import Answer


def read_dates(
    answers: Mapping[str, Answer], now: datetime, *, past_allowed: bool = False
) -> tuple[Dates | None, dict[str, Fault]]:
    """The day, start and end alone, none where they were left empty; and what is wrong with them."""
    given = [answers.get(name) for name in ("day", "start", "end")]
    if given == [None, None, None]:
        return None, {}
    day, start, end = given
    if not (isinstance(day, date) and isinstance(start, time) and isinstance(end, time)):
        wanted = {"day": date, "start": time, "end": time}
        missing = next(name for name, kind in wanted.items() if not isinstance(answers.get(name), kind))
        return None, {missing: Fault("date_incomplete")}
    if day.year < now.year - 1 and not past_allowed:
        return None, {"day": Fault("in_the_past")}
    if day - now.date() > FURTHEST:
        return None, {"day": Fault("too_far")}
    dates = _whole_dates(day, start, end, str(answers["timezone"]))
    return dates, _faults(dates, now, past_allowed=past_allowed)


def _faults(dates: Dates, now: datetime, *, past_allowed: bool) -> dict[str, Fault]:
    starts, ends = instant(dates.starts, dates.timezone), instant(dates.ends, dates.timezone)
    faults = {}
    if dates.ends - dates.starts > LONGEST_SESSION or ends <= starts:  # all of it in spring's lost hour
        faults["end"] = Fault("end_before_start")
    if starts <= now and not past_allowed:
        faults["day"] = Fault("in_the_past")
    return faults


def _whole_dates(day: date, start: time, end: time, timezone: str) -> Dates:
    """A session that ends at or before the hour it starts ends on the next day."""
    starts, ends = datetime.combine(day, start), datetime.combine(day, end)
    return Dates(starts, ends if ends > starts else ends + timedelta(days=1), timezone)
