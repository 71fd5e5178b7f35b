"""What follows for reminders: planned, planned anew, taken back."""

from collections.abc import Sequence

from bot import events
from bot.delivery.outbox import take_back
from bot.marketplace import reminders
from bot.work import Work
from db.models import Signup
from db.queries.sessions import signups_on
from db.queries.signups import current_signups_to


def plan(work: Work, event: events.SignedUp | events.Promoted | events.Accepted) -> None:
    reminders.plan(work, event.signup_id)


def replan(work: Work, event: events.Moved) -> None:
    _drop(work, signups_on(work.db, event.session_ids))
    reminders.plan_sessions(work, event.opportunity_id, event.session_ids)


def drop(work: Work, event: events.Cancelled | events.Closed) -> None:
    _drop(work, current_signups_to(work.db, event.opportunity_id, work.now))


def drop_of_dates(work: Work, event: events.DatesCancelled) -> None:
    _drop(work, signups_on(work.db, event.session_ids))


def _drop(work: Work, of: Sequence[Signup]) -> None:
    take_back(work, reminders.KINDS, signup_ids=[signup.id for signup in of])
