"""Publishing: a draft opens, or waits for an admin first; when somebody says so, or when its hour has come."""

from bot import events
from bot.errors import Fault, Faults
from bot.errors.dates import SlotNeeded
from bot.errors.organizing import DateToMend, WrongState
from bot.marketplace import organizations
from bot.marketplace.kinds import Kind
from bot.marketplace.permissions import organized, person
from bot.marketplace.plans import Plan, When
from bot.marketplace.states import move
from bot.work import Work
from db.models import Community, Opportunity, OpportunityState, Organization, Person
from db.queries.communities import announcing_channels
from db.queries.opportunities import session_of
from db.queries.organizations import is_member, is_unclaimed
from db.queries.publishing import drafts_due

S = OpportunityState


def follow(work: Work, opportunity: Opportunity, plan: Plan) -> None:
    """Publishes a draft now, at its hour, or when somebody says so. Raises Faults, DateToMend, WrongState."""
    known = {one.platform_id for one in announcing_channels(work.db, opportunity.community_id)}
    if not known.issuperset(plan.channels):
        raise Faults({"channels": Fault("channel_not_announcing")})
    opportunity.channels, opportunity.publish_at = list(plan.channels), plan.at
    if plan.when is When.NOW:
        _send_now(work, opportunity, person(work))


def publish(work: Work, number: int) -> Opportunity:
    """Publishes a draft now. Raises NoSuchOpportunity, NotYours, WrongState, DateToMend, SlotNeeded."""
    opportunity = organized(work, number)
    _send_now(work, opportunity, person(work))
    return opportunity


def discard(work: Work, number: int) -> Opportunity:
    """Throws a draft or a template away. Raises NoSuchOpportunity, NotYours, WrongState."""
    opportunity = organized(work, number)
    if opportunity.state is not S.DRAFT:
        raise WrongState(number, opportunity.state, S.CANCELLED)
    move(opportunity, S.CANCELLED)
    opportunity.publish_at, opportunity.ended_at = None, work.now
    return opportunity


def publish_due(work: Work) -> int:
    """Publishes the drafts whose hour has come, each once; how many. One whose date went by meanwhile stays a draft."""
    due = drafts_due(work.db, work.now)
    for opportunity in due:
        opportunity.publish_at = None
        if not _gone_by(work, opportunity):
            _send(work, opportunity, _author(work, opportunity))
        work.happened(events.FellDue(opportunity.id))
    return len(due)


def _author(work: Work, opportunity: Opportunity) -> Person | None:
    return work.db.get_one(Person, opportunity.author_id) if opportunity.author_id else None


def _gone_by(work: Work, opportunity: Opportunity) -> bool:
    session = session_of(work.db, opportunity.id)
    return session is not None and session.ends_at <= work.now


def _send_now(work: Work, opportunity: Opportunity, who: Person) -> None:
    if opportunity.template or opportunity.state is not S.DRAFT:
        raise WrongState(opportunity.number, opportunity.state, S.OPEN)
    if _gone_by(work, opportunity):
        raise DateToMend(opportunity.number)
    if opportunity.kind == Kind.RESEARCH and session_of(work.db, opportunity.id) is None:
        raise SlotNeeded(opportunity.number)
    opportunity.publish_at = None
    _send(work, opportunity, who)


def _send(work: Work, opportunity: Opportunity, who: Person | None) -> None:
    """Opens it in the name of that person, or has an admin look at it first; also where nobody is left to answer."""
    if who is None or _must_wait(work, opportunity, who):
        move(opportunity, S.SUBMITTED)
        work.happened(events.Submitted(opportunity.id))
        return
    move(opportunity, S.OPEN)
    organizations.join(work, opportunity.organization_id, who.id)
    opportunity.published_at = opportunity.confirmed_at = work.now
    work.happened(events.Published(opportunity.id))


def _must_wait(work: Work, opportunity: Opportunity, who: Person) -> bool:
    """Where the community wants that, unless it trusts the organization; and what speaks for others' organization."""
    if who.admin:
        return False
    community = work.db.get_one(Community, opportunity.community_id)
    organization = work.db.get_one(Organization, opportunity.organization_id)
    member = is_member(work.db, organization.id, who.id)
    if community.moderation:
        return not (community.trust_vetted and organization.vetted and member)
    return not member and not is_unclaimed(work.db, organization.id, who.id)
