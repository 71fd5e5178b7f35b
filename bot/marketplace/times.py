"""Wall time to instants: where the clocks change, the first valid instant."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.errors.typed import UnknownTimezone


def instant(wall: datetime, timezone: str) -> datetime:
    """The UTC instant of a local time.

    An hour that happens twice (autumn) means its first occurrence. An hour that does not exist (spring) means
    the first instant after the gap.
    """
    zone = ZoneInfo(timezone)
    first = wall.replace(tzinfo=zone, fold=0)
    at = first.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == wall:
        return at
    return _end_of_gap(at, zone)


def _end_of_gap(inside: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the zone's offset changed, found by halving the day around `inside`."""
    low, high = inside - timedelta(days=1), inside + timedelta(days=1)
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


FROM, TO = 9, 20
"""Hours of a day in which somebody is written to about what can wait."""


def decent(at: datetime, timezone: str) -> datetime:
    """That instant where it is between 9:00 and 20:00 there, else nine o'clock of that morning or the next."""
    local = at.astimezone(ZoneInfo(timezone))
    if FROM <= local.hour < TO:
        return at
    day = local.date() if local.hour < FROM else local.date() + timedelta(days=1)
    return instant(datetime.combine(day, time(FROM)), timezone)


@cache
def timezones() -> frozenset[str]:
    """The names of every IANA time zone. Read once: they are a folder of hundreds of files."""
    return frozenset(available_timezones())


def known_timezone(given: str) -> str:
    """The IANA name, in its own spelling. Raises UnknownTimezone."""
    spelled = {name.casefold(): name for name in timezones()}
    try:
        return spelled[given.strip().replace(" ", "_").casefold()]
    except KeyError:
        raise UnknownTimezone(given) from None
