"""The outbox counted: what is due, for how long, and what is in each unsettled state."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import ClauseElement, Dialect, event
from sqlalchemy.dialects import registry

from bot.desk import Desk
from db.models import Community, Delivery, DeliveryState, Place
from db.queries.delivery import revive
from db.queries.lanes import held_until, hold_place
from db.queries.outbox import Outbox, outbox
from sandbox.clock import FrozenClock
from tests.town import START

S = DeliveryState
MINUTE = timedelta(minutes=1)


@pytest.fixture
def place(desk: Desk) -> int:
    with desk.work() as work:
        about = {
            "name": "",
            "language": "en",
            "timezone": "UTC",
            "moderation": False,
            "trust_vetted": False,
            "next_number": 1,
        }
        digest = {"digest_on": False, "digest_weekday": 0, "digest_minute": 0, "digested_at": START}
        community = Community(**about, **digest, digest_set_at=START, created_at=START)
        work.db.add(community)
        work.db.flush()
        known = {"platform": "slack", "platform_id": "T1", "name": "", "bot_user": "U1", "bot_id": "B1"}
        place = Place(community_id=community.id, **known, appointed=[])
        work.db.add(place)
        work.db.flush()
        return place.id


def owes(desk: Desk, place: int, states: Sequence[DeliveryState], **changes: object) -> None:
    """A delivery in each of these states, due at the start unless said."""
    with desk.work() as work:
        for state in states:
            key = f"{state}:{sorted(changes.items())!r}"
            row = {"key": key, "kind": "digest", "subject_id": 1, "facts": {}, "place_id": place, "lane": key}
            row |= {"due_at": START, "attempts": 0, "created_at": START}
            work.db.add(Delivery(**(row | {"state": state} | changes)))


def counted(desk: Desk) -> Outbox:
    with desk.reading() as work:
        return outbox(work.db, work.now)


def test_an_empty_outbox_has_no_age(desk: Desk) -> None:
    assert counted(desk) == Outbox(0, None, 0, 0, 0, 0)


def test_each_unsettled_state_is_counted(desk: Desk, place: int, clock: FrozenClock) -> None:
    owes(desk, place, list(S))
    owes(desk, place, (S.UNKNOWN, S.PARKED), channel="C2", claimed_at=START)
    owes(desk, place, (S.PARKED,), channel="C3")
    clock.advance(MINUTE)
    assert counted(desk) == Outbox(1, MINUTE, ready=1, sending=1, unknown=2, parked=3, doubt=MINUTE)


def test_what_is_due_later_or_too_late_is_not_due(desk: Desk, place: int, clock: FrozenClock) -> None:
    owes(desk, place, (S.READY,), expires_at=START + MINUTE)
    owes(desk, place, (S.READY,), due_at=START + 5 * MINUTE)
    owes(desk, place, (S.READY,), due_at=START + 2 * MINUTE, expires_at=START + 9 * MINUTE)
    clock.advance(2 * MINUTE)
    assert counted(desk) == Outbox(1, timedelta(), ready=3, sending=0, unknown=0, parked=0)
    clock.advance(2 * MINUTE)
    assert counted(desk) == Outbox(1, 2 * MINUTE, ready=3, sending=0, unknown=0, parked=0)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_is_parked_is_found_by_its_index_before_a_value_is_known(desk: Desk) -> None:
    """As PostgreSQL plans a statement it has prepared; SQLite plans it anew with the values it is given."""
    asked: list[ClauseElement] = []
    numbered: Dialect = registry.load("postgresql.asyncpg")()  # writes $1 and its type
    with desk.work() as work:
        event.listen(work.sql, "before_execute", lambda *told: asked.append(told[1]))
        revive(work.db, 1, "C1", work.now)
        (statement,) = (one.compile(dialect=numbered) for one in asked)
        work.sql.exec_driver_sql("SET LOCAL plan_cache_mode = force_generic_plan")
        work.sql.exec_driver_sql("SET LOCAL enable_seqscan = off")  # which an empty table is read by
        work.sql.exec_driver_sql(f"PREPARE reviving AS {statement}")
        given = ", ".join(["NULL"] * len(statement.params))
        plan = str(work.sql.exec_driver_sql(f"EXPLAIN EXECUTE reviving({given})").all())
        work.sql.exec_driver_sql("DEALLOCATE reviving")
    assert "ix_delivery_parked" in plan


def test_a_parked_repaint_is_not_taken_up_again(desk: Desk, place: int) -> None:
    """The card is owed a fresh one."""
    owes(desk, place, (S.PARKED,), channel="C1")
    owes(desk, place, (S.PARKED,), channel="C1", coalesce="card:1:repaint")
    with desk.work() as work:
        assert revive(work.db, place, "C1", work.now) == 1


def test_of_two_refusals_the_longer_wait_holds(desk: Desk, place: int) -> None:
    for wait in (10, 1, 20):
        with desk.work() as work:
            hold_place(work.db, place, START + wait * MINUTE)
        with desk.reading() as work:
            assert held_until(work.db, place) == START + max(wait, 10) * MINUTE
