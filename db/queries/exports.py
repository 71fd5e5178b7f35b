"""Opportunities one after another, for whoever takes all of them out of here, or back in."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from db.models import Opportunity, Session


def opportunities_numbered_after(db: DbSession, community_id: int, number: int, most: int) -> list[int]:
    """The ids of the next ones by number."""
    found = select(Opportunity.id).where(Opportunity.community_id == community_id, Opportunity.number > number)
    return list(db.scalars(found.order_by(Opportunity.number).limit(most)))


def sessions_held(db: DbSession, opportunity_ids: Sequence[int]) -> Sequence[Session]:
    """Their sessions without those called off, soonest first."""
    held = (Session.opportunity_id.in_(opportunity_ids), Session.cancelled_at.is_(None))
    return db.scalars(select(Session).where(*held).order_by(Session.starts_at, Session.id)).all()


def opportunities_posted_here(db: DbSession, community_id: int) -> list[Opportunity]:
    """Those that came from nowhere else."""
    here = (Opportunity.community_id == community_id, Opportunity.source.is_(None))
    return list(db.scalars(select(Opportunity).where(*here)))


def opportunity_from(db: DbSession, community_id: int, source: str) -> Opportunity | None:
    """The one that came from there."""
    return db.scalar(select(Opportunity).where(Opportunity.community_id == community_id, Opportunity.source == source))
