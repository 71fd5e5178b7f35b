"""Who may see and do what. Asked at every command and again at every button, of who presses it."""

from bot.errors import AdminsOnly, NoSuchOpportunity, NotYours
from bot.work import Work
from db.models import Opportunity, OpportunityState, Person
from db.queries.opportunities import opportunity_numbered
from db.queries.organizations import is_member

HIDDEN = frozenset({OpportunityState.SUBMITTED, OpportunityState.DECLINED})
"""States that only the organizers and the admins see."""


def asker_id(work: Work) -> int:
    return person(work).id


def person(work: Work) -> Person:
    """Who asks. Every request has someone; the clock has nobody and asks no permission."""
    if work.asker is None:
        raise AdminsOnly
    return work.asker


def may_organize(work: Work, opportunity: Opportunity) -> bool:
    asker = person(work)
    if asker.community_id != opportunity.community_id:
        return False
    return asker.admin or opportunity.author_id == asker.id or is_member(work.db, opportunity.organization_id, asker.id)


def visible(work: Work, number: int) -> Opportunity:
    """The opportunity of that number. Raises NoSuchOpportunity if there is none that the asker may see."""
    found = opportunity_numbered(work.db, person(work).community_id, number)
    if found is None or (found.state in HIDDEN and not may_organize(work, found)):
        raise NoSuchOpportunity(number)
    return found


def organized(work: Work, number: int) -> Opportunity:
    """The opportunity of that number, for changing. Raises NoSuchOpportunity or NotYours."""
    found = visible(work, number)
    if not may_organize(work, found):
        raise NotYours(number)
    return found


def must_be_admin(work: Work) -> None:
    """Raises AdminsOnly unless the asker is one of the community's admins."""
    if not person(work).admin:
        raise AdminsOnly
