"""Opportunities from outside: taken as postings, and rewritten when they come again."""

from bot import events
from bot.marketplace import opportunities, organizations
from bot.marketplace.drafts import Draft
from bot.marketplace.records import Arrival
from bot.work import Work
from db.models import Community, Opportunity, OpportunityState

S = OpportunityState
UNPUBLISHED = frozenset({S.DRAFT, S.SUBMITTED, S.DECLINED})
ENDED = frozenset({S.COMPLETED, S.DECLINED, S.CANCELLED, S.EXPIRED})


def take(work: Work, community: Community, arrival: Arrival, *, quiet: bool) -> Opportunity:
    """Posts what came, in the state it says, or open; with nobody as its author. `quiet` ones are announced nowhere,
    and no admin is asked at once to look at one that waits: the digest counts it."""
    state = arrival.state or S.OPEN
    if state is S.OPEN:
        return opportunities.publish_imported(work, community, arrival.draft, arrival.source, quiet=quiet)
    found = organizations.organization_for(work, community.id, arrival.draft.organization)
    opportunity = opportunities.write(work, arrival.draft, found.organization, state)
    opportunity.source = arrival.source
    opportunity.published_at = None if state in UNPUBLISHED else work.now
    opportunity.ended_at = work.now if state in ENDED else None
    work.db.flush()
    if state is S.SUBMITTED and not quiet:
        work.happened(events.Submitted(opportunity.id))
    return opportunity


def retake(work: Work, opportunity: Opportunity, draft: Draft) -> None:
    """Rewrites a posting with what came again. Raises Faults where somebody would lose a seat or a date."""
    found = organizations.organization_for(work, opportunity.community_id, draft.organization)
    opportunities.rewrite(work, opportunity, found.organization.id, draft)
