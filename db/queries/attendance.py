"""Who had a seat in what has begun, what was noted of them, and of which sessions nothing was."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session as DbSession

from db.models import Opportunity, OpportunityState, Person, Role, Session, Signup, SignupState

Seated = tuple[Role, Signup, Person]
HELD = (
    OpportunityState.OPEN,
    OpportunityState.PAUSED,
    OpportunityState.FILLED,
    OpportunityState.IN_PROGRESS,
    OpportunityState.COMPLETED,
)
"""States of what takes place, or did."""
CAME = "came"


def seated(db: DbSession, opportunity_id: int, session_id: int | None) -> Sequence[Seated]:
    """Everyone with a seat in that session, or where there is no date; role by role, first come first."""
    rows = db.execute(
        select(Role, Signup, Person)
        .join(Signup, Signup.role_id == Role.id)
        .join(Person, Person.id == Signup.person_id)
        .where(Role.opportunity_id == opportunity_id, Role.session_id == session_id, Signup.state == SignupState.IN)
        .order_by(Role.position, Signup.id)
    )
    return [(role, signup, person) for role, signup, person in rows]


def seated_of(db: DbSession, signup: Signup) -> Sequence[Signup]:
    """The same person's seats where they have that one: in the same session, or without a date."""
    role = db.get_one(Role, signup.role_id)
    found = select(Signup).join(Role, Role.id == Signup.role_id)
    there = (Role.opportunity_id == role.opportunity_id, Role.session_id == role.session_id)
    mine = (Signup.person_id == signup.person_id, Signup.state == SignupState.IN)
    return db.scalars(found.where(*there, *mine).order_by(Signup.id)).all()


def begun_sessions(db: DbSession, opportunity_id: int, now: datetime, most: int) -> list[tuple[Session, int]]:
    """Its latest sessions that have begun and in which anybody has a seat, the latest first; with how many people."""
    counted = (
        select(Role.session_id, func.count(Signup.id).label("people"))
        .join(Signup, Signup.role_id == Role.id)
        .where(Role.opportunity_id == opportunity_id, Signup.state == SignupState.IN)
        .group_by(Role.session_id)
        .subquery()
    )
    rows = db.execute(
        select(Session, counted.c.people)
        .join(counted, counted.c.session_id == Session.id)
        .where(Session.starts_at <= now, Session.cancelled_at.is_(None))
        .order_by(Session.starts_at.desc(), Session.id.desc())
        .limit(most)
    )
    return [(session, people) for session, people in rows]


def to_ask_about(db: DbSession, since: datetime, until: datetime) -> Sequence[Session]:
    """Sessions that ended between then, took place, and of which nobody was asked who came; soonest first."""
    found = (
        select(Session)
        .join(Opportunity, Opportunity.id == Session.opportunity_id)
        .where(
            Session.ends_at > since,
            Session.ends_at <= until,
            Session.came_asked_at.is_(None),
            Session.cancelled_at.is_(None),
            Opportunity.state.in_(HELD),
        )
    )
    return db.scalars(found.order_by(Session.ends_at, Session.id)).all()


def anybody_unmarked(db: DbSession, opportunity_id: int, session_id: int | None) -> bool:
    """Whether nothing is noted of somebody who had a seat there."""
    there = (Role.opportunity_id == opportunity_id, Role.session_id == session_id)
    left = exists().where(
        Signup.role_id == Role.id, *there, Signup.state == SignupState.IN, Signup.attendance.is_(None)
    )
    return bool(db.scalar(select(left)))


def minutes_given(db: DbSession, person_id: int) -> list[tuple[Opportunity, int]]:
    """What the person came to and hours were noted for, the latest first, with the minutes."""
    rows = db.execute(
        select(Opportunity, Signup.minutes)
        .join(Role, Role.opportunity_id == Opportunity.id)
        .join(Signup, Signup.role_id == Role.id)
        .where(Signup.person_id == person_id, Signup.state == SignupState.IN)
        .where(Signup.attendance == CAME, Signup.minutes.is_not(None))
        .order_by(Signup.id.desc())
    )
    total: dict[int, tuple[Opportunity, int]] = {}
    for opportunity, minutes in rows:
        total[opportunity.id] = (opportunity, total.get(opportunity.id, (opportunity, 0))[1] + (minutes or 0))
    return list(total.values())


def dates_at(db: DbSession, opportunity_id: int, person_id: int) -> Sequence[Session]:
    """The sessions of that opportunity that the person came to and hours are noted for, soonest first."""
    found = (
        select(Session)
        .join(Role, Role.session_id == Session.id)
        .join(Signup, Signup.role_id == Role.id)
        .where(Role.opportunity_id == opportunity_id, Signup.person_id == person_id)
        .where(Signup.state == SignupState.IN, Signup.attendance == CAME, Signup.minutes.is_not(None))
        .distinct()
    )
    return db.scalars(found.order_by(Session.starts_at, Session.id)).all()


def minutes_at(db: DbSession, opportunity_id: int, person_id: int) -> int:
    """The minutes noted for the person in all of that opportunity."""
    counted = (
        select(func.sum(Signup.minutes))
        .join(Role, Role.id == Signup.role_id)
        .where(Role.opportunity_id == opportunity_id, Signup.person_id == person_id)
        .where(Signup.state == SignupState.IN, Signup.attendance == CAME)
    )
    return db.scalar(counted) or 0
