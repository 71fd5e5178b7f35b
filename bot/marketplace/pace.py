"""How long an organization usually takes to answer who applies."""

from datetime import timedelta
from math import ceil
from statistics import median

from bot import events
from bot.delivery.outbox import owe_repaints
from bot.work import Work
from db.models import Opportunity, Organization
from db.queries.applications import organizations_with_a_pace, times_to_answer

WINDOW = timedelta(days=180)
FEWEST = 3
"""Answers to tell a usual time from."""
DAY = timedelta(days=1)


def learn(work: Work, event: events.Accepted | events.Refused) -> None:
    """Counts the answers that were just given; the posting's cards say what has changed thereby."""
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    if _learn(work, work.db.get_one(Organization, opportunity.organization_id)):
        owe_repaints(work, opportunity.id)


def forget(work: Work) -> int:
    """Lets go of answers that are too long ago; for how many organizations that changed what is said."""
    return sum(_learn(work, one) for one in organizations_with_a_pace(work.db))


def _learn(work: Work, organization: Organization) -> bool:
    """Whether its usual time to an answer is another now: the median of what was decided, in whole days."""
    work.db.flush()
    took = times_to_answer(work.db, organization.id, work.now - WINDOW)
    days = max(1, ceil(median(one / DAY for one in took))) if len(took) >= FEWEST else None
    changed = days != organization.answers_in
    organization.answers_in = days
    return changed
