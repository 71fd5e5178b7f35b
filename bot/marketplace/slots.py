"""Dates added one by one to a posting that has one: slots of a research session, an evening more."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import events
from bot.errors import Fault, Faults
from bot.errors.dates import NoDates
from bot.marketplace import given, opportunities, roles
from bot.marketplace.drafting_dates import read_dates
from bot.marketplace.drafts import Dates
from bot.marketplace.repeating import MOST_SESSIONS
from bot.marketplace.role_lines import drafted
from bot.marketplace.sessions import session
from bot.marketplace.shown import settle
from bot.messages.form import Answer
from bot.work import Work
from db.models import Opportunity, Session
from db.queries.opportunities import session_of
from db.queries.sessions import roles_at, sessions_coming

MOST_AT_ONCE = 10
"""Dates that one dialog adds."""


def like(work: Work, number: int) -> tuple[Opportunity, Session]:
    """The posting, and its shown session, whose hours and roles the added ones start with.

    Raises NoSuchOpportunity, NotYours, WrongState, or NoDates for what has no date.
    """
    opportunity = opportunities.editable(work, number)
    shown = session_of(work.db, opportunity.id)
    if shown is None:
        raise NoDates(number)
    return opportunity, shown


def rows_carried(carried: Mapping[str, str]) -> int:
    """How many dates the dialog asks for. Raises NoLongerThere."""
    return min(max(given.whole(given.carried(carried, "rows")), 1), MOST_AT_ONCE)


def add(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> tuple[Opportunity, list[Session]]:
    """Adds the dates that were filled in, each with the shown one's roles and seats of its own.

    Raises what `like` does, and Faults.
    """
    opportunity, shown = like(work, given.whole(given.carried(carried, "number")))
    taken = {one.starts_at for one in sessions_coming(work.db, opportunity.id, work.now)}
    added = [session(opportunity.id, dates) for dates in _read(work, answers, rows_carried(carried), shown.timezone)]
    _must_be_new(added, taken)
    if len(taken) + len(added) > MOST_SESSIONS:
        raise Faults({"day1": Fault("dates_too_many", {"most": MOST_SESSIONS})})
    drafts = [drafted(role) for role in roles_at(work.db, opportunity.id, shown.id)]
    work.db.add_all(added)
    work.db.flush()
    for one in added:
        roles.write(work, opportunity, one, drafts)
    settle(work, opportunity.id)
    work.happened(events.Edited(opportunity.id))
    return opportunity, added


def _must_be_new(added: Sequence[Session], taken: set[datetime]) -> None:
    seen = set(taken)
    for row, one in enumerate(added, 1):
        if one.starts_at in seen:
            raise Faults({f"day{row}": Fault("date_twice")})
        seen.add(one.starts_at)


def _read(work: Work, answers: Mapping[str, Answer], rows: int, timezone: str) -> list[Dates]:
    """The dates of all rows that have a day. Raises Faults, naming each field by its row."""
    found: list[Dates] = []
    faults: dict[str, Fault] = {}
    for row in range(1, rows + 1):
        one = {name: answers.get(f"{name}{row}") for name in ("day", "start", "end")}
        if one["day"] is None and row > 1:
            continue  # an empty row is none: its hours are filled in beforehand
        dates, wrong = read_dates({**one, "timezone": timezone}, work.now)
        faults |= {f"{name}{row}": fault for name, fault in wrong.items()}
        if dates is not None:
            found.append(dates)
    if not found and not faults:
        faults["day1"] = Fault("missing")
    if faults:
        raise Faults(faults)
    return found
