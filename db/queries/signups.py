"""Sign-ups: who is in, waits or applied, and for what."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, case, exists, func, insert, literal_column, or_, select
from sqlalchemy.orm import Session as DbSession

from db.models import Opportunity, Person, Role, Session, Signup, SignupState
from db.models.base import table
from db.prepared import Prepared
from db.queries.opportunities import LIVE, to_come

SIGNUP = table(Signup)
APPLYING = (SignupState.APPLIED, SignupState.SHORTLISTED)
"""Who waits for an answer."""
SEATED = (SignupState.IN, SignupState.WAITING)
"""Who is in or on a waiting list."""
CURRENT = (*SEATED, *APPLYING)
IS_CURRENT = SIGNUP.c.state.in_([literal_column(f"'{state}'") for state in CURRENT])
"""Written out and not bound, so that the index of current sign-ups serves."""


_ADD = Prepared(
    insert(SIGNUP).returning(SIGNUP.c.id),
    ("role_id", "person_id", "state", "position", "signed_up_at"),
)


def add_signup(sql: Connection, values: dict[str, Any]) -> int:
    """Adds a sign-up; its id."""
    return int(_ADD.rows(sql, values)[0][0])


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


def ever_to(opportunity_id: int, session_ids: Sequence[int] | None = None) -> Select[int]:
    """The ids of all sign-ups there ever were to an opportunity, or to some of its sessions, for a statement that asks
    about them."""
    found = select(Signup.id).join(Role, Role.id == Signup.role_id).where(Role.opportunity_id == opportunity_id)
    return found if session_ids is None else found.where(Role.session_id.in_(session_ids))


def current_signups_to(db: DbSession, opportunity_id: int, now: datetime) -> Sequence[Signup]:
    """Everyone in, waiting or applying in what is to come of it, in the order they came."""
    return db.scalars(
        select(Signup)
        .join(Role, Role.id == Signup.role_id)
        .outerjoin(Session, Session.id == Role.session_id)
        .where(Role.opportunity_id == opportunity_id, Signup.state.in_(CURRENT), to_come(now))
        .order_by(Role.position, Signup.position, Signup.id)
    ).all()


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


def roster(db: DbSession, opportunity_id: int, session_id: int | None) -> Sequence[tuple[Role, Signup, Person]]:
    """Everyone in or waiting, of that session where there are dates: role by role, who is in first, then the waiting
    list in order. No applicants."""
    waiting_last = case((Signup.state == SignupState.WAITING, 1), else_=0)
    rows = db.execute(
        select(Role, Signup, Person)
        .join(Signup, Signup.role_id == Role.id)
        .join(Person, Person.id == Signup.person_id)
        .where(Role.opportunity_id == opportunity_id, Role.session_id == session_id, Signup.state.in_(SEATED))
        .order_by(Role.position, waiting_last, Signup.position, Signup.id)
    )
    return [(role, signup, person) for role, signup, person in rows]


def anyone_ever_in(db: DbSession, role_id: int) -> bool:
    return bool(db.scalar(select(exists().where(Signup.role_id == role_id))))


def anyone_in(db: DbSession, role_id: int) -> bool:
    """Whether anybody is in it, waits for it or applied and has no answer."""
    return bool(db.scalar(select(exists().where(Signup.role_id == role_id, Signup.state.in_(CURRENT)))))


def people_counted(db: DbSession, opportunity_id: int, now: datetime) -> int:
    """How many people are in, wait or apply in what is to come of it, each counted once."""
    counted = (
        select(func.count(Signup.person_id.distinct()))
        .join(Role, Role.id == Signup.role_id)
        .outerjoin(Session, Session.id == Role.session_id)
        .where(Role.opportunity_id == opportunity_id, Signup.state.in_(CURRENT), to_come(now))
    )
    return db.scalar(counted) or 0
