"""Local times to instants, where the clocks change and where they do not."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors.typed import UnknownTimezone
from bot.marketplace.times import instant, known_timezone

ZONES = sorted(available_timezones() - {"localtime"})
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("local", "zone", "at"),
    [
        ("2026-12-01 18:30", "America/Toronto", "2026-12-01 23:30"),
        ("2026-07-01 18:30", "America/Toronto", "2026-07-01 22:30"),
        ("2027-03-14 02:30", "America/Toronto", "2027-03-14 07:00"),
        ("2027-03-14 02:00", "America/Toronto", "2027-03-14 07:00"),
        ("2027-03-14 01:59", "America/Toronto", "2027-03-14 06:59"),
        ("2027-03-14 03:00", "America/Toronto", "2027-03-14 07:00"),
        ("2026-11-01 01:30", "America/Toronto", "2026-11-01 05:30"),
        ("2026-11-01 02:00", "America/Toronto", "2026-11-01 07:00"),
        ("2027-03-14 02:30", "America/St_Johns", "2027-03-14 05:30"),
        ("2026-11-01 01:30", "America/St_Johns", "2026-11-01 04:00"),
        ("2026-10-04 02:15", "Australia/Lord_Howe", "2026-10-03 15:30"),
        ("2026-04-05 01:45", "Australia/Lord_Howe", "2026-04-04 14:45"),
        ("2011-12-30 12:00", "Pacific/Apia", "2011-12-30 10:00"),
        ("2026-12-01 18:30", "UTC", "2026-12-01 18:30"),
    ],
)
def test_a_local_time_is_its_first_valid_instant(local: str, zone: str, at: str) -> None:
    assert instant(wall(local), zone) == utc(at)


@settings(max_examples=60)
@given(
    st.datetimes(datetime(1975, 1, 1), datetime(2037, 12, 31)),  # noqa: DTZ001  (wall times)
    st.sampled_from(ZONES),
)
def test_an_instant_tells_the_time_again_or_ends_the_gap(local: datetime, name: str) -> None:
    local, zone = local.replace(microsecond=0), ZoneInfo(name)
    at = instant(local, name)
    shown = at.astimezone(zone).replace(tzinfo=None)
    if shown == local:
        assert all(at <= other for other in _all_instants(local, zone))
    else:
        before = (at - SECOND).astimezone(zone).replace(tzinfo=None)
        assert before < local < shown


def _all_instants(local: datetime, zone: ZoneInfo) -> list[datetime]:
    """Every instant at which the zone's clocks show that time."""
    about = local.replace(tzinfo=UTC)
    offsets = {(about + timedelta(hours=h)).astimezone(zone).utcoffset() for h in range(-30, 31)}
    found = [about - offset for offset in offsets if offset is not None]
    return [one for one in found if one.astimezone(zone).replace(tzinfo=None) == local]


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("America/Toronto", "America/Toronto"),
        ("  america/toronto ", "America/Toronto"),
        ("America/St Johns", "America/St_Johns"),
        ("utc", "UTC"),
    ],
)
def test_a_time_zone_is_known_however_it_is_spelled(given_name: str, name: str) -> None:
    assert known_timezone(given_name) == name


@pytest.mark.parametrize("name", ["", " ", "Toronto", "EST5EDT4", "../../etc/passwd", "America/", "\x00", "é" * 3000])
def test_what_is_no_time_zone_is_refused_as_it_was_given(name: str) -> None:
    with pytest.raises(UnknownTimezone) as caught:
        known_timezone(name)
    assert caught.value == UnknownTimezone(name)
