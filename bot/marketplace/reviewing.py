"""Postings that wait for an admin: approved or declined."""

from bot import events
from bot.errors.administration import DateGoneBy, EditedSince, TextNeeded
from bot.errors.organizing import WrongState
from bot.marketplace import organizations
from bot.marketplace.life import reason_in
from bot.marketplace.permissions import must_be_admin, visible
from bot.marketplace.shown import settle
from bot.marketplace.states import move
from bot.marketplace.versions import version
from bot.work import Work
from db.models import Opportunity, OpportunityState
from db.queries.opportunities import posting
from db.queries.organizations import has_members

S = OpportunityState


def approve(work: Work, number: int, seen: str = "", *, edited: bool = False) -> Opportunity:
    """Opens a posting that waited. Admins only. `seen` is the version that was shown to them, if any was;
    `edited`: they have just changed it, which its author is told.

    Its author becomes an organizer of an organization that has none. One that has keeps its own: who posted runs
    this posting, not the others. Raises DateGoneBy when it would be over as it opens, EditedSince when what it
    says is no longer what they saw.
    """
    must_be_admin(work)
    opportunity = visible(work, number)
    if opportunity.state is S.SUBMITTED and not settle(work, opportunity.id):
        raise DateGoneBy(number)
    move(opportunity, S.OPEN, only_from=S.SUBMITTED)
    _must_be_as(seen, work, opportunity)
    opportunity.published_at = opportunity.confirmed_at = work.now
    if opportunity.author_id is not None and not has_members(work.db, opportunity.organization_id):
        organizations.join(work, opportunity.organization_id, opportunity.author_id)
    work.happened(events.Published(opportunity.id, approved=True, edited=edited))
    return opportunity


def _must_be_as(seen: str, work: Work, opportunity: Opportunity) -> None:
    if seen and seen != version(posting(work.db, opportunity.id)):
        raise EditedSince(opportunity.number)


def must_wait_as(work: Work, number: int, seen: str) -> None:
    """Raises AdminsOnly, NoSuchOpportunity, WrongState or EditedSince unless it waits, as it was shown."""
    _must_be_as(seen, work, still_waiting(work, number))


def still_waiting(work: Work, number: int) -> Opportunity:
    """The posting of that number, to be declined with a text. Admins only. Raises WrongState when it was decided."""
    must_be_admin(work)
    opportunity = visible(work, number)
    if opportunity.state is not S.SUBMITTED:
        raise WrongState(number, opportunity.state, S.DECLINED)
    return opportunity


def decline(work: Work, number: int, reason: str, seen: str = "") -> Opportunity:
    """Turns a waiting posting down, with a text for its author. Admins only. `seen` as for approving.

    Raises TextNeeded without a text, EditedSince when the posting is no longer what they saw.
    """
    must_be_admin(work)
    opportunity = visible(work, number)
    if not reason.strip():
        raise TextNeeded(number)
    opportunity.reason, opportunity.ended_at = reason_in(reason), work.now
    move(opportunity, S.DECLINED)
    _must_be_as(seen, work, opportunity)
    work.happened(events.Declined(opportunity.id))
    return opportunity
