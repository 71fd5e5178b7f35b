"""Sign-ups, seats and waiting lists. The statements a sign-up runs are Core: they are the hot path."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session as DbSession

from db.models import Opportunity, OpportunityState, Person, Role, Session, Signup, SignupState
from db.models.base import table
from db.prepared import Prepared
from db.queries.opportunities import LIVE, to_come

ROLE, SIGNUP, OPPORTUNITY, SESSION = (table(model) for model in (Role, Signup, Opportunity, Session))
APPLYING = (SignupState.APPLIED, SignupState.SHORTLISTED)
"""Who waits for an answer."""
CURRENT = (SignupState.IN, SignupState.WAITING, *APPLYING)
IS_CURRENT = SIGNUP.c.state.in_([literal_column(f"'{state}'") for state in CURRENT])
"""Written out and not bound, so that the index of current sign-ups serves."""


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


_ADD = Prepared(
    insert(SIGNUP).returning(SIGNUP.c.id),
    ("role_id", "person_id", "state", "position", "signed_up_at"),
)


def add_signup(sql: Connection, values: dict[str, Any]) -> int:
    """Adds a sign-up; its id."""
    return int(_ADD.rows(sql, values)[0][0])


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


def opportunity_of(db: DbSession, signup: Signup) -> Opportunity:
    """What they signed up for or applied to."""
    return db.get_one(Opportunity, db.get_one(Role, signup.role_id).opportunity_id)


def current_signups_of(
    db: DbSession, person_id: int, now: datetime
) -> list[tuple[Signup, Role, Opportunity, Session | None]]:
    """What the person is in, waits for or applied to and is not over: dated ones first, soonest first."""
    undated_last = case((Session.starts_at.is_(None), 1), else_=0)
    rows = db.execute(
        select(Signup, Role, Opportunity, Session)
        .join(Role, Role.id == Signup.role_id)
        .join(Opportunity, Opportunity.id == Role.opportunity_id)
        .outerjoin(Session, Session.id == Role.session_id)
        .where(
            Signup.person_id == person_id,
            Signup.state.in_(CURRENT),
            Opportunity.state.in_(LIVE),
            or_(Session.ends_at.is_(None), Session.ends_at > now),
            Session.cancelled_at.is_(None),
        )
        .order_by(undated_last, Session.starts_at, Signup.id)
    )
    return [(signup, role, opportunity, session) for signup, role, opportunity, session in rows]


def current_signups_to(db: DbSession, opportunity_id: int, now: datetime) -> Sequence[Signup]:
    """Everyone in, waiting or applying in what is to come of it, in the order they came."""
    return db.scalars(
        select(Signup)
        .join(Role, Role.id == Signup.role_id)
        .outerjoin(Session, Session.id == Role.session_id)
        .where(Role.opportunity_id == opportunity_id, Signup.state.in_(CURRENT), to_come(now))
        .order_by(Role.position, Signup.position, Signup.id)
    ).all()


def roster(db: DbSession, opportunity_id: int, session_id: int | None) -> Sequence[tuple[Role, Signup, Person]]:
    """Everyone in or waiting, of that session where there are dates: role by role, who is in first, then the waiting
    list in order. No applicants."""
    seated = (SignupState.IN, SignupState.WAITING)
    waiting_last = case((Signup.state == SignupState.WAITING, 1), else_=0)
    rows = db.execute(
        select(Role, Signup, Person)
        .join(Signup, Signup.role_id == Role.id)
        .join(Person, Person.id == Signup.person_id)
        .where(Role.opportunity_id == opportunity_id, Role.session_id == session_id, Signup.state.in_(seated))
        .order_by(Role.position, waiting_last, Signup.position, Signup.id)
    )
    return [(role, signup, person) for role, signup, person in rows]


def anyone_ever_in(db: DbSession, role_id: int) -> bool:
    return bool(db.scalar(select(exists().where(Signup.role_id == role_id))))


def people_counted(db: DbSession, opportunity_id: int, now: datetime) -> int:
    """How many people are in, wait or apply in what is to come of it, each counted once."""
    counted = (
        select(func.count(Signup.person_id.distinct()))
        .join(Role, Role.id == Signup.role_id)
        .outerjoin(Session, Session.id == Role.session_id)
        .where(Role.opportunity_id == opportunity_id, Signup.state.in_(CURRENT), to_come(now))
    )
    return db.scalar(counted) or 0


def current_signups_of_person(db: DbSession, opportunity_id: int, person_id: int, now: datetime) -> Sequence[Signup]:
    """The person's current sign-ups to what is to come of one opportunity: soonest first, then as they were made."""
    return db.scalars(
        select(Signup)
        .join(Role, Role.id == Signup.role_id)
        .outerjoin(Session, Session.id == Role.session_id)
        .where(
            Role.opportunity_id == opportunity_id,
            Signup.person_id == person_id,
            Signup.state.in_(CURRENT),
            to_come(now),
        )
        .order_by(Session.starts_at, Signup.id)
    ).all()
