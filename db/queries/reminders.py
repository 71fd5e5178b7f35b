"""Who is to be reminded of what, and when."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from db.models import Account, Role, Session, Signup, SignupState
from db.models.base import table
from db.prepared import Prepared

SIGNUP, ROLE, SESSION, ACCOUNT = (table(model) for model in (Signup, Role, Session, Account))


@dataclass(frozen=True, slots=True)
class Recipient:
    """An account that messages go to."""

    account_id: int
    place_id: int
    platform_id: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody with a seat in a dated session."""

    signup_id: int
    person_id: int
    session_id: int
    starts_at: datetime
    to: Recipient


_ATTENDANCES = (
    select(
        SIGNUP.c.id,
        SIGNUP.c.person_id,
        SESSION.c.id,
        SESSION.c.starts_at,
        ACCOUNT.c.id,
        ACCOUNT.c.place_id,
        ACCOUNT.c.platform_id,
    )
    .select_from(SIGNUP.join(ROLE, ROLE.c.id == SIGNUP.c.role_id).join(SESSION, SESSION.c.id == ROLE.c.session_id))
    .join(ACCOUNT, ACCOUNT.c.person_id == SIGNUP.c.person_id)
    .where(SIGNUP.c.state == SignupState.IN, SESSION.c.cancelled_at.is_(None))
    .order_by(SIGNUP.c.id, ACCOUNT.c.id)
)
_OF_SIGNUP = Prepared(_ATTENDANCES.where(SIGNUP.c.id == bindparam("signup")))
_OF_OPPORTUNITY = Prepared(_ATTENDANCES.where(SESSION.c.opportunity_id == bindparam("opportunity")))


def attendances(
    sql: Connection, *, signup_id: int | None = None, opportunity_id: int | None = None
) -> list[Attendance]:
    """Who has a seat: by one sign-up, or by opportunity, each person once a session. Nobody where there is no date."""
    found = _OF_SIGNUP if signup_id is not None else _OF_OPPORTUNITY
    first: dict[tuple[int, int], Attendance] = {}
    for signup, person, session, starts_at, *to in found.rows(
        sql, {"signup": signup_id, "opportunity": opportunity_id}
    ):
        first.setdefault((person, session), Attendance(signup, person, session, starts_at, Recipient(*to)))
    return list(first.values())
