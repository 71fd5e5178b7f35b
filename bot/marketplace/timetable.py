"""The dates of a posting held against those it is to have: which stay, move, are new, or are not among them.

A date is the same at the same time, and else on the same day, to another hour of which it then moves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.marketplace import roles, sessions
from bot.marketplace.drafts import Dated, Dates, Draft
from bot.marketplace.role_lines import RoleDraft
from bot.marketplace.shown import settle
from bot.work import Work
from db.models import Opportunity, Session
from db.queries.opportunities import session_of
from db.queries.sessions import people_on, sessions_coming


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """`moved`: each with the time it gets. Not among the wanted ones are `replaced`, which nobody is in, and `joined`,
    each with how many people are in it, wait or applied."""

    added: list[Session] = field(default_factory=list)
    stays: list[Session] = field(default_factory=list)
    moved: list[tuple[Session, Session]] = field(default_factory=list)
    replaced: list[Session] = field(default_factory=list)
    joined: list[tuple[Session, int]] = field(default_factory=list)


def to_begin(work: Work, opportunity_id: int) -> list[Session]:
    """Its dates that have not begun: what is under way is left as it is."""
    return [one for one in sessions_coming(work.db, opportunity_id, work.now) if one.starts_at > work.now]


def compare(work: Work, found: Compared, old: Sequence[Session], wanted: Sequence[Session]) -> None:
    """Says in `found` what becomes of each old date, and which of the wanted ones to come are new."""
    found.added.extend(one for one in wanted if one.starts_at > work.now)
    for one in old:
        new = _same(one, found.added)
        if new is None:
            people = people_on(work.db, [one.id])
            found.joined.append((one, people)) if people else found.replaced.append(one)
            continue
        found.added.remove(new)
        if (one.starts_at, one.ends_at, one.timezone) == (new.starts_at, new.ends_at, new.timezone):
            found.stays.append(one)
        else:
            found.moved.append((one, new))


def _same(one: Session, wanted: Sequence[Session]) -> Session | None:
    """The one at the same time, else on the same day."""
    at = [new for new in wanted if new.starts_at == one.starts_at]
    on = [new for new in wanted if new.starts.date() == one.starts.date()]
    return next(iter([*at, *on]), None)


def move(work: Work, found: Compared) -> tuple[int, ...]:
    """Moves what is to move; the ids of those dates."""
    for one, new in found.moved:
        sessions.set_time(one, Dates(new.starts, new.ends, new.timezone))
        one.warned_at = None
    work.db.flush()
    return tuple(one.id for one, _new in found.moved)


def replace(work: Work, found: Compared) -> None:
    """Calls off what nobody is in, without a word."""
    for one in found.replaced:
        one.cancelled_at = work.now
    work.db.flush()


def follow(work: Work, opportunity: Opportunity, draft: Draft) -> tuple[int, ...]:
    """Gives a posting the dates that came from outside; the ids of those whose time changed.

    What people are in stays even where it did not come again, and so do all when none that came is still to begin.
    Raises Faults where somebody would lose a seat.
    """
    wanted = _wanted(opportunity, draft)
    shown = session_of(work.db, opportunity.id)
    if shown is None:
        moved = sessions.rewrite(work, opportunity, draft, sessions.At(None))
        for new, asked in wanted[1:]:
            sessions.keep(work, opportunity, asked or draft.roles, [new])
        return moved
    if not any(one.starts_at > work.now for one, _asked in wanted):
        return ()
    found = Compared()
    compare(work, found, to_begin(work, opportunity.id), [one for one, _asked in wanted])
    asked_at = {one.starts_at: asked for one, asked in wanted}
    for one, starts_at in [*((one, one.starts_at) for one in found.stays), *((a, b.starts_at) for a, b in found.moved)]:
        if asked_at[starts_at]:
            roles.rewrite(work, opportunity, one, asked_at[starts_at])
    replace(work, found)
    moved = move(work, found)
    for one in found.added:
        sessions.keep(work, opportunity, asked_at[one.starts_at] or draft.roles, [one])
    settle(work, opportunity.id)
    return moved


def _wanted(opportunity: Opportunity, draft: Draft) -> list[tuple[Session, tuple[RoleDraft, ...]]]:
    """Each date as a session not yet kept, with the roles it came with, if it came with any."""
    if draft.dates is None:
        return []
    own = draft.roles if any(one.roles for one in draft.further) else ()
    every = [Dated(draft.dates, own), *draft.further]
    return [(sessions.session(opportunity.id, one.dates), one.roles) for one in every]
