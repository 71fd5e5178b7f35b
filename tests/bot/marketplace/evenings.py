"""Evenings that repeat, as the tests of rules find them."""

from datetime import date, timedelta

from sqlalchemy import select

from bot.marketplace import opportunities, sessions, signups
from bot.messages.form import Answer
from bot.work import Work
from db.models import Session
from db.queries.sessions import roles_at, sessions_coming
from tests.bot.marketplace.village import Village, draft

WEEKLY: dict[str, Answer] = {"repeat": "week", "until": date(2026, 12, 22), "holidays": "none"}
"""Tuesdays: 1, 8, 15 and 22 December."""
WEEK = timedelta(weeks=1)


def written(village: Village, number: int) -> list[Session]:
    """Every session there is, soonest first."""

    def look(work: Work) -> list[Session]:
        of = Session.opportunity_id == village.numbered(work, number).id
        return list(work.db.scalars(select(Session).where(of).order_by(Session.starts_at)))

    return village.sees(look)


def days(village: Village, number: int) -> list[str]:
    """The days and hours to come, as they were said."""
    of = village.facts(number).opportunity.id
    return village.sees(lambda work: [f"{one.starts:%m-%d %H:%M}" for one in sessions_coming(work.db, of, work.now)])


def seats(village: Village, session: Session) -> list[int | None]:
    """Seats of each role of that date."""
    found = village.sees(lambda work: roles_at(work.db, session.opportunity_id, session.id))
    return [role.capacity for role in found]


def role_on(village: Village, session: Session, name: str = "Designer") -> int:
    found = village.sees(lambda work: roles_at(work.db, session.opportunity_id, session.id))
    return next(role.id for role in found if role.name == name)


def joins_on(village: Village, who: str, session: Session, name: str = "Designer") -> signups.Outcome:
    role = role_on(village, session, name)
    return village.does(who, lambda work: signups.sign_up(work, signups.seat_with_id(work, role), or_wait=True))


def edits(village: Village, number: int, session: Session, *, onwards: bool = False, **changes: Answer) -> None:
    """Rosa's edit of that date."""

    def rule(work: Work) -> None:
        at = sessions.At(work.db.get_one(Session, session.id), onwards)
        opportunities.edit(work, number, draft(work, **changes), at)

    village.does("rosa", rule)


def calls_off(village: Village, session: Session, reason: str = "") -> None:
    village.does("rosa", lambda work: sessions.call_off(work, session.id, reason))
