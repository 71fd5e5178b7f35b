"""Who may see and do what. Asked at every command and again at every button, of who presses it."""

from bot.errors.administration import AdminsOnly
from bot.errors.organizing import NotYours
from bot.errors.signing_up import NoSuchOpportunity
from bot.work import Work
from db.models import Opportunity, Person
from db.queries.opportunities import opportunity_numbered
from db.queries.owners import runs
from db.queries.people import Known


def asker(work: Work) -> Known | Person:
    """Who asks. Every request has someone; the clock has nobody and asks no permission."""
    if work.asker is None:
        raise AdminsOnly
    return work.asker


def person(work: Work) -> Person:
    """Who asks, to be changed or shown in full."""
    return work.db.get_one(Person, asker(work).id)


def may_organize(work: Work, opportunity: Opportunity) -> bool:
    return organizes(work, asker(work), opportunity)


def organizes(work: Work, who: Known | Person, opportunity: Opportunity) -> bool:
    """Whether that person may do what its organizers may."""
    if who.community_id != opportunity.community_id:
        return False
    return who.admin or opportunity.author_id == who.id or runs(work.db, opportunity, who.id)


def may_see(work: Work, opportunity: Opportunity) -> bool:
    """What was never open is seen by its organizers and the admins only, also after it was called off."""
    return opportunity.published_at is not None or may_organize(work, opportunity)


def visible(work: Work, number: int, *, organizing: bool = False) -> Opportunity:
    """The opportunity of that number. Raises NoSuchOpportunity if there is none that the asker may see."""
    found = opportunity_numbered(work.db, asker(work).community_id, number)
    if found is None or not may_see(work, found):
        raise NoSuchOpportunity(number, organizing=organizing)
    return found


def organized(work: Work, number: int) -> Opportunity:
    """The opportunity of that number, for changing. Raises NoSuchOpportunity or NotYours."""
    found = visible(work, number, organizing=True)
    if not may_organize(work, found):
        raise NotYours(number)
    return found


def must_be_admin(work: Work) -> None:
    """Raises AdminsOnly unless the asker is one of the community's admins."""
    if not asker(work).admin:
        raise AdminsOnly
