"""Publishing: a draft opens, or waits for an admin first."""

from bot import events
from bot.marketplace import organizations
from bot.marketplace.states import move
from bot.work import Work
from db.models import Community, Opportunity, OpportunityState, Organization, Person
from db.queries.organizations import is_member

S = OpportunityState


def send(work: Work, opportunity: Opportunity, author: Person, *, new: bool) -> None:
    """Publishes a draft of that author's; `new` tells whether its organization is founded by it."""
    if _must_wait(work, opportunity, author, new=new):
        move(opportunity, S.SUBMITTED)
        work.happened(events.Submitted(opportunity.id))
        return
    move(opportunity, S.OPEN)
    organizations.join(work, opportunity.organization_id, author.id)
    opportunity.published_at = opportunity.confirmed_at = work.now
    work.happened(events.Published(opportunity.id))


def _must_wait(work: Work, opportunity: Opportunity, author: Person, *, new: bool) -> bool:
    """Where the community wants that, unless it trusts the organization; and what speaks for others' organization."""
    if author.admin:
        return False
    community = work.db.get_one(Community, opportunity.community_id)
    organization = work.db.get_one(Organization, opportunity.organization_id)
    member = is_member(work.db, organization.id, author.id)
    if community.moderation:
        return not (community.trust_vetted and organization.vetted and member)
    return not new and not member
