"""Organizations and who organizes for them."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session as DbSession

from db.models import Membership, Organization


def organization_called(db: DbSession, community_id: int, folded: str) -> Organization | None:
    return db.scalar(
        select(Organization).where(Organization.community_id == community_id, Organization.folded == folded)
    )


def is_member(db: DbSession, organization_id: int, person_id: int) -> bool:
    found = exists().where(Membership.organization_id == organization_id, Membership.person_id == person_id)
    return bool(db.scalar(select(found)))
