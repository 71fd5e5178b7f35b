"""Reminders: planned when somebody is in, moved when the session moves, taken back when they leave."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from bot.delivery.outbox import Owed, owe_rows
from bot.work import Work
from db.queries.reminders import Attendance, attendances

DAY_BEFORE, HOUR_BEFORE = timedelta(hours=24), timedelta(hours=1)
KINDS = ("reminder.day", "reminder.hour")
DAY_USEFUL_UNTIL = timedelta(hours=3)
"""A day's reminder that comes with less than this left is of no more use: the hour's reminder follows soon."""


def plan(work: Work, signup_id: int) -> None:
    """Owes the reminders of one sign-up. What is due already is not owed: who signs up in the last day has just read
    the date."""
    _owe(work, attendances(work.sql, signup_id=signup_id))


def plan_sessions(work: Work, opportunity_id: int, session_ids: Collection[int]) -> None:
    """Owes the reminders of all who are in these sessions of an opportunity."""
    everyone = attendances(work.sql, opportunity_id=opportunity_id)
    _owe(work, [one for one in everyone if one.session_id in session_ids])


def _owe(work: Work, people: Iterable[Attendance]) -> None:
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
