"""Seats and waiting lists: found, taken, freed. The statements a sign-up runs are Core: they are the hot path."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Session as DbSession

from db.models import Opportunity, OpportunityState, Role, Session, Signup, SignupState
from db.models.base import table
from db.prepared import Prepared
from db.queries.signups import APPLYING, IS_CURRENT, SIGNUP

ROLE, OPPORTUNITY, SESSION = (table(model) for model in (Role, Opportunity, Session))


@dataclass(frozen=True, slots=True)
class Seat:
    """One role as one person finds it, with the opportunity around it."""

    opportunity_id: int
    community_id: int
    number: int
    state: OpportunityState
    title: str
    language: str
    other: Mapping[str, str]
    entry: str
    kind: str
    role_id: int
    role: str
    folded: str
    capacity: int | None
    taken: int
    session_id: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    cancelled_at: datetime | None
    signup_id: int | None
    signup_state: SignupState | None

    @property
    def full(self) -> bool:
        return self.capacity is not None and self.taken >= self.capacity

    @property
    def applied(self) -> bool:
        """Whether this person waits for an answer."""
        return self.signup_state in APPLYING


_ROLES: Select[Any] = (
    select(
        OPPORTUNITY.c.id,
        OPPORTUNITY.c.community_id,
        OPPORTUNITY.c.number,
        OPPORTUNITY.c.state,
        OPPORTUNITY.c.title,
        OPPORTUNITY.c.language,
        OPPORTUNITY.c.other,
        OPPORTUNITY.c.entry,
        OPPORTUNITY.c.kind,
        ROLE.c.id,
        ROLE.c.name,
        ROLE.c.folded,
        ROLE.c.capacity,
        ROLE.c.taken,
        SESSION.c.id,
        SESSION.c.starts_at,
        SESSION.c.ends_at,
        SESSION.c.cancelled_at,
        SIGNUP.c.id,
        SIGNUP.c.state,
    )
    .select_from(ROLE.join(OPPORTUNITY, OPPORTUNITY.c.id == ROLE.c.opportunity_id))
    .outerjoin(SESSION, SESSION.c.id == ROLE.c.session_id)
    .outerjoin(SIGNUP, and_(SIGNUP.c.role_id == ROLE.c.id, SIGNUP.c.person_id == bindparam("person"), IS_CURRENT))
    .where(OPPORTUNITY.c.community_id == bindparam("community"))
    .where(ROLE.c.removed_at.is_(None))
    .order_by(ROLE.c.position)
)


_SHOWN = or_(SESSION.c.id.is_(None), SESSION.c.shown)


_NUMBERED = Prepared(_ROLES.where(OPPORTUNITY.c.number == bindparam("number"), _SHOWN))


_OF_ROLE = Prepared(_ROLES.where(ROLE.c.id == bindparam("role")))


_OF_SESSION = Prepared(_ROLES.where(ROLE.c.session_id == bindparam("session")))


def seats_numbered(sql: Connection, community_id: int, number: int, person_id: int) -> list[Seat]:
    """The roles of the opportunity of that number, in order, each with this person's current sign-up.

    Of several sessions it is the one that is shown.
    """
    asked = {"community": community_id, "number": number, "person": person_id}
    return [Seat(*row) for row in _NUMBERED.rows(sql, asked)]


def seats_of_session(sql: Connection, community_id: int, session_id: int, person_id: int) -> list[Seat]:
    """The roles of that one session, if it is in this community, each with this person's current sign-up."""
    asked = {"community": community_id, "session": session_id, "person": person_id}
    return [Seat(*row) for row in _OF_SESSION.rows(sql, asked)]


def seat_of_role(sql: Connection, community_id: int, role_id: int, person_id: int) -> Seat | None:
    """That one role, if it is in this community, with this person's current sign-up."""
    rows = _OF_ROLE.rows(sql, {"community": community_id, "role": role_id, "person": person_id})
    return Seat(*rows[0]) if rows else None


_TAKE = Prepared(
    update(ROLE)
    .where(ROLE.c.id == bindparam("role"), or_(ROLE.c.capacity.is_(None), ROLE.c.taken < ROLE.c.capacity))
    .values(taken=ROLE.c.taken + 1)
)


def take_seat(sql: Connection, role_id: int) -> bool:
    """Takes one seat if one is free: a single conditional statement, so no seat is ever sold twice."""
    return bool(_TAKE.change(sql, {"role": role_id}))


def free_seat(db: DbSession, role_id: int) -> None:
    db.execute(update(ROLE).where(ROLE.c.id == role_id).values(taken=ROLE.c.taken - 1))


def take_place_in_line(db: DbSession, role_id: int) -> int:
    """The next position on the role's waiting list; no two people get the same."""
    taken = update(ROLE).where(ROLE.c.id == role_id).values(next_position=ROLE.c.next_position + 1)
    return int(db.execute(taken.returning(ROLE.c.next_position)).scalar_one()) - 1


def place_in_line(db: DbSession, signup: Signup) -> int:
    """How many wait up to and with this one: 1 is next."""
    waiting = select(func.count()).where(
        Signup.role_id == signup.role_id,
        Signup.state == SignupState.WAITING,
        Signup.position <= signup.position,
    )
    return db.scalar(waiting) or 0


def waiting_count(db: DbSession, role_id: int) -> int:
    waiting = select(func.count()).where(Signup.role_id == role_id, Signup.state == SignupState.WAITING)
    return db.scalar(waiting) or 0


def next_in_line(db: DbSession, role_id: int) -> Signup | None:
    return db.scalar(
        select(Signup)
        .where(Signup.role_id == role_id, Signup.state == SignupState.WAITING)
        .order_by(Signup.position)
        .limit(1)
    )
