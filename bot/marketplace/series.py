"""The rule of a series that exists, changed from one of its dates on: shown first, then done.

What the new rule means stays; on a day that it means at another hour the date moves, and who is in it is told; a date
that it does not mean is replaced without a word where nobody is in it, and is the organizer's to decide where somebody
is.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from bot import events
from bot.errors import Fault, Faults
from bot.errors.dates import NoDates
from bot.errors.organizing import ChangedMeanwhile
from bot.errors.typed import NoLongerThere
from bot.marketplace import given, opportunities, sessions
from bot.marketplace.drafting_dates import read_dates
from bot.marketplace.drafts import Dates
from bot.marketplace.life import reason_in
from bot.marketplace.repeating import MOST_SESSIONS, Every, Province, Repeat, read_repeat
from bot.marketplace.role_lines import drafted
from bot.marketplace.shown import settle
from bot.marketplace.timetable import Compared, compare, move, replace, to_begin
from bot.messages.form import Answer
from bot.work import Work
from db.models import Opportunity, Series, Session
from db.queries.sessions import days_called_off, roles_at, series_of, sessions_coming
from db.queries.unseating import forget_coming

FIELDS = ("from", "day", "start", "end", "repeat", "until", "holidays")
"""What the first dialog asks; the second carries it."""
STEPS = (("INTERVAL=2", Every.FORTNIGHT), ("FREQ=WEEKLY", Every.WEEK), ("FREQ=MONTHLY", Every.MONTH))
UNTIL = re.compile(r"UNTIL=(\d{8})")
Answers = Mapping[str, Answer]


class Joined(StrEnum):
    """What becomes of dates that people are in and that the new rule does not mean."""

    KEEP = "keep"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Asked:
    """A series as it is: its dates that have not begun, and its rule, none where it was dated by hand."""

    opportunity: Opportunity
    dates: Sequence[Session]
    repeat: Repeat | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(Compared):
    """What a new rule does, from the date on at which it begins. `again`: its days on which one was called off."""

    again: set[date] = field(default_factory=set)
    opportunity: Opportunity
    begins: Session
    dates: Dates
    repeat: Repeat
    answers: Mapping[str, str]

    @property
    def seen(self) -> str:
        """Another when anything of what is shown is another."""
        old = [sorted(one.id for one in kind) for kind in (self.stays, self.replaced)]
        told = [(one.id, people) for one, people in self.joined]
        moved = [(one.id, to.starts, to.ends) for one, to in self.moved]
        new = [(one.starts, one.ends) for one in self.added]
        return hashlib.sha256(repr((old, told, moved, new)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Done:
    """A change that was made. `called_off`: how many dates that people were in."""

    change: Change
    called_off: int


def start(work: Work, number: int) -> Asked:
    """Raises NoSuchOpportunity, NotYours, WrongState, or NoDates where no date is left to begin."""
    opportunity = opportunities.editable(work, number)
    dates = to_begin(work, opportunity.id)
    if not dates:
        raise NoDates(number)
    series = series_of(work.db, opportunity.id)
    return Asked(opportunity, dates, _repeat_of(series) if series else None)


def _repeat_of(series: Series) -> Repeat | None:
    """The rule as it was chosen."""
    every = next((one for words, one in STEPS if words in series.rule), None)
    until = UNTIL.search(series.rule)
    if every is None or until is None:
        return None
    province = Province(series.holidays) if series.holidays else None
    return Repeat(every, date.fromisoformat(until[1]), province)


def ask(work: Work, answers: Answers, carried: Mapping[str, str]) -> Change:
    """What the new rule would do; nothing is done. Raises Faults, and what `start` does."""
    asked = start(work, given.whole(given.carried(carried, "number")))
    chosen = given.whole(str(answers.get("from") or ""))
    begins = next((one for one in asked.dates if one.id == chosen), None)
    if begins is None:
        raise NoLongerThere
    dates, repeat = _read(work, answers, begins)
    written = {**{name: _written(answers.get(name)) for name in FIELDS}, "day": dates.starts.date().isoformat()}
    change = Change(opportunity=asked.opportunity, begins=begins, dates=dates, repeat=repeat, answers=written)
    _compare(work, change, [one for one in asked.dates if one.starts_at >= begins.starts_at])
    _must_fit(work, change)
    return change


def _read(work: Work, answers: Answers, begins: Session) -> tuple[Dates, Repeat]:
    """The new rule; its first day is that of the date at which it begins where none is given. Raises Faults."""
    given_day = answers.get("day") or begins.starts.date()
    answers = {**answers, "day": given_day, "timezone": begins.timezone}
    dates, faults = read_dates(answers, work.now)
    if dates is not None and dates.starts.date() < begins.starts.date():
        faults = {"day": Fault("before_chosen"), **faults}
    repeat, wrong = read_repeat(answers, dates.starts if dates else None)
    faults = {**wrong, **faults}
    if faults:
        raise Faults(faults)
    if dates is None or repeat is None:
        raise NoLongerThere
    return dates, repeat


def _written(answer: Answer) -> str:
    return answer.isoformat() if isinstance(answer, date | time) else str(answer or "")


def _compare(work: Work, change: Change, old: list[Session]) -> None:
    """Without the dates that are there already before it begins."""
    kept = {one.starts_at for one in sessions_coming(work.db, change.opportunity.id, work.now)}
    kept -= {one.starts_at for one in old}
    wanted = sessions.by_rule(change.opportunity.id, change.dates, change.repeat)
    compare(work, change, old, [one for one in wanted if one.starts_at not in kept])
    change.again.update({one.starts.date() for one in change.added} & days_called_off(work.db, change.opportunity.id))


def _must_fit(work: Work, change: Change) -> None:
    coming = len(sessions_coming(work.db, change.opportunity.id, work.now))
    if coming - len(change.replaced) + len(change.added) > MOST_SESSIONS:
        raise Faults({"until": Fault("dates_too_many", {"most": MOST_SESSIONS})})


def change(work: Work, answers: Answers, carried: Mapping[str, str]) -> Done:
    """Does what was shown. Who is in a date that moves, or that is called off, is told.

    Raises ChangedMeanwhile when it would be something else by now, TextTooLong, and what `ask` does.
    """
    found = ask(work, _carried(carried), carried)
    if found.seen != given.carried(carried, "seen"):
        raise ChangedMeanwhile(found.opportunity.number)
    called_off = found.joined if given.choice(Joined, answers.get("joined") or Joined.KEEP) is Joined.CANCEL else []
    reason = reason_in(str(answers.get("reason") or ""))
    replace(work, found)
    for one, _people in called_off:
        one.cancelled_at, one.reason = work.now, reason
    _move(work, found)
    asked = [drafted(role) for role in roles_at(work.db, found.opportunity.id, found.begins.id)]
    sessions.keep(work, found.opportunity, asked, found.added)
    sessions.keep_rule(work, found.opportunity, found.dates, found.repeat)
    settle(work, found.opportunity.id)
    work.happened(events.Edited(found.opportunity.id))
    if called_off:
        work.happened(events.DatesCancelled(found.opportunity.id, tuple(one.id for one, _people in called_off)))
    return Done(found, len(called_off))


def _move(work: Work, found: Change) -> None:
    if moved := move(work, found):
        forget_coming(work.db, found.opportunity.id, moved)
        work.happened(events.Moved(found.opportunity.id, moved))


def _carried(carried: Mapping[str, str]) -> dict[str, Answer]:
    """The answers of the first dialog. Raises NoLongerThere for what is none of them any more."""
    said: dict[str, Answer] = {name: given.carried(carried, name) for name in FIELDS}
    try:
        said |= {name: date.fromisoformat(str(said[name])) for name in ("day", "until")}
        said |= {name: time.fromisoformat(str(said[name])) for name in ("start", "end")}
    except ValueError:
        raise NoLongerThere from None
    return said
