"""Messages to everyone of a posting, and who gets them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from db.models import Notice, Person, Role, Session, Signup, SignupState
from db.queries.opportunities import to_come
from db.queries.signups import SEATED


@dataclass(frozen=True, slots=True)
class To:
    """Whom of a posting: those in the roles of that folded name, on that date, and up to and with the sign-up `last`,
    where these are said; who is in or waits, unless other states are."""

    role: str = ""
    session_id: int | None = None
    last: int | None = None
    states: Sequence[SignupState] = SEATED


EVERYONE = To()


def people_of(db: DbSession, opportunity_id: int, now: datetime, to: To = EVERYONE) -> Sequence[Person]:
    """Everyone signed up or waiting in what is to come, or those of them who are meant; each once, in the order they
    came."""
    mine = (Role.opportunity_id == opportunity_id, Signup.state.in_(to.states))
    found = select(Signup.person_id, func.min(Signup.id).label("first")).join(Role, Role.id == Signup.role_id)
    found = found.outerjoin(Session, Session.id == Role.session_id).where(to_come(now))
    if to.role:
        found = found.where(Role.folded == to.role)
    if to.session_id is not None:
        found = found.where(Role.session_id == to.session_id)
    if to.last is not None:
        found = found.where(Signup.id <= to.last)
    came = found.where(*mine).group_by(Signup.person_id).subquery()
    return db.scalars(select(Person).join(came, came.c.person_id == Person.id).order_by(came.c.first)).all()


def last_signup(db: DbSession, opportunity_id: int) -> int:
    """The latest sign-up to it, whatever became of it; 0 where there is none."""
    of = select(func.max(Signup.id)).join(Role, Role.id == Signup.role_id)
    return db.scalar(of.where(Role.opportunity_id == opportunity_id)) or 0


def roles_coming(db: DbSession, opportunity_id: int, now: datetime) -> Sequence[Role]:
    """The roles of what is to come of it, soonest first: one of each name."""
    found = select(Role).outerjoin(Session, Session.id == Role.session_id)
    of = found.where(Role.opportunity_id == opportunity_id, Role.removed_at.is_(None), to_come(now))
    of = of.order_by(Session.starts_at, Role.position)
    named: dict[str, Role] = {}
    for role in db.scalars(of):
        named.setdefault(role.folded, role)
    return list(named.values())


def notices_since(db: DbSession, opportunity_id: int, since: datetime) -> int:
    """How many were written to the people of this opportunity since then."""
    counted = select(func.count()).where(Notice.opportunity_id == opportunity_id, Notice.created_at > since)
    return db.scalar(counted) or 0
