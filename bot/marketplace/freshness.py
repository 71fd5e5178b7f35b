"""Freshness: a posting that has been quiet for a month is asked about, and expires when nobody answers."""

from datetime import timedelta

from bot import events
from bot.errors.organizing import WrongState
from bot.marketplace.permissions import organized
from bot.marketplace.states import move
from bot.work import Work
from db.models import Opportunity, OpportunityState
from db.queries.freshness import quiet, unanswered

S = OpportunityState
QUIET = timedelta(days=30)
"""Without a date, and nobody joined, edited it or said that it is still open."""
PATIENCE = timedelta(days=7)
"""How long its organizers have to answer."""


def is_asked(opportunity: Opportunity) -> bool:
    """Whether its organizers are asked and have not answered yet."""
    asked, confirmed = opportunity.asked_at, opportunity.confirmed_at
    recruiting = opportunity.state in (S.OPEN, S.PAUSED)
    return recruiting and asked is not None and (confirmed is None or confirmed < asked)


def keep_fresh(work: Work) -> None:
    """Expires what was asked about and not answered, and asks about what has been quiet; each once."""
    for opportunity in unanswered(work.db, work.now - PATIENCE):
        move(opportunity, S.EXPIRED)
        opportunity.ended_at = work.now
        work.happened(events.Expired(opportunity.id))
    for opportunity in quiet(work.db, work.now - QUIET):
        opportunity.asked_at = work.now
        work.happened(events.AskedStillOpen(opportunity.id))


def still_open(work: Work, number: int) -> Opportunity:
    """Notes that it is still open. Raises NoSuchOpportunity, NotYours or WrongState."""
    opportunity = organized(work, number)
    if opportunity.state not in (S.OPEN, S.PAUSED):
        raise WrongState(number, opportunity.state, S.OPEN)
    opportunity.confirmed_at = work.now
    work.happened(events.SaidOpen(opportunity.id))
    return opportunity
