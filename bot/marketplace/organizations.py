"""Organizations: found by name or founded, and joined."""

from dataclasses import dataclass

from bot import events
from bot.errors.administration import NoSuchOrganization
from bot.marketplace.naming import folded, nearest
from bot.marketplace.permissions import asker, must_be_admin
from bot.work import Work
from db.models import Membership, Organization
from db.queries.organizations import is_member, organization_called, organizations_of


@dataclass(frozen=True, slots=True)
class Found:
    organization: Organization
    new: bool


def organization_for(work: Work, community_id: int, name: str) -> Found:
    """The organization of that name, however it is spelled; a new, unvetted one if there is none."""
    known = organization_called(work.db, community_id, folded(name))
    if known is not None:
        return Found(known, new=False)
    founded = Organization(community_id=community_id, name=name, folded=folded(name), vetted=False, created_at=work.now)
    work.db.add(founded)
    work.db.flush()
    return Found(founded, new=True)


def join(work: Work, organization_id: int, person_id: int) -> None:
    """Makes the person one of its organizers, if they are not one already."""
    if not is_member(work.db, organization_id, person_id):
        work.db.add(Membership(organization_id=organization_id, person_id=person_id, since=work.now))
        work.db.flush()


def vet(work: Work, name: str, *, vetted: bool) -> Organization:
    """Says that the organization is vetted, or no longer; its cards say so too. Admins only.

    Raises NoSuchOrganization, with the name most like the one given.
    """
    must_be_admin(work)
    community_id = asker(work).community_id
    known = organization_called(work.db, community_id, folded(name)) if name.strip() else None
    if known is None:
        others = {one.folded: one.name for one in organizations_of(work.db, community_id)}
        like = nearest(name, others)
        raise NoSuchOrganization(name.strip()[:80], others[like] if like else "", vetted=vetted)
    if known.vetted != vetted:
        known.vetted = vetted
        work.happened(events.Vetted(known.id))
    return known
