"""Sessions by rule: the days a rule means, without holidays. Both by library: dateutil's rules and `holidays`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice

from bot.errors import Fault
from bot.marketplace.given import choice
from bot.messages.form import Answer

MOST_SESSIONS = 60
LONGEST_SERIES = timedelta(days=366)
"""How far ahead a series is written out."""
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FOUR_WEEKS = 28
"""What comes later in a month than this is its fifth or last such weekday: as not every month has five, the last."""


class Every(StrEnum):
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class Province(StrEnum):
    """The provinces and territories, as Canada Post writes them."""

    AB = "AB"
    BC = "BC"
    MB = "MB"
    NB = "NB"
    NL = "NL"
    NS = "NS"
    NT = "NT"
    NU = "NU"
    ON = "ON"
    PE = "PE"
    QC = "QC"
    SK = "SK"
    YT = "YT"


@dataclass(frozen=True, slots=True)
class Repeat:
    """A rule as it was chosen: until and with that day, without the holidays of a province if one is named."""

    every: Every
    until: date
    holidays: Province | None = None


def read_repeat(answers: Mapping[str, Answer], starts: datetime | None) -> tuple[Repeat | None, dict[str, Fault]]:
    """The rule that `answers` describe, none for no rule, and what is wrong with it by field. Raises NoLongerThere for
    a choice that nobody offers."""
    given = answers.get("repeat")
    if given in (None, "", "never"):
        return None, {}
    until, except_on = answers.get("until"), answers.get("holidays")
    every, province = choice(Every, given), None if except_on in (None, "", "none") else choice(Province, except_on)
    if starts is None:
        return None, {"day": Fault("series_needs_day")} if answers.get("day") is None else {}
    if not isinstance(until, date):
        return None, {"until": Fault("missing")}
    repeat = Repeat(every, until, province)
    return repeat, _faults(repeat, starts)


def _faults(repeat: Repeat, starts: datetime) -> dict[str, Fault]:
    if repeat.until - starts.date() > LONGEST_SERIES:
        return {"until": Fault("series_too_long")}
    if repeat.until <= starts.date():
        return {"until": Fault("series_too_short")}
    days = occurrences(rule_of(repeat, starts), starts, repeat.holidays or "")
    if starts not in days:
        return {"day": Fault("holiday")}
    return {"until": Fault("series_too_short")} if len(days) < 2 else {}


def rule_of(repeat: Repeat, starts: datetime) -> str:
    """The rule as RFC 5545 writes it, for local times."""
    until = datetime.combine(repeat.until, time(23, 59, 59))
    steps = {
        Every.WEEK: "FREQ=WEEKLY;INTERVAL=1",
        Every.FORTNIGHT: "FREQ=WEEKLY;INTERVAL=2",
        Every.MONTH: f"FREQ=MONTHLY;BYDAY={_in_month(starts)}{WEEKDAYS[starts.weekday()]}",
    }
    return f"{steps[repeat.every]};UNTIL={until:%Y%m%dT%H%M%S}"


def _in_month(starts: datetime) -> int:
    """Which such weekday of its month: 1 to 4 from the beginning, or -1 for the last."""
    return (starts.day - 1) // 7 + 1 if starts.day <= FOUR_WEEKS else -1


def occurrences(rule: str, starts: datetime, province: str) -> list[datetime]:
    """The local times at which the sessions start, at most 60, without that province's holidays."""
    from dateutil.rrule import rrulestr
    from holidays import country_holidays

    free = country_holidays("CA", subdiv=province) if province else {}
    return list(islice((one for one in rrulestr(rule, dtstart=starts) if one.date() not in free), MOST_SESSIONS))


def left_out(rule: str, starts: datetime, province: str) -> list[date]:
    """The days that the rule means and that province's holidays leave out."""
    kept = occurrences(rule, starts, province)
    meant = occurrences(rule, starts, "")
    return [one.date() for one in meant if one not in kept]
