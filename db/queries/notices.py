"""Messages to everyone of a posting, and who gets them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from db.models import Notice, Person, Role, Session, Signup, SignupState
from db.queries.opportunities import to_come
from db.queries.signups import SEATED


def people_of(
    db: DbSession, opportunity_id: int, role_id: int | None, now: datetime, states: Sequence[SignupState] = SEATED
) -> Sequence[Person]:
    """Everyone signed up or waiting in what is to come, or those of one role, or who is in other `states`; each once,
    in the order they came."""
    mine = (Role.opportunity_id == opportunity_id, Signup.state.in_(states))
    found = select(Signup.person_id, func.min(Signup.id).label("first")).join(Role, Role.id == Signup.role_id)
    found = found.outerjoin(Session, Session.id == Role.session_id).where(to_come(now))
    if role_id is not None:
        found = found.where(Role.id == role_id)
    came = found.where(*mine).group_by(Signup.person_id).subquery()
    return db.scalars(select(Person).join(came, came.c.person_id == Person.id).order_by(came.c.first)).all()


def notices_since(db: DbSession, opportunity_id: int, since: datetime) -> int:
    """How many were written to the people of this opportunity since then."""
    counted = select(func.count()).where(Notice.opportunity_id == opportunity_id, Notice.created_at > since)
    return db.scalar(counted) or 0
