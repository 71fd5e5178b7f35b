"""Slack's date tokens in a member's language and zone.

docs.slack.dev/messaging/formatting-message-text#date-formatting: the year is left out when the date is less
than six months away; `_pretty` forms say yesterday, today and tomorrow.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, format_timedelta

HALF_A_YEAR = timedelta(days=182)
IN_DAYS, USUAL = (timedelta(days=2), timedelta(days=14)), 0.85
"""What is told in days, since nine of them are no week; and how much of a larger unit else is told in it."""

_TOKEN = re.compile(r"\{(\w+)\}")

_PATTERNS = {
    ("en", "date"): "MMMM d'{th}'",
    ("en", "date_short"): "MMM d",
    ("en", "date_long"): "EEEE, MMMM d'{th}'",
    ("fr", "date"): "d'{th}' MMMM",
    ("fr", "date_short"): "d'{th}' MMM",
    ("fr", "date_long"): "EEEE d'{th}' MMMM",
}
_WITH_YEAR = {"en": "{}, y", "fr": "{} y"}
_SKELETONS = {"date": "yMMMMd", "date_short": "yMMMd", "date_long": "yMMMMEEEEd"}
_NEAR = {
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    "fr": {-1: "hier", 0: "aujourd’hui", 1: "demain"},
}
_TIMES = {("en", "time"): "h:mm a", ("en", "time_secs"): "h:mm:ss a"}
_TIMES_ELSEWHERE = {"time": "HH:mm", "time_secs": "HH:mm:ss"}


@dataclass(frozen=True)
class Reading:
    """Who reads when: `locale` like fr-CA, `tz` an IANA name, `now` the workspace's present."""

    locale: str
    tz: str
    now: datetime

    @property
    def language(self) -> str:
        return self.locale[:2].lower()

    @property
    def babel(self) -> Locale:
        return Locale.parse(self.locale, sep="-")

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(ZoneInfo(self.tz))


def say_date(entity: str, reading: Reading) -> str:
    """The text of `!date^unix^tokens^link|fallback`; the fallback when Slack could not make sense of it."""
    body, _, fallback = entity.removeprefix("!date^").partition("|")
    unix, _, rest = body.partition("^")
    tokens = rest.partition("^")[0]
    if not unix.isdecimal() or not tokens:
        return fallback
    instant = datetime.fromtimestamp(int(unix), UTC)
    return _TOKEN.sub(lambda match: _say(match.group(1), instant, reading) or match.group(0), tokens)


def _say(token: str, instant: datetime, reading: Reading) -> str | None:
    known = _SAYINGS.get(token)
    return known(instant, reading) if known else None


def _day(form: str) -> Callable[[datetime, Reading], str]:
    def say(instant: datetime, reading: Reading) -> str:
        day = reading.local(instant).date()
        pattern = _PATTERNS.get((reading.language, form))
        if pattern is None:
            return str(format_skeleton(_SKELETONS[form], day, locale=reading.babel))
        if abs(instant - reading.now) >= HALF_A_YEAR:
            pattern = _WITH_YEAR[reading.language].format(pattern)
        return str(format_date(day, pattern, locale=reading.babel)).replace("{th}", _ordinal(day, reading.language))

    return say


def _pretty(form: str) -> Callable[[datetime, Reading], str]:
    plain = _day(form)

    def say(instant: datetime, reading: Reading) -> str:
        apart = (reading.local(instant).date() - reading.local(reading.now).date()).days
        return _NEAR.get(reading.language, _NEAR["en"]).get(apart) or plain(instant, reading)

    return say


def _clock(form: str) -> Callable[[datetime, Reading], str]:
    def say(instant: datetime, reading: Reading) -> str:
        pattern = _TIMES.get((reading.language, form), _TIMES_ELSEWHERE[form])
        # Slack writes AM and PM in every English; CLDR writes a.m. for Canada.
        locale = "en_US" if reading.language == "en" else reading.babel
        return str(format_time(reading.local(instant), pattern, tzinfo=ZoneInfo(reading.tz), locale=locale))

    return say


def _ago(instant: datetime, reading: Reading) -> str:
    ahead = instant - reading.now
    threshold = 2 if IN_DAYS[0] <= abs(ahead) < IN_DAYS[1] else USUAL
    return str(format_timedelta(ahead, add_direction=True, threshold=threshold, locale=reading.babel))


def _number(instant: datetime, reading: Reading) -> str:
    return reading.local(instant).date().isoformat()


def _ordinal(day: date, language: str) -> str:
    if language == "fr":
        return "er" if day.day == 1 else ""
    if day.day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")


_SAYINGS: dict[str, Callable[[datetime, Reading], str]] = {
    "date_num": _number,
    "date": _day("date"),
    "date_short": _day("date_short"),
    "date_long": _day("date_long"),
    "date_pretty": _pretty("date"),
    "date_short_pretty": _pretty("date_short"),
    "date_long_pretty": _pretty("date_long"),
    "time": _clock("time"),
    "time_secs": _clock("time_secs"),
    "ago": _ago,
}
