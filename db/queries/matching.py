"""People who may be asked where others are missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session as DbSession

from db.models import Account, Invitation, Opportunity, Person, Role, Session, Signup, SignupState
from db.models.people import WILLING


@dataclass(frozen=True, slots=True)
class Willing:
    """Somebody who may be asked, and what they say of themselves."""

    id: int
    skills: str
    work_languages: list[str]
    hours_per_week: int | None


def willing(db: DbSession, opportunity: Opportunity, session: Session, quiet_since: datetime) -> Sequence[Willing]:
    """Who names skills, may be asked, was not since `quiet_since`, and never had to do with this session, nor was
    asked to join its posting or refused there. In one query, however many people there are."""
    role = (Role.id == Signup.role_id, Role.opportunity_id == opportunity.id)
    concerned = or_(Role.session_id == session.id, Signup.state == SignupState.REFUSED)
    signed_up = exists().where(Signup.person_id == Person.id, *role, concerned)
    invited = exists().where(Invitation.opportunity_id == opportunity.id, Invitation.person_id == Person.id)
    reachable = exists().where(Account.person_id == Person.id, Account.checked_at.is_not(None))
    found = (
        select(Person.id, Person.skills, Person.work_languages, Person.hours_per_week)
        .where(Person.community_id == opportunity.community_id, WILLING)
        .where(or_(Person.last_asked_at.is_(None), Person.last_asked_at <= quiet_since))
        .where(~signed_up, ~invited, reachable)
        .order_by(Person.id)
    )
    return [Willing(*row) for row in db.execute(found)]
