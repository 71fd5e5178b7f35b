"""Dates added one by one to a posting that has one: slots of a research session, an evening more."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot import events
from bot.errors import Fault, Faults
from bot.marketplace import given, opportunities, roles
from bot.marketplace.drafting_dates import read_dates
from bot.marketplace.drafts import Dates
from bot.marketplace.permissions import person
from bot.marketplace.repeating import MOST_SESSIONS
from bot.marketplace.role_lines import drafted
from bot.marketplace.sessions import session
from bot.marketplace.shown import settle
from bot.messages.form import Answer
from bot.work import Work
from db.models import Opportunity, Session
from db.queries.opportunities import session_of
from db.queries.sessions import date_roles, roles_at, sessions_coming
from db.queries.unseating import forget_coming

MOST_AT_ONCE = 10
"""Dates that one dialog adds."""


def like(work: Work, number: int) -> tuple[Opportunity, Session | None]:
    """The posting, and its shown session, whose hours and roles the added ones start with; none where it has no date.

    Raises NoSuchOpportunity, NotYours or WrongState.
    """
    opportunity = opportunities.editable(work, number)
    return opportunity, session_of(work.db, opportunity.id)


def rows_carried(carried: Mapping[str, str]) -> int:
    """How many dates the dialog asks for. Raises NoLongerThere."""
    return min(max(given.whole(given.carried(carried, "rows")), 1), MOST_AT_ONCE)


def add(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> tuple[Opportunity, list[Session]]:
    """Adds the dates that were filled in, each with the shown one's roles and seats of its own. The first date of what
    had none gets its roles, and who is in them.

    Raises what `like` does, and Faults.
    """
    opportunity, shown = like(work, given.whole(given.carried(carried, "number")))
    taken = {one.starts_at for one in sessions_coming(work.db, opportunity.id, work.now)}
    timezone = shown.timezone if shown else person(work).timezone
    added = [session(opportunity.id, dates) for dates in _read(work, answers, rows_carried(carried), timezone)]
    _must_be_new(added, taken)
    if len(taken) + len(added) > MOST_SESSIONS:
        raise Faults({"day1": Fault("dates_too_many", {"most": MOST_SESSIONS})})
    drafts = [drafted(role) for role in roles_at(work.db, opportunity.id, shown.id if shown else None)]
    work.db.add_all(added)
    work.db.flush()
    if shown is None:
        _first(work, opportunity, added[0])
    for one in added if shown else added[1:]:
        roles.write(work, opportunity, one, drafts)
    settle(work, opportunity.id)
    work.happened(events.Edited(opportunity.id))
    return opportunity, added


def _first(work: Work, opportunity: Opportunity, one: Session) -> None:
    one.shown = True
    date_roles(work.db, opportunity.id, one.id)
    forget_coming(work.db, opportunity.id, (one.id,))
    work.happened(events.Moved(opportunity.id, (one.id,)))


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
