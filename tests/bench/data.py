"""What the data layer adds to the statements of a sign-up."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.desk import Desk
from db.models import DeliveryState, SignupState
from db.queries import delivery, signups
from db.queries.people import asker
from db.queries.receipts import add_receipt
from db.queries.reminders import Attendance, attendances
from db.queries.seats import seats_numbered, take_seat
from tests.bench.by_hand import ByHand
from tests.bench.figures import Figure
from tests.bench.signing_up import WARM, world
from tests.bench.timing import side_by_side
from tests.bench.world import NOW

ROUNDS, EACH = 21, 50


def sign_up(desk: Desk, number: int) -> None:
    """Signs up the person of that number with the queries a sign-up uses, and nothing decided or said."""
    key = f"sign-up:{number}"
    with desk.work() as work:
        found = asker(work.sql, "slack", "T1", f"U{number}", key)
        assert found is not None
        seat = seats_numbered(work.sql, found.person.community_id, 1, found.person.id)[0]
        if not take_seat(work.sql, seat.role_id):
            raise RuntimeError("the role is full")
        who = {"role_id": seat.role_id, "person_id": found.person.id}
        how = {"state": SignupState.IN, "position": 0, "signed_up_at": work.now}
        signup = signups.add_signup(work.sql, {**who, **how})
        delivery.add_repaints(work.sql, seat.opportunity_id, work.now, key)
        for one in attendances(work.sql, signup_id=signup):
            delivery.add_deliveries(work.sql, [_owed(one, kind, hours) for kind, hours in REMINDERS])
        add_receipt(work.sql, key, "{}", work.now)


REMINDERS = (("reminder.day", 24), ("reminder.hour", 1))


def _owed(one: Attendance, kind: str, hours: int) -> dict[str, Any]:
    return {
        "key": f"{kind}:{one.session_id}:{one.person_id}",
        "kind": kind,
        "subject_id": one.signup_id,
        "facts": {"hours": hours},
        "place_id": one.to.place_id,
        "account_id": one.to.account_id,
        "channel": None,
        "lane": f"{one.to.place_id}:@{one.to.platform_id}",
        "signup_id": one.signup_id,
        "opportunity_id": None,
        "coalesce": None,
        "due_at": one.starts_at - timedelta(hours=hours),
        "expires_at": one.starts_at,
        "state": DeliveryState.READY,
        "attempts": 0,
        "created_at": NOW,
    }


def statements(folder: Path) -> Iterator[Figure]:
    """Each on a file of its own, commit and disk included in the CPU."""
    people = ROUNDS * EACH + WARM
    with world(folder / "ours", people) as town, world(folder / "bare", people) as bare:
        by_hand = ByHand(str(bare.desk.engine.url.database), NOW)

        def ours() -> None:
            sign_up(town.desk, next(town.people))

        def hand() -> None:
            by_hand.sign_up(next(bare.people))

        for _ in range(WARM):
            ours()
            hand()
        took, base = side_by_side(ours, hand, rounds=ROUNDS, each=EACH)
        by_hand.close()
        yield Figure("CPU of a sign-up's statements", "the same by hand on the bare driver", took, base, goal=5)
