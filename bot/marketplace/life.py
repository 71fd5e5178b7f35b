"""The life of an opportunity once it is open: paused, filled, started, reopened, closed, cancelled, completed."""

from dataclasses import dataclass

from bot import events
from bot.errors.applications import LaterDeadlineNeeded
from bot.errors.organizing import WrongState
from bot.errors.typed import TextTooLong
from bot.marketplace.deadlines import past
from bot.marketplace.naming import cleaned, folded
from bot.marketplace.permissions import organized
from bot.marketplace.shown import settle
from bot.marketplace.states import MOVES, move
from bot.work import Work
from db.models import Opportunity, OpportunityState
from db.queries.opportunities import opportunities_over, opportunities_started
from db.queries.signups import people_counted

S = OpportunityState
LONGEST_REASON = 1000
YES = ("yes", "oui")


def pause(work: Work, number: int) -> Opportunity:
    """Takes no sign-ups for now; who is in stays in."""
    return _move(work, number, S.PAUSED)


def fill(work: Work, number: int) -> Opportunity:
    """Takes no more sign-ups: the people were found. A seat that is freed still goes to who waits."""
    return _move(work, number, S.FILLED)


def start(work: Work, number: int) -> Opportunity:
    """The work has begun, and nobody new is taken."""
    return _move(work, number, S.IN_PROGRESS)


def reopen(work: Work, number: int) -> Opportunity:
    """Takes sign-ups again. What waits for review is not opened by this. Raises LaterDeadlineNeeded."""
    opportunity = organized(work, number)
    if opportunity.state in (S.DRAFT, S.SUBMITTED):
        raise WrongState(number, opportunity.state, S.OPEN)
    if opportunity.deadline is not None and past(work, opportunity) and S.OPEN in MOVES[opportunity.state]:
        raise LaterDeadlineNeeded(number, opportunity.deadline)
    move(opportunity, S.OPEN)
    opportunity.confirmed_at = opportunity.reopened_at = work.now
    work.happened(events.Changed(opportunity.id))
    return opportunity


def _move(work: Work, number: int, to: OpportunityState) -> Opportunity:
    opportunity = organized(work, number)
    move(opportunity, to)
    work.happened(events.Changed(opportunity.id))
    return opportunity


@dataclass(frozen=True, slots=True)
class EndAsked:
    """A wish to end it: `to` cancelled, or completed. `people` are signed up or waiting; it is confirmed when nobody
    is, or by "yes"."""

    opportunity: Opportunity
    to: OpportunityState
    people: int
    reason: str
    confirmed: bool


def ask_end(work: Work, number: int, words: str, to: OpportunityState) -> EndAsked:
    """What cancelling or closing would mean. `words`: the reason, after "yes" or "oui" to confirm at once.

    Raises NoSuchOpportunity, NotYours, WrongState or TextTooLong.
    """
    opportunity = organized(work, number)
    if to not in MOVES[opportunity.state]:
        raise WrongState(number, opportunity.state, to)
    first, _, rest = words.partition(" ")
    yes = folded(first) in YES
    reason = reason_in(rest if yes else words)
    people = people_counted(work.db, opportunity.id, work.now)
    return EndAsked(opportunity, to, people, reason, confirmed=yes or not people)


def reason_in(words: str) -> str:
    """The reason that was written. Raises TextTooLong."""
    reason = cleaned(words).strip()
    if len(reason) > LONGEST_REASON:
        raise TextTooLong(LONGEST_REASON, len(reason))
    return reason


def cancel(work: Work, number: int, reason: str) -> Opportunity:
    """Calls it off; everyone signed up or waiting is told, with the reason when there is one."""
    return _end(work, number, reason, S.CANCELLED)


def close(work: Work, number: int, reason: str) -> Opportunity:
    """It is done, whatever its date; everyone signed up or waiting is told, with the text when there is one."""
    return _end(work, number, reason, S.COMPLETED)


def _end(work: Work, number: int, reason: str, to: OpportunityState) -> Opportunity:
    opportunity = organized(work, number)
    move(opportunity, to)
    opportunity.reason, opportunity.ended_at = reason_in(reason), work.now
    ended = events.Cancelled if to is S.CANCELLED else events.Closed
    work.happened(ended(opportunity.id))
    return opportunity


def complete_past(work: Work) -> int:
    """Marks what is over as completed, or shows its next session where one is to come; how many were completed."""
    completed = 0
    for opportunity in opportunities_over(work.db, work.now):
        if not settle(work, opportunity.id):
            move(opportunity, S.COMPLETED)
            opportunity.ended_at = work.now
            completed += 1
        work.happened(events.Changed(opportunity.id))
    return completed


def start_due(work: Work) -> int:
    """Marks what was filled and has begun as in progress; how many there were."""
    begun = opportunities_started(work.db, work.now)
    for opportunity in begun:
        move(opportunity, S.IN_PROGRESS)
        work.happened(events.Changed(opportunity.id))
    return len(begun)
