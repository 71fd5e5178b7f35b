"""Short of people: organizers hear of it two days before, and may ask for help in the channels, once."""

from datetime import timedelta

from bot import events
from bot.errors import AlreadyOver, HelpAsked, NoLongerThere, NotOpen
from bot.marketplace.permissions import organized
from bot.work import Work
from db.models import Opportunity, OpportunityState, Session
from db.queries.shortfall import short_sessions

NEAR = timedelta(days=2)
"""How long before it starts its organizers are told."""
SETTLED = timedelta(days=1)
"""What was published more recently is left alone: it has just been announced."""


def warn_short(work: Work) -> int:
    """Tells the organizers of each session that is near and short of people, once; how many there were."""
    short = short_sessions(work.db, work.now, work.now + NEAR, work.now - SETTLED)
    for session in short:
        session.warned_at = work.now
        work.happened(events.FellShort(session.id, session.opportunity_id))
    return len(short)


def ask_help(work: Work, number: int, session_id: int) -> Opportunity:
    """Asks for help in every channel that shows its card, once a session.

    Raises NoSuchOpportunity, NotYours, NoLongerThere, NotOpen, AlreadyOver once it has started, HelpAsked.
    """
    opportunity = organized(work, number)
    session = work.db.get(Session, session_id)
    if session is None or session.opportunity_id != opportunity.id:
        raise NoLongerThere
    if opportunity.state is not OpportunityState.OPEN:
        raise NotOpen(number, opportunity.state)
    if session.starts_at <= work.now:
        raise AlreadyOver(number)
    if session.helped_at is not None:
        raise HelpAsked(number)
    session.helped_at = work.now
    work.happened(events.HelpWanted(session.id, opportunity.id))
    return opportunity
