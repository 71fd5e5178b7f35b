"""Reminders: planned when somebody is in, moved when the session moves, taken back when they leave."""

from datetime import datetime, timedelta

from bot.delivery.outbox import Owed, owe_rows
from bot.work import Work
from db.queries.reminders import Attendance, attendances

DAY_BEFORE, HOUR_BEFORE = timedelta(hours=24), timedelta(hours=1)
KINDS = ("reminder.day", "reminder.hour")
DAY_USEFUL_UNTIL = timedelta(hours=3)
"""A day's reminder that comes with less than this left is of no more use: the hour's reminder follows soon."""


def plan(work: Work, *, signup_id: int | None = None, opportunity_id: int | None = None) -> None:
    """Owes the reminders of one sign-up, or of all who are in an opportunity. What is due already is not owed:
    who signs up in the last day has just read the date."""
    people = attendances(work.sql, signup_id=signup_id, opportunity_id=opportunity_id)
    owe_rows(work, [(one.to, owed) for one in people for owed in _reminders(work.now, one)])


def _reminders(now: datetime, one: Attendance) -> list[Owed]:
    starts = one.starts_at
    planned = (
        ("reminder.day", starts - DAY_BEFORE, starts - DAY_USEFUL_UNTIL),
        ("reminder.hour", starts - HOUR_BEFORE, starts),
    )
    return [
        Owed(
            key=f"session:{one.session_id}:{one.person_id}:{kind}:{starts.isoformat()}",
            kind=kind,
            subject_id=one.signup_id,
            due_at=due,
            expires_at=expires,
            facts={"starts_at": starts.isoformat()},
            signup_id=one.signup_id,
        )
        for kind, due, expires in planned
        if due > now
    ]
