"""What the files that organizers ask for are made of."""

from sqlalchemy import case, exists, select
from sqlalchemy.orm import Session as DbSession

from db.models import Application, Person, Role, Session, Signup, SignupState
from db.queries.applications import DECIDED_ON, Applicant

SEATED = (SignupState.IN, SignupState.WAITING)
Row = tuple[Session | None, Role, Signup, Person]


def anybody_seated(db: DbSession, opportunity_id: int, session_id: int | None) -> bool:
    """Whether anybody is in or waits; in that session, or in any."""
    of = [Role.opportunity_id == opportunity_id, *([Role.session_id == session_id] if session_id else [])]
    found = exists().where(Signup.role_id == Role.id, Signup.state.in_(SEATED), *of)
    return bool(db.scalar(select(found)))


def anybody_applied(db: DbSession, opportunity_id: int) -> bool:
    """Whether there is an application that somebody decides on, or did."""
    of = (Role.opportunity_id == opportunity_id, Signup.state != SignupState.LEFT, DECIDED_ON)
    found = exists().where(Signup.role_id == Role.id, Application.signup_id == Signup.id, *of)
    return bool(db.scalar(select(found)))


def everyone_seated(db: DbSession, opportunity_id: int, session_id: int | None) -> list[Row]:
    """Everyone in or waiting, in that session or in all: by date and role, who is in first."""
    of = [Role.opportunity_id == opportunity_id, *([Role.session_id == session_id] if session_id else [])]
    waiting_last = case((Signup.state == SignupState.WAITING, 1), else_=0)
    rows = db.execute(
        select(Session, Role, Signup, Person)
        .select_from(Role)
        .join(Signup, Signup.role_id == Role.id)
        .join(Person, Person.id == Signup.person_id)
        .outerjoin(Session, Session.id == Role.session_id)
        .where(*of, Signup.state.in_(SEATED))
        .order_by(Session.starts_at, Session.id, Role.position, waiting_last, Signup.position, Signup.id)
    )
    return [(session, role, signup, person) for session, role, signup, person in rows]


def everyone_applied(db: DbSession, opportunity_id: int) -> list[Applicant]:
    """All applications to it, first come first."""
    rows = db.execute(
        select(Signup, Role, Person, Application)
        .join(Role, Role.id == Signup.role_id)
        .join(Person, Person.id == Signup.person_id)
        .join(Application, Application.signup_id == Signup.id)
        .where(Role.opportunity_id == opportunity_id, Signup.state != SignupState.LEFT, DECIDED_ON)
        .order_by(Signup.id)
    )
    return [Applicant(*row) for row in rows]
