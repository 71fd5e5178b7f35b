"""Who runs which posting."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session as DbSession

from db.models import Account, Membership, Opportunity, OpportunityState, Owner


def runs(db: DbSession, opportunity: Opportunity, person_id: int) -> bool:
    """Whether the person is its co-owner, or organizes for its organization; in one query."""
    owner = exists().where(Owner.opportunity_id == opportunity.id, Owner.person_id == person_id)
    member = exists().where(
        Membership.organization_id == opportunity.organization_id, Membership.person_id == person_id
    )
    return bool(db.scalar(select(or_(owner, member))))


def owners_of(db: DbSession, opportunity_id: int) -> list[int]:
    """The ids of its co-owners, the first to become one first."""
    found = select(Owner.person_id).where(Owner.opportunity_id == opportunity_id)
    return list(db.scalars(found.order_by(Owner.since, Owner.id)))


def accounts_of_owners(db: DbSession, opportunity_id: int) -> Sequence[str]:
    """The platform's ids of its co-owners."""
    found = select(Account.platform_id).join(Owner, Owner.person_id == Account.person_id)
    return db.scalars(found.where(Owner.opportunity_id == opportunity_id).order_by(Owner.since, Owner.id)).all()


def drop_owners(db: DbSession, opportunity_id: int, person_ids: Collection[int]) -> None:
    """Those people are its co-owners no longer."""
    db.execute(delete(Owner).where(Owner.opportunity_id == opportunity_id, Owner.person_id.in_(person_ids)))


def drop_owner(db: DbSession, person_id: int) -> None:
    """The person is a co-owner of nothing any more."""
    db.execute(delete(Owner).where(Owner.person_id == person_id))


def authored(db: DbSession, person_id: int, states: Collection[OpportunityState]) -> Sequence[Opportunity]:
    """What the person posted and is in one of these states, by number."""
    found = select(Opportunity).where(Opportunity.author_id == person_id, Opportunity.state.in_(states))
    return db.scalars(found.order_by(Opportunity.number)).all()
