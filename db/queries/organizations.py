"""Organizations and who organizes for them."""

from collections.abc import Sequence

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session as DbSession

from db.models import Account, Membership, Opportunity, Organization, Person


def organization_called(db: DbSession, community_id: int, folded: str) -> Organization | None:
    return db.scalar(
        select(Organization).where(Organization.community_id == community_id, Organization.folded == folded)
    )


def is_member(db: DbSession, organization_id: int, person_id: int) -> bool:
    found = exists().where(Membership.organization_id == organization_id, Membership.person_id == person_id)
    return bool(db.scalar(select(found)))


def members_of(db: DbSession, organization_id: int) -> Sequence[int]:
    """The ids of who organizes for it and can be written to: whose account has not been closed."""
    there = exists().where(Account.person_id == Membership.person_id, Account.checked_at.is_not(None))
    found = select(Membership.person_id).where(Membership.organization_id == organization_id, there)
    return db.scalars(found.order_by(Membership.id)).all()


def names_of_members(db: DbSession, organization_id: int) -> Sequence[str]:
    """Who organizes for it, the first to do so first."""
    found = select(Person.name).join(Membership, Membership.person_id == Person.id)
    return db.scalars(found.where(Membership.organization_id == organization_id).order_by(Membership.id)).all()


def latest_organization(db: DbSession, person_id: int) -> str:
    """The name of the organization the person joined last; empty for none."""
    found = (
        select(Organization.name)
        .join(Membership, Membership.organization_id == Organization.id)
        .where(Membership.person_id == person_id)
        .order_by(Membership.since.desc(), Membership.id.desc())
        .limit(1)
    )
    return db.scalar(found) or ""


def has_members(db: DbSession, organization_id: int) -> bool:
    """Whether anybody organizes for it."""
    return bool(db.scalar(select(exists().where(Membership.organization_id == organization_id))))


def organizations_of(db: DbSession, community_id: int) -> Sequence[Organization]:
    """The community's, by name."""
    found = select(Organization).where(Organization.community_id == community_id)
    return db.scalars(found.order_by(Organization.folded)).all()


def is_unclaimed(db: DbSession, organization_id: int, person_id: int) -> bool:
    """Whether nobody organizes for it, and nobody but that person ever posted or drafted anything of it."""
    anothers = Opportunity.author_id.is_distinct_from(person_id)
    another = exists().where(Opportunity.organization_id == organization_id, anothers)
    return not has_members(db, organization_id) and not db.scalar(select(another))


def was_approved(db: DbSession, organization_id: int, via: Sequence[str]) -> bool:
    """Whether an admin opened something of it whose source begins so: what opened by itself did so as it came."""
    came = or_(*(Opportunity.source.startswith(one, autoescape=True) for one in via))
    opened = Opportunity.published_at > Opportunity.created_at
    return bool(db.scalar(select(exists().where(Opportunity.organization_id == organization_id, came, opened))))
