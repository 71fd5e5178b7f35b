"""The last day to come in: when it is over, a posting pauses by itself."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot import events
from bot.marketplace.states import move
from bot.work import Work
from db.models import Community, Opportunity, OpportunityState
from db.queries.applications import open_until_before

EARLIEST_ZONE = timedelta(hours=14)
"""Where a day begins first (Kiribati), ahead of UTC."""


def past(work: Work, opportunity: Opportunity) -> bool:
    """Whether its last day to come in has gone by, in the community's zone."""
    zone = ZoneInfo(work.db.get_one(Community, opportunity.community_id).timezone)
    return opportunity.deadline is not None and opportunity.deadline < work.now.astimezone(zone).date()


def close_due(work: Work) -> int:
    """Pauses what is open and past its deadline; how many there were."""
    candidates = open_until_before(work.db, (work.now + EARLIEST_ZONE).date())
    due = [one for one in candidates if past(work, one)]
    for opportunity in due:
        move(opportunity, OpportunityState.PAUSED)
        work.happened(events.DeadlineReached(opportunity.id))
    return len(due)
