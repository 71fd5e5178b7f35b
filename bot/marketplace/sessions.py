"""Sessions: written out by a rule, moved, called off one by one or from one on, and which of them is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot import events
from bot.errors import Fault, Faults
from bot.errors.dates import DateGone, LastDate
from bot.errors.organizing import NotYours, WrongState
from bot.errors.signing_up import NoSuchOpportunity
from bot.marketplace import roles
from bot.marketplace.drafts import Dates, Draft
from bot.marketplace.life import reason_in
from bot.marketplace.permissions import asker, may_organize, may_see
from bot.marketplace.repeating import Repeat, left_out, occurrences, rule_of
from bot.marketplace.role_lines import RoleDraft
from bot.marketplace.shown import settle
from bot.marketplace.states import EDITABLE, EDITED
from bot.marketplace.times import instant
from bot.work import Work
from db.models import Opportunity, Series, Session
from db.queries.sessions import (
    date_roles,
    first_session,
    series_of,
    session_in,
    sessions_coming,
    sessions_counted,
    sessions_from,
)


@dataclass(frozen=True, slots=True)
class At:
    """What an edit is about: that session, none where there is no date; `onwards`: and all after it. `unseat`: roles
    may shrink below those in them."""

    session: Session | None
    onwards: bool = False
    unseat: bool = False


def write(work: Work, opportunity: Opportunity, draft: Draft) -> None:
    """Writes out the sessions that were drafted, each with roles and seats of its own; roles only, where undated."""
    if draft.dates is None:
        roles.write(work, opportunity, None, draft.roles)
        return
    written = by_rule(opportunity.id, draft.dates, draft.repeat)
    written[0].shown = True
    keep(work, opportunity, draft.roles, written)
    if draft.repeat is not None:
        keep_rule(work, opportunity, draft.dates, draft.repeat)
    for one in draft.further:
        keep(work, opportunity, one.roles or draft.roles, [session(opportunity.id, one.dates)])
    settle(work, opportunity.id)


def keep(work: Work, opportunity: Opportunity, asked: Sequence[RoleDraft], written: Sequence[Session]) -> None:
    """Keeps these sessions, each with such roles."""
    work.db.add_all(written)
    work.db.flush()
    for session in written:
        roles.write(work, opportunity, session, asked)


@dataclass(frozen=True, slots=True)
class Made:
    """How many dates a posting was given by its rule, and the days that were left out as holidays; none without one."""

    dates: int = 0
    left_out: Sequence[date] = ()


def made(work: Work, opportunity: Opportunity) -> Made:
    series = series_of(work.db, opportunity.id)
    if series is None:
        return Made()
    total = sessions_counted(work.db, opportunity.id)
    return Made(total, left_out(series.rule, series.starts, series.holidays))


def keep_rule(work: Work, opportunity: Opportunity, dates: Dates, repeat: Repeat) -> None:
    """One rule an opportunity: the latest."""
    series = series_of(work.db, opportunity.id) or Series(opportunity_id=opportunity.id)
    series.rule, series.holidays = rule_of(repeat, dates.starts), repeat.holidays or ""
    series.starts, series.ends, series.timezone = dates.starts, dates.ends, dates.timezone
    work.db.add(series)
    work.db.flush()


def by_rule(opportunity_id: int, dates: Dates, repeat: Repeat | None) -> list[Session]:
    """The sessions that a rule means, not yet kept; the one session where there is none."""
    if repeat is None:
        return [session(opportunity_id, dates)]
    starts = occurrences(rule_of(repeat, dates.starts), dates.starts, repeat.holidays or "")
    return [session(opportunity_id, _beginning(dates, one)) for one in starts]


def _beginning(dates: Dates, starts: datetime) -> Dates:
    """The same hours in the same zone, from another start."""
    return Dates(starts, starts + (dates.ends - dates.starts), dates.timezone)


def session(opportunity_id: int, dates: Dates) -> Session:
    """A session not yet kept, and not the one that is shown."""
    one = Session(opportunity_id=opportunity_id, shown=False, cancelled_at=None, reason="")
    set_time(one, dates)
    return one


def set_time(one: Session, dates: Dates) -> None:
    """Sets its time. What would lie in spring's lost hour altogether is as long as was said, from the hour's end."""
    one.starts, one.ends, one.timezone = dates.starts, dates.ends, dates.timezone
    one.starts_at, one.ends_at = (instant(wall, dates.timezone) for wall in (dates.starts, dates.ends))
    if one.ends_at <= one.starts_at:
        one.ends_at = one.starts_at + (dates.ends - dates.starts)


def rewrite(work: Work, opportunity: Opportunity, draft: Draft, at: At) -> tuple[int, ...]:
    """Makes the roles and the time as drafted; the ids of the sessions whose time changed.

    Raises Faults where somebody would lose a seat or a date.
    """
    if at.session is None:
        return _date(work, opportunity, draft, unseat=at.unseat)
    if draft.dates is None:
        raise Faults({"day": Fault("date_needed")})
    chosen = sessions_from(work.db, at.session) if at.onwards else [at.session]
    for one in chosen:
        roles.rewrite(work, opportunity, one, draft.roles, unseat=at.unseat)
    moved = _move(chosen, draft.dates)
    work.db.flush()
    _repeat(work, opportunity, draft)
    settle(work, opportunity.id)
    return moved


def _date(work: Work, opportunity: Opportunity, draft: Draft, *, unseat: bool) -> tuple[int, ...]:
    """What had no date may get one, or several by a rule."""
    roles.rewrite(work, opportunity, None, draft.roles, unseat=unseat)
    if draft.dates is None:
        return ()
    first = session(opportunity.id, draft.dates)
    first.shown = True
    work.db.add(first)
    work.db.flush()
    date_roles(work.db, opportunity.id, first.id)
    _repeat(work, opportunity, draft)
    return (first.id,)


def _repeat(work: Work, opportunity: Opportunity, draft: Draft) -> None:
    """What had one date is repeated from it on, where a rule was chosen."""
    if draft.dates is not None and draft.repeat is not None:
        keep(work, opportunity, draft.roles, by_rule(opportunity.id, draft.dates, draft.repeat)[1:])
        keep_rule(work, opportunity, draft.dates, draft.repeat)


def _move(chosen: Sequence[Session], dates: Dates) -> tuple[int, ...]:
    """Moves the first to these dates, and the others by as much in local time."""
    first = chosen[0]
    if (first.starts, first.ends, first.timezone) == (dates.starts, dates.ends, dates.timezone):
        return ()
    by = dates.starts - first.starts
    for one in chosen:
        set_time(one, _beginning(dates, one.starts + by))
        one.warned_at = None
    return tuple(one.id for one in chosen)


def found(work: Work, session_id: int) -> tuple[Session, Opportunity]:
    """The session a button stands for. Raises NoSuchOpportunity when it is gone, another community's or hidden."""
    row = session_in(work.db, asker(work).community_id, session_id)
    if row is None or not may_see(work, row[1]):
        raise NoSuchOpportunity(None)
    return row


def organized(work: Work, session_id: int) -> tuple[Session, Opportunity]:
    """The session of that id, for changing: one to come, of what can be edited.

    Raises NoSuchOpportunity, NotYours, WrongState or DateGone.
    """
    one, opportunity = found(work, session_id)
    if not may_organize(work, opportunity):
        raise NotYours(opportunity.number)
    if opportunity.state not in EDITABLE:
        raise WrongState(opportunity.number, opportunity.state, EDITED)
    if one.cancelled_at is not None or one.ends_at <= work.now:
        raise DateGone(opportunity.number, cancelled=one.cancelled_at is not None)
    return one, opportunity


@dataclass(frozen=True, slots=True)
class CallOff:
    """A date that can be called off, and those after it. `whole`: with those none would be left."""

    opportunity: Opportunity
    session: Session
    after: Sequence[Session]
    whole: bool


def to_call_off(work: Work, session_id: int) -> CallOff:
    """The session, if it can be called off alone. Raises LastDate for the only one left, or what `organized` does."""
    one, opportunity = organized(work, session_id)
    coming = sessions_to_come(work, opportunity.id)
    after = [other for other in coming if (other.starts_at, other.id) > (one.starts_at, one.id)]
    if len(coming) == 1:
        raise LastDate(opportunity.number)
    return CallOff(opportunity, one, after, whole=len(after) + 1 == len(coming))


def any_begun(work: Work, opportunity_id: int) -> bool:
    """Whether one that was not called off has begun."""
    first = first_session(work.db, opportunity_id)
    return first is not None and first.starts_at <= work.now


def sessions_to_come(work: Work, opportunity_id: int) -> Sequence[Session]:
    """Soonest first, without those called off."""
    return sessions_coming(work.db, opportunity_id, work.now)


def call_off(
    work: Work, session_id: int, reason: str, *, onwards: bool = False
) -> tuple[Opportunity, Sequence[Session]]:
    """Calls off that session, with `onwards` all after it as well; everyone in them is told, with the reason when
    there is one. What would have no date left is cancelled as a whole, by `life.cancel`, and not by this.

    Raises what `to_call_off` does, LastDate where none would be left, and TextTooLong.
    """
    found, written = to_call_off(work, session_id), reason_in(reason)
    if onwards and found.whole:
        raise LastDate(found.opportunity.number)
    off = [found.session, *(found.after if onwards else ())]
    for one in off:
        one.reason, one.cancelled_at = written, work.now
    work.db.flush()
    settle(work, found.opportunity.id)
    work.happened(events.DatesCancelled(found.opportunity.id, tuple(one.id for one in off)))
    return found.opportunity, off
