"""Pages of opportunities: what is open, what somebody organizes, what waits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session as DbSession

from db.models import Membership, Opportunity, OpportunityState, Owner, Session
from db.queries.opportunities import SHOWN


@dataclass(frozen=True, slots=True)
class Page:
    """The `number`th page (from 1) of `size` rows."""

    number: int = 1
    size: int = 10

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size


def open_opportunities(
    db: DbSession, community_id: int, words: Sequence[str], now: datetime, page: Page
) -> tuple[list[int], int]:
    """The ids of one page of what is open and not over, newest first, and how many there are in all.

    Every one of `words`, given without case and accents, must occur in what is searchable.
    """
    wanted = and_(
        Opportunity.community_id == community_id,
        Opportunity.state == OpportunityState.OPEN,
        or_(Session.id.is_(None), Session.ends_at > now),
        *[Opportunity.searchable.contains(word, autoescape=True) for word in words],
    )
    joined = select(Opportunity.id).outerjoin(Session, SHOWN).where(wanted)
    total = db.scalar(select(func.count()).select_from(joined.subquery())) or 0
    order = (Opportunity.published_at.desc(), Opportunity.id.desc())
    return list(db.scalars(joined.order_by(*order).limit(page.size).offset(page.offset))), total


def opportunities_of(
    db: DbSession,
    person_id: int,
    page: Page,
    *,
    template: bool = False,
    states: Collection[OpportunityState] = tuple(OpportunityState),
) -> tuple[list[int], int]:
    """The ids of one page of what the person may organize and is in these states, newest first, and how many there are
    in all.

    Without what was thrown away before anybody saw it; templates only, or none of them.
    """
    member_of = select(Membership.organization_id).where(Membership.person_id == person_id)
    thrown_away = and_(Opportunity.state == OpportunityState.CANCELLED, Opportunity.published_at.is_(None))
    mine = select(Opportunity.id).where(
        or_(
            Opportunity.author_id == person_id,
            Opportunity.organization_id.in_(member_of),
            Opportunity.id.in_(select(Owner.opportunity_id).where(Owner.person_id == person_id)),
        ),
        Opportunity.template.is_(template),
        Opportunity.state.in_(states),
        ~thrown_away,
    )
    total = db.scalar(select(func.count()).select_from(mine.subquery())) or 0
    return list(db.scalars(mine.order_by(Opportunity.number.desc()).limit(page.size).offset(page.offset))), total


def opportunities_in_state(
    db: DbSession, community_id: int, state: OpportunityState, page: Page
) -> tuple[list[int], int]:
    """The ids of one page of what is in `state`, oldest first, and how many there are in all."""
    found = select(Opportunity.id).where(Opportunity.community_id == community_id, Opportunity.state == state)
    total = db.scalar(select(func.count()).select_from(found.subquery())) or 0
    return list(db.scalars(found.order_by(Opportunity.number).limit(page.size).offset(page.offset))), total
