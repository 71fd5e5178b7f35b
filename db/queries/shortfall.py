"""Sessions that are near and have empty seats."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session as DbSession

from db.models import Card, Channel, Opportunity, OpportunityState, Role, Session

LONGEST = timedelta(days=1)
"""Longer than any session: so that the index on when they end serves."""


UNTOLD = (
    Session.warned_at.is_(None),
    Session.cancelled_at.is_(None),
    exists().where(Role.session_id == Session.id, Role.taken < Role.capacity),
)
"""What takes place, short of people, and nobody was told."""


def short_sessions(db: DbSession, now: datetime, until: datetime, published: datetime) -> Sequence[Session]:
    """Those of postings published before `published`, open or paused with a deadline, that start between now and
    `until` with an empty seat in a limited role, and that nobody was told of; soonest first."""
    paused = and_(Opportunity.state == OpportunityState.PAUSED, Opportunity.deadline.is_not(None))
    found = (
        select(Session)
        .join(Opportunity, Opportunity.id == Session.opportunity_id)
        .where(
            Session.ends_at > now,
            Session.ends_at <= until + LONGEST,
            Session.starts_at > now,
            Session.starts_at <= until,
            *UNTOLD,
            or_(Opportunity.state == OpportunityState.OPEN, paused),
            Opportunity.published_at <= published,
        )
    )
    return db.scalars(found.order_by(Session.starts_at, Session.id)).all()


def helped_sessions(db: DbSession, since: datetime, until: datetime) -> Sequence[tuple[Session, Opportunity]]:
    """Those that help was asked for and that end between the two, each with its posting."""
    found = select(Session, Opportunity).join(Opportunity, Opportunity.id == Session.opportunity_id)
    found = found.where(Session.ends_at > since, Session.ends_at <= until, Session.helped_at.is_not(None))
    return [(session, opportunity) for session, opportunity in db.execute(found.order_by(Session.id))]


def helped_sessions_of(db: DbSession, opportunity_id: int, now: datetime) -> Sequence[Session]:
    """Those of the posting that help was asked for and that are not over."""
    found = select(Session).where(Session.opportunity_id == opportunity_id, Session.helped_at.is_not(None))
    return db.scalars(found.where(Session.ends_at > now).order_by(Session.id)).all()


def first_warned_with(db: DbSession, session: Session) -> Session | None:
    """The first of the sessions that its organizers were warned of together with this one; none if they were not."""
    together = (Session.opportunity_id == session.opportunity_id, Session.warned_at == session.warned_at)
    found = select(Session).where(Session.warned_at.is_not(None), *together).order_by(Session.starts_at, Session.id)
    return db.scalars(found.limit(1)).first()


def short_to_come(db: DbSession, opportunity_id: int, now: datetime) -> Sequence[Session]:
    """All sessions of one posting that are to start with an empty seat in a limited role, and that nobody was told of;
    soonest first."""
    found = select(Session).where(Session.opportunity_id == opportunity_id, Session.starts_at > now, *UNTOLD)
    return db.scalars(found.order_by(Session.starts_at, Session.id)).all()


def short_roles(db: DbSession, session_id: int) -> Sequence[Role]:
    """The session's limited roles with an empty seat, in order."""
    found = select(Role).where(Role.session_id == session_id, Role.taken < Role.capacity)
    return db.scalars(found.order_by(Role.position)).all()


def channels_showing(db: DbSession, opportunity_id: int) -> Sequence[Channel]:
    """The channels that show its card."""
    found = select(Channel).join(Card, Card.channel_id == Channel.id)
    return db.scalars(found.where(Card.opportunity_id == opportunity_id, Card.message.is_not(None))).all()
