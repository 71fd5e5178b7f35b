"""The dates of one posting: looked through, and found by what was typed."""

from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from zoneinfo import ZoneInfo

from bot.errors.dates import NoSuchDate
from bot.marketplace import permissions
from bot.marketplace.browsing import SIZE, Listing, my_roles
from bot.work import Work
from db.models import Opportunity, Session
from db.queries.listing import Page
from db.queries.opportunities import Posting, posting, roles_on
from db.queries.sessions import page_of_sessions, sessions_coming

NEXT = 3
"""Dates that are named where none of them was typed."""
LONGEST_DATE = 40
"""Characters of a typed date; what is longer is none."""


@dataclass(frozen=True, slots=True)
class OnDate:
    """The posting as it is in one session."""

    session: Session
    facts: Posting


@dataclass(frozen=True, slots=True)
class Coming:
    """One page of the dates to come. `mine` are the ids of the asker's roles."""

    opportunity: Opportunity
    dates: tuple[OnDate, ...]
    turn: Listing
    mine: frozenset[int]


def coming(work: Work, number: int, page: int) -> Coming:
    """The dates of that posting, ten to a page; a page past the end is the last. Raises NoSuchOpportunity."""
    return _coming(work, permissions.visible(work, number), page)


def organized(work: Work, number: int, page: int) -> Coming:
    """The same, for its organizers. Raises NoSuchOpportunity or NotYours."""
    return _coming(work, permissions.organized(work, number), page)


def _coming(work: Work, opportunity: Opportunity, page: int) -> Coming:
    found, total = page_of_sessions(work.db, opportunity.id, work.now, Page(max(page, 1), SIZE))
    pages = max(ceil(total / SIZE), 1)
    if page > pages:
        return _coming(work, opportunity, pages)
    around, roles = posting(work.db, opportunity.id), roles_on(work.db, [one.id for one in found])
    dates = tuple(OnDate(one, replace(around, session=one, roles=tuple(roles[one.id]), later=0)) for one in found)
    return Coming(opportunity, dates, Listing((), max(page, 1), pages, total), my_roles(work, opportunity.id))


def on(work: Work, opportunity: Opportunity, session: Session) -> Posting:
    """The posting as it is on that date."""
    around, roles = posting(work.db, opportunity.id), roles_on(work.db, [session.id])
    return replace(around, session=session, roles=tuple(roles[session.id]))


def typed(work: Work, number: int, given: str) -> tuple[Session, str]:
    """The date to come that was meant by what was typed, in English or French, and the words after it.

    Only after a date of one word do others follow. "12/01" is read both ways, and means the one on which there is a
    session. Raises NoSuchOpportunity, NotYours, or NoSuchDate, also when it may be two.
    """
    opportunity = permissions.organized(work, number)
    dates = sessions_coming(work.db, opportunity.id, work.now)
    first, _, rest = given.strip().partition(" ")
    known = False
    for words, after in ((given, ""), (first, rest)):
        meant = {day for one in dates[:1] for day in days(work, words, one.timezone)}
        known |= bool(meant)
        found = [one for one in dates if one.starts.date() in meant]
        if len(found) == 1:
            return found[0], after.strip()
    raise NoSuchDate(number, given[:LONGEST_DATE], known, tuple(one.starts for one in dates[:NEXT]))


def days(work: Work, given: str, timezone: str, *, past: bool = False) -> set[date]:
    """The days it may mean in that zone, those without a year being to come, or with `past` gone by."""
    if not given.strip() or len(given) > LONGEST_DATE:
        return set()
    from dateparser import parse

    base = work.now.astimezone(ZoneInfo(timezone)).replace(tzinfo=None)
    read = (
        parse(
            given,
            languages=["en", "fr"],
            settings={"PREFER_DATES_FROM": "past" if past else "future", "RELATIVE_BASE": base, "DATE_ORDER": order},
        )
        for order in ("DMY", "MDY")
    )
    return {one.date() for one in read if one is not None}
