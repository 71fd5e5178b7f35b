"""Drafts whose hour has come."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from db.models import Opportunity, OpportunityState


def drafts_due(db: DbSession, now: datetime) -> Sequence[Opportunity]:
    """The drafts to be published by now, the earliest first."""
    due = (Opportunity.publish_at <= now, Opportunity.state == OpportunityState.DRAFT, ~Opportunity.template)
    return db.scalars(select(Opportunity).where(*due).order_by(Opportunity.publish_at, Opportunity.id)).all()
