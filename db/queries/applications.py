"""Applications: who waits for an answer, and who got one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session as DbSession

from db.models import (
    Application,
    Community,
    Opportunity,
    OpportunityState,
    Organization,
    Person,
    Role,
    Session,
    Signup,
    SignupState,
)
from db.queries.signups import APPLYING


@dataclass(frozen=True, slots=True)
class Applicant:
    """An application with who made it and for what."""

    signup: Signup
    role: Role
    person: Person
    application: Application


def _applicants() -> Select[Signup, Role, Person, Application]:
    return (
        select(Signup, Role, Person, Application)
        .join(Role, Role.id == Signup.role_id)
        .join(Person, Person.id == Signup.person_id)
        .join(Application, Application.signup_id == Signup.id)
    )


DECIDED_ON = or_(Signup.state.in_(APPLYING), Application.decided_at.is_not(None))
"""Applications that somebody decides on, or did; not what was filled in to take part."""


def applicant(db: DbSession, signup_id: int) -> Applicant | None:
    """The application of that sign-up; none where it is none, or was taken back."""
    wanted = (Signup.id == signup_id, Signup.state != SignupState.LEFT, DECIDED_ON)
    row = db.execute(_applicants().where(*wanted)).one_or_none()
    return Applicant(*row) if row else None


def everyone_applying(db: DbSession, opportunity_id: int) -> list[tuple[int, SignupState, Person, Role]]:
    """All of an opportunity's applicants, first come first: the sign-up's id, its state, who it is, and as
    what. What they wrote is left where it is, being long."""
    wanted = (Role.opportunity_id == opportunity_id, Signup.state != SignupState.LEFT, DECIDED_ON)
    rows = db.execute(
        select(Signup.id, Signup.state, Person, Role)
        .join(Role, Role.id == Signup.role_id)
        .join(Person, Person.id == Signup.person_id)
        .join(Application, Application.signup_id == Signup.id)
        .where(*wanted)
        .order_by(Signup.id)
    )
    return [(signup_id, state, person, role) for signup_id, state, person, role in rows]


def applicants_with(db: DbSession, signup_ids: Sequence[int]) -> list[Applicant]:
    """The applications of these sign-ups, first come first."""
    found = _applicants().where(Signup.id.in_(signup_ids)).order_by(Signup.id)
    return [Applicant(*row) for row in db.execute(found)]


def forget_filled(db: DbSession, signup_id: int) -> None:
    """Forgets what was filled in with that sign-up, and keeps what was agreed to and decided."""
    nothing: dict[str, Any] = {"note": "", "answers": [], "needs": ""}
    db.execute(update(Application).where(Application.signup_id == signup_id).values(**nothing))


def applying_counted(db: DbSession, opportunity_id: int) -> int:
    """How many applications wait for an answer."""
    return db.scalar(select(func.count()).select_from(_applying(opportunity_id).subquery())) or 0


def _applying(opportunity_id: int, states: Sequence[SignupState] = APPLYING) -> Select[int]:
    waiting = (Role.opportunity_id == opportunity_id, Signup.state.in_(states))
    return select(Signup.id).join(Role, Role.id == Signup.role_id).where(*waiting)


def applying_to(
    db: DbSession, opportunity_id: int, states: Sequence[SignupState] = APPLYING, last: int | None = None
) -> Sequence[Signup]:
    """Whose application waits for an answer, first come first; up to and with the sign-up `last` where it is given."""
    found = select(Signup).where(Signup.id.in_(_applying(opportunity_id, states))).order_by(Signup.id)
    return db.scalars(found.where(Signup.id <= last) if last is not None else found).all()


def applying_to_past(db: DbSession, opportunity_id: int, now: datetime) -> Sequence[Signup]:
    """Whose application waits for an answer to a date that is over, first come first."""
    over = select(Role.id).join(Session, Session.id == Role.session_id).where(Session.ends_at <= now)
    waiting = (Signup.id.in_(_applying(opportunity_id)), Signup.role_id.in_(over))
    return db.scalars(select(Signup).where(*waiting).order_by(Signup.id)).all()


def next_applying(db: DbSession, opportunity_id: int, after: int) -> int | None:
    """The first application after that sign-up's which nobody has looked at; from the beginning again past the end."""
    unseen = _applying(opportunity_id, (SignupState.APPLIED,)).where(Signup.id != after).limit(1)
    return db.scalar(unseen.order_by(Signup.id < after, Signup.id))


def refused_before(db: DbSession, role_id: int, person_id: int) -> bool:
    """Whether somebody decided against this person in this role."""
    refused = (Signup.role_id == role_id, Signup.person_id == person_id, Signup.state == SignupState.REFUSED)
    decided = (Application.signup_id == Signup.id, Application.decided_by.is_not(None))
    return bool(db.scalar(select(exists().where(*refused, *decided))))


def refuse(db: DbSession, signup_ids: Sequence[int], decided_at: datetime, decided_by: int | None, text: str) -> None:
    """Writes down that these applications were answered with no; `decided_by` none where nobody decided."""
    db.execute(update(Signup).where(Signup.id.in_(signup_ids)).values(state=SignupState.REFUSED))
    answered = {"decided_at": decided_at, "decided_by": decided_by, "text": text}
    db.execute(update(Application).where(Application.signup_id.in_(signup_ids)).values(**answered))


def opportunity_of_signup(db: DbSession, signup_id: int) -> Opportunity | None:
    """What somebody applied to."""
    found = select(Opportunity).join(Role, Role.opportunity_id == Opportunity.id)
    return db.scalar(found.join(Signup, Signup.role_id == Role.id).where(Signup.id == signup_id))


def applications_of(db: DbSession, signup_ids: Sequence[int]) -> dict[int, Application]:
    """What was filled in to come in, by sign-up; nothing asked for none."""
    if not signup_ids:
        return {}
    found = select(Application).where(Application.signup_id.in_(signup_ids))
    return {one.signup_id: one for one in db.scalars(found)}


def people_of(db: DbSession, signup_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Each of these sign-ups with its person's id, first come first."""
    found = select(Signup.id, Signup.person_id).where(Signup.id.in_(signup_ids)).order_by(Signup.id)
    return [(signup_id, person_id) for signup_id, person_id in db.execute(found)]


def open_until_before(db: DbSession, day: date) -> Sequence[Opportunity]:
    """What is open, and whose last day to come in is before that day."""
    late = (Opportunity.state == OpportunityState.OPEN, Opportunity.deadline < day)
    return db.scalars(select(Opportunity).where(*late).order_by(Opportunity.id)).all()


@dataclass(frozen=True, slots=True)
class Unanswered:
    """An opportunity with applications that wait, and when the oldest of them came. `timezone` is its community's."""

    opportunity: Opportunity
    timezone: str
    oldest: datetime


def unanswered(db: DbSession, before: datetime, nudged_before: datetime, due: datetime) -> list[Unanswered]:
    """What is open or paused, has an application from before that time that waits for an answer, and whose organizers
    were not reminded since `nudged_before`; or is open, with one from before `due`."""
    waiting = (Signup.state.in_(APPLYING), Application.decided_at.is_(None), Application.created_at <= before)
    oldest = (
        select(Role.opportunity_id, func.min(Application.created_at).label("oldest"))
        .select_from(Application)
        .join(Signup, Signup.id == Application.signup_id)
        .join(Role, Role.id == Signup.role_id)
        .where(*waiting)
        .group_by(Role.opportunity_id)
        .subquery()
    )
    taking = (OpportunityState.OPEN, OpportunityState.PAUSED)
    overdue = and_(Opportunity.state == OpportunityState.OPEN, oldest.c.oldest <= due)
    quiet = or_(Opportunity.nudged_at.is_(None), Opportunity.nudged_at <= nudged_before, overdue)
    rows = db.execute(
        select(Opportunity, Community.timezone, oldest.c.oldest)
        .join(oldest, oldest.c.opportunity_id == Opportunity.id)
        .join(Community, Community.id == Opportunity.community_id)
        .where(Opportunity.state.in_(taking), quiet)
        .order_by(Opportunity.id)
    )
    return [Unanswered(*row) for row in rows]


def times_to_answer(db: DbSession, organization_id: int, since: datetime) -> list[timedelta]:
    """How long each application took that somebody of the organization decided on since then."""
    rows = db.execute(
        select(Application.created_at, Application.decided_at)
        .join(Signup, Signup.id == Application.signup_id)
        .join(Role, Role.id == Signup.role_id)
        .join(Opportunity, Opportunity.id == Role.opportunity_id)
        .where(
            Opportunity.organization_id == organization_id,
            Application.decided_by.is_not(None),
            Application.decided_at >= since,
        )
    )
    return [decided - created for created, decided in rows if decided is not None]


def organizations_with_a_pace(db: DbSession) -> Sequence[Organization]:
    """Those whose usual time to an answer is known."""
    return db.scalars(select(Organization).where(Organization.answers_in.is_not(None)).order_by(Organization.id)).all()
