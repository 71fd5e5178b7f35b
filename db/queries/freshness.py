"""What has been quiet, and what was asked about in vain. Imported postings are left out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Exists, exists, or_, select
from sqlalchemy.orm import Session as DbSession

from db.models import Opportunity, Role, Session, Signup
from db.models.opportunities import RECRUITING


def _joined(since: Any) -> Exists:
    """Whether somebody has signed up since then."""
    return exists().where(
        Role.opportunity_id == Opportunity.id, Signup.role_id == Role.id, Signup.signed_up_at >= since
    )


def _dated() -> Exists:
    return exists().where(Session.opportunity_id == Opportunity.id)


def quiet(db: DbSession, before: datetime) -> Sequence[Opportunity]:
    """Undated, and nothing was heard of it since before then, nor was anybody asked."""
    found = select(Opportunity).where(
        RECRUITING,
        Opportunity.confirmed_at <= before,
        or_(Opportunity.asked_at.is_(None), Opportunity.asked_at <= before),
        Opportunity.source.is_(None),
        ~_dated(),
        ~_joined(before),
    )
    return db.scalars(found.order_by(Opportunity.confirmed_at, Opportunity.id)).all()


def unanswered(db: DbSession, before: datetime) -> Sequence[Opportunity]:
    """Undated, asked about before then, and nothing was heard of it since."""
    found = select(Opportunity).where(
        RECRUITING,
        Opportunity.asked_at <= before,
        Opportunity.confirmed_at < Opportunity.asked_at,
        ~_dated(),
        ~_joined(Opportunity.asked_at),
    )
    return db.scalars(found.order_by(Opportunity.asked_at, Opportunity.id)).all()
