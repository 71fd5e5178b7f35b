"""Dates that come again from outside: added, moved, gone where nobody is in them, kept where somebody is."""

import json
from dataclasses import replace
from typing import Any

from bot.marketplace.feed_readings import Item
from bot.marketplace.shown import settle
from bot.marketplace.webhook import receive
from db.models import OpportunityState
from sandbox.clock import FrozenClock
from tests.bot.marketplace.evenings import WEEK, days, joins_on, seats, written
from tests.bot.marketplace.test_feeds import add, feed, takes
from tests.bot.marketplace.village import Village
from tests.town import STARTS

HOURS = {"start": "18:30", "end": "20:30"}
NIGHT: dict[str, Any] = {
    "title": "Hack night", "organization": "Parks Ottawa", "summary": "Bring a laptop", "source": "n1",
    "roles": ["Designer 1"], "day": "2026-12-01", **HOURS,
}  # fmt: skip


def posts(village: Village, message: str, *dated: str | dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The answer to the record with these dates after the first."""
    listed = [{"day": one, **HOURS} if isinstance(one, str) else one for one in dated]
    told = json.dumps({**NIGHT, "sessions": listed, **changes})
    found: dict[str, Any] = json.loads(receive(village.desk, village.id, message, told, publish=True).body)
    return found


def weekly(*starts: str) -> Item:
    """A repeating event at these local times, two hours each."""
    ends = [f"{one[:11]}{int(one[11:13]) + 2}{one[13:]}" for one in starts]
    others = "\n".join(f"{start}/{end}" for start, end in zip(starts[1:], ends[1:], strict=True))
    return Item("6", "Hack night", "Bring a laptop", "", "", starts[0], ends[0], "America/Toronto", others=others)


def test_a_webhook_gives_every_date_and_edits_them(village: Village) -> None:
    village.people("ana", "luc")
    assert posts(village, "m1", "2026-12-08", "2026-12-15", "2026-12-22")["outcome"] == "created"
    assert days(village, 1) == ["12-01 18:30", "12-08 18:30", "12-15 18:30", "12-22 18:30"]
    second, third = written(village, 1)[1:3]
    joins_on(village, "ana", second)
    joins_on(village, "luc", third)
    late = {"day": "2026-12-15", "start": "19:00", "end": "21:00", "roles": ["Designer 3"]}
    assert posts(village, "m2", late, "2026-12-29")["outcome"] == "edited"
    assert days(village, 1) == ["12-01 18:30", "12-08 18:30", "12-15 19:00", "12-29 18:30"]
    assert village.told("signup.moved") == ["luc"]
    held = {f"{one.starts:%m-%d}": seats(village, one) for one in written(village, 1) if one.cancelled_at is None}
    assert held == {"12-01": [1], "12-08": [1], "12-15": [3], "12-29": [1]}


def test_a_webhook_may_say_dates_again_that_have_gone_by(village: Village, clock: FrozenClock) -> None:
    posts(village, "m1", "2026-12-08", "2026-12-15")
    clock.move_to(STARTS + WEEK / 2)
    posts(village, "m2", "2026-12-08", "2026-12-15", "2026-12-22")
    assert days(village, 1) == ["12-08 18:30", "12-15 18:30", "12-22 18:30"]
    assert len(written(village, 1)) == 4


def test_a_repeating_event_is_one_posting_that_goes_on_as_time_goes_by(village: Village, clock: FrozenClock) -> None:
    village.people("ana")
    number = add(village, publish=True)
    first, second = "2026-12-01T18:30:00", "2026-12-08T18:30:00"
    assert takes(village, number, weekly(first, second)).new == 1
    assert days(village, 1) == ["12-01 18:30", "12-08 18:30"]
    joins_on(village, "ana", written(village, 1)[1], "Contributor")
    clock.move_to(STARTS + WEEK / 2)
    village.does("ana", lambda work: settle(work, village.numbered(work, 1).id))
    assert takes(village, number, weekly(second, "2026-12-15T18:30:00")).changed == 1
    assert days(village, 1) == ["12-08 18:30", "12-15 18:30"]
    assert takes(village, number, weekly("2026-12-15T18:30:00", "2026-12-22T19:00:00")).changed == 1
    assert days(village, 1) == ["12-08 18:30", "12-15 18:30", "12-22 19:00"], "somebody is in the first one"
    assert village.state(1) is OpportunityState.OPEN
    assert village.owed("signup.moved", "session.cancelled") == []


def test_a_feed_with_repeating_events_is_asked_for_the_whole_each_time(village: Village) -> None:
    number = add(village)
    takes(village, number, weekly("2026-12-01T18:30:00"))
    assert feed(village, number).etag == '"1"'
    takes(village, number, weekly("2026-12-01T18:30:00", "2026-12-08T18:30:00"))
    assert feed(village, number).etag is None


def test_a_series_that_somebody_has_edited_stays_as_they_left_it(village: Village) -> None:
    number = add(village, publish=True)
    village.people("rosa")
    takes(village, number, weekly("2026-12-01T18:30:00", "2026-12-08T18:30:00"))
    one = written(village, 1)[1]
    with village.desk.work() as work:
        work.db.get_one(type(one), one.id).cancelled_at = work.now
    assert takes(village, number, weekly("2026-12-01T18:30:00", "2026-12-15T18:30:00")).changed == 0
    assert days(village, 1) == ["12-01 18:30"]


def test_one_event_may_begin_to_repeat(village: Village) -> None:
    number = add(village, publish=True)
    takes(village, number, weekly("2026-12-01T18:30:00"))
    assert takes(village, number, weekly("2026-12-01T18:30:00", "2026-12-08T18:30:00")).changed == 1
    assert days(village, 1) == ["12-01 18:30", "12-08 18:30"]
    undated = Item("7", "Later on")
    takes(village, number, weekly("2026-12-01T18:30:00", "2026-12-08T18:30:00"), undated)
    dated = weekly("2026-12-02T18:30:00", "2026-12-09T18:30:00")
    takes(village, number, replace(dated, key="7", title="Later on"))
    assert days(village, 2) == ["12-02 18:30", "12-09 18:30"]
