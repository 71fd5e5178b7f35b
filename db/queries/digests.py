"""What a digest counts and lists."""

from datetime import datetime

from sqlalchemy import Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session as DbSession

from db.models import Application, Opportunity, OpportunityState, Role, Session, Signup, SignupState
from db.queries.opportunities import SHOWN

S = OpportunityState
BY_APPLICATION = "application"


def _of(community_id: int, state: S) -> Select[int]:
    return select(Opportunity.id).where(Opportunity.community_id == community_id, Opportunity.state == state)


def waiting_for_review(db: DbSession, community_id: int) -> list[int]:
    """Oldest first."""
    return list(db.scalars(_of(community_id, S.SUBMITTED).order_by(Opportunity.number)))


def short_of_people(db: DbSession, community_id: int, now: datetime, until: datetime) -> list[int]:
    """Open, starting between now and then, with a limited role that has empty seats; soonest first."""
    empty = exists().where(Role.session_id == Session.id, Role.taken < Role.capacity)
    found = (
        _of(community_id, S.OPEN)
        .join(Session, SHOWN)
        .where(Session.starts_at > now, Session.starts_at <= until, empty)
        .order_by(Session.starts_at, Opportunity.id)
    )
    return list(db.scalars(found))


def new_since(db: DbSession, community_id: int, since: datetime) -> list[int]:
    """Open and published since then, newest first; imported ones are left out, they come by the hundred."""
    found = _of(community_id, S.OPEN).where(Opportunity.published_at > since, Opportunity.source.is_(None))
    return list(db.scalars(found.order_by(Opportunity.published_at.desc(), Opportunity.id.desc())))


def filling(db: DbSession, community_id: int, now: datetime) -> list[int]:
    """Open, not over, and at least half of the limited seats taken, but not all; fullest first."""
    full = func.sum(Role.taken) * 100 / func.sum(Role.capacity)
    found = (
        _of(community_id, S.OPEN)
        .join(Role, Role.opportunity_id == Opportunity.id)
        .outerjoin(Session, Session.id == Role.session_id)
        .where(Role.capacity.is_not(None), or_(Session.id.is_(None), and_(Session.shown, Session.ends_at > now)))
        .group_by(Opportunity.id)
        .having(full >= 50, func.sum(Role.taken) < func.sum(Role.capacity))
        .order_by(full.desc(), Opportunity.id)
    )
    return list(db.scalars(found))


def stale(db: DbSession, community_id: int, before: datetime) -> list[int]:
    """Open and undated, and since then nobody published, edited or reopened it, said that it is still open, or joined;
    oldest first. Imported ones are left out."""
    joined = exists().where(
        Role.opportunity_id == Opportunity.id, Signup.role_id == Role.id, Signup.signed_up_at >= before
    )
    dated = exists().where(Session.opportunity_id == Opportunity.id)
    found = _of(community_id, S.OPEN).where(
        Opportunity.confirmed_at < before, Opportunity.source.is_(None), ~joined, ~dated
    )
    return list(db.scalars(found.order_by(Opportunity.confirmed_at)))


def movements(db: DbSession, community_id: int, since: datetime) -> tuple[int, int]:
    """How many signed up since then, and how many left. Who applied has signed up once they are taken, and who takes
    an application back has not left."""
    asked = and_(Application.id.is_not(None), Opportunity.entry == BY_APPLICATION)
    came = case((asked, Application.decided_at), else_=Signup.signed_up_at)
    taken = Signup.state.in_((SignupState.IN, SignupState.WAITING, SignupState.LEFT))
    counted = select(func.count()).select_from(Signup).join(Role, Role.id == Signup.role_id)
    counted = counted.join(Opportunity, Opportunity.id == Role.opportunity_id)
    counted = counted.outerjoin(Application, Application.signup_id == Signup.id)
    counted = counted.where(Opportunity.community_id == community_id, taken)
    signed_up = db.scalar(counted.where(came > since)) or 0
    left = db.scalar(counted.where(Signup.left_at > since, came.is_not(None))) or 0
    return signed_up, left
