"""Opportunities from outside: taken as postings, and rewritten when they come again."""

from bot import events
from bot.errors import Fault, Faults
from bot.marketplace import opportunities, organizations
from bot.marketplace.records import Arrival
from bot.work import Work
from db.models import Community, Opportunity, OpportunityState, Organization
from db.queries.organizations import has_members, was_approved

S = OpportunityState
UNPUBLISHED = frozenset({S.DRAFT, S.SUBMITTED, S.DECLINED})
ENDED = frozenset({S.COMPLETED, S.DECLINED, S.CANCELLED, S.EXPIRED})


def take(work: Work, community: Community, arrival: Arrival, *, quiet: bool) -> Opportunity:
    """Posts what came, in the state it says, or open; with nobody as its author. `quiet` ones are announced nowhere,
    and no admin is asked at once to look at one that waits: the digest counts it.

    What would open in the name of an organization that is somebody's waits for an admin, unless one has opened
    something of it that came the same way.
    """
    found = organizations.organization_for(work, community.id, arrival.draft.organization)
    state = arrival.state or S.OPEN
    if state is S.OPEN and _must_wait(work, found.organization, arrival):
        state = S.SUBMITTED
    if state is S.OPEN:
        return opportunities.publish_imported(work, community, arrival.draft, arrival.source, quiet=quiet)
    opportunity = opportunities.write(work, arrival.draft, found.organization, state)
    opportunity.source = arrival.source
    opportunity.published_at = None if state in UNPUBLISHED else work.now
    opportunity.ended_at = work.now if state in ENDED else None
    work.db.flush()
    if state is S.SUBMITTED and not quiet:
        work.happened(events.Submitted(opportunity.id))
    return opportunity


def _must_wait(work: Work, organization: Organization, arrival: Arrival) -> bool:
    """Whether an admin has to look before it speaks for that organization: one that is vetted, or has organizers."""
    claimed = organization.vetted or has_members(work.db, organization.id)
    return bool(claimed and arrival.via and not was_approved(work.db, organization.id, arrival.via))


def retake(work: Work, opportunity: Opportunity, arrival: Arrival) -> None:
    """Rewrites a posting with what came again. Raises Faults where somebody would lose a seat or a date, and where it
    would take on the name of an organization that an admin has to look at first."""
    found = organizations.organization_for(work, opportunity.community_id, arrival.draft.organization)
    another = found.organization.id != opportunity.organization_id
    if another and opportunity.published_at is not None and _must_wait(work, found.organization, arrival):
        raise Faults({"organization": Fault("organization_not_theirs")})
    opportunities.rewrite(work, opportunity, found.organization.id, arrival.draft)
