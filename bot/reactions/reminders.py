"""What follows for reminders: planned, planned anew, taken back."""

from sqlalchemy import Select

from bot import events
from bot.delivery.outbox import take_back
from bot.marketplace import reminders
from bot.work import Work
from db.queries.signups import ever_to


def plan(work: Work, event: events.SignedUp | events.Promoted | events.Accepted) -> None:
    reminders.plan(work, event.signup_id)


def replan(work: Work, event: events.Moved) -> None:
    _drop(work, ever_to(event.opportunity_id, event.session_ids))
    reminders.plan_sessions(work, event.opportunity_id, event.session_ids)


def drop(work: Work, event: events.Cancelled | events.Closed) -> None:
    _drop(work, ever_to(event.opportunity_id))


def drop_of_dates(work: Work, event: events.DatesCancelled) -> None:
    _drop(work, ever_to(event.opportunity_id, event.session_ids))


def _drop(work: Work, of: Select[int]) -> None:
    """Of sign-ups that ended, too: a reminder hangs on the first of somebody's seats, which they may have left."""
    take_back(work, reminders.KINDS, signup_ids=of)
