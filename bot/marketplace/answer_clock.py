"""Answers in time: organizers are reminded of who waits, and what is not answered in the end pauses."""

from datetime import datetime, time, timedelta

from bot import events
from bot.marketplace.kinds import Kind
from bot.marketplace.states import move
from bot.marketplace.times import instant
from bot.work import Work
from db.models import Opportunity, OpportunityState
from db.queries.applications import Unanswered, unanswered

FIRST, SECOND, LAST = timedelta(days=2), timedelta(days=5), timedelta(days=10)
"""How long the oldest application may wait before its organizers are reminded, again, and before it pauses."""
APART = timedelta(days=3)
"""Between two reminders about one posting, though not before it pauses: who answers one application a day is not
reminded of the next every day."""


def remind(work: Work) -> int:
    """Reminds the organizers of what waits too long, and pauses what has waited for ten days; how many postings."""
    found = unanswered(work.db, work.now - FIRST, work.now - APART, work.now - LAST)
    due = [one for one in found if _reached(work, one)]
    for one in due:
        last = _reached(work, one) == LAST
        one.opportunity.nudged_at = work.now
        _pause(one.opportunity, last=last)
        work.happened(events.AnswersLate(one.opportunity.id, last=last))
    return len(due)


def _pause(opportunity: Opportunity, *, last: bool) -> None:
    if last and opportunity.state is OpportunityState.OPEN:
        move(opportunity, OpportunityState.PAUSED)


def _reached(work: Work, one: Unanswered) -> timedelta | None:
    """The longest of the three that it has waited for and was not reminded of since."""
    since, nudged = _since(one), one.opportunity.nudged_at
    reached = [length for length in (FIRST, SECOND, LAST) if work.now - since >= length]
    if not reached or (nudged is not None and nudged >= since + reached[-1]):
        return None
    return reached[-1]


def _since(one: Unanswered) -> datetime:
    """Since when an answer is awaited. Who applies to a cohort is chosen together with the others, after its
    deadline: that counts from then. What was reopened starts over, whoever waits already."""
    since, deadline = max(one.oldest, one.opportunity.reopened_at or one.oldest), one.opportunity.deadline
    if one.opportunity.kind != Kind.COHORT or deadline is None:
        return since
    after = datetime.combine(deadline + timedelta(days=1), time())
    return max(since, instant(after, one.timezone))
