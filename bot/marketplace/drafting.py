"""A draft read from a filled-in dialog or a file, with every fault named at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import Fault, Faults
from bot.marketplace.drafts import (
    APPLY_WITHIN,
    FURTHEST,
    LINK,
    LONGEST,
    LONGEST_QUESTION,
    LONGEST_ROLES,
    LONGEST_SESSION,
    MOST_HOURS,
    MOST_LINKS,
    MOST_QUESTIONS,
    REQUIRED,
    REQUIRED_OF,
    Dates,
    Draft,
)
from bot.marketplace.given import choice
from bot.marketplace.kinds import Entry, HoursUnit, Kind, Place, WorkLanguage
from bot.marketplace.naming import cleaned
from bot.marketplace.plans import Plan, read_plan
from bot.marketplace.repeating import Repeat, read_repeat
from bot.marketplace.role_lines import RoleDraft, read_roles
from bot.marketplace.times import instant
from bot.messages.form import Answer
from bot.messages.role_lines import longest_written

Answers = Mapping[str, Answer]


@dataclass
class _Reading:
    """The answers being read, and the faults found so far."""

    answers: Answers
    kind: Kind
    faults: dict[str, Fault] = field(default_factory=dict)

    def words(self, name: str) -> str:
        given = self.answers.get(name)
        words = cleaned(given).strip() if isinstance(given, str) else ""
        if not words and name in (*REQUIRED, *REQUIRED_OF.get(self.kind, ())):
            self.faults[name] = Fault("missing")
        if len(words) > LONGEST[name]:
            self.faults[name] = Fault("too_long", {"longest": LONGEST[name], "length": len(words)})
        return words

    def line(self, name: str) -> str:
        return " ".join(self.words(name).split())

    def lines(self, name: str) -> tuple[str, ...]:
        given = self.answers.get(name)
        written = cleaned(given).splitlines() if isinstance(given, str) else ()
        return tuple(" ".join(line.split()) for line in written if line.strip())

    def number(self, name: str) -> int | None:
        given = self.answers.get(name)
        if not isinstance(given, int):
            return None
        if not 1 <= given <= MOST_HOURS:
            self.faults[name] = Fault("number_range", {"least": 1, "most": MOST_HOURS})
        return given


def read_draft(answers: Answers, now: datetime, *, past_allowed: bool = False) -> Draft:
    """The draft that `answers` describe. Raises Faults, naming every field that cannot be taken; NoLongerThere for
    a choice that nobody offers.

    `answers["timezone"]` must be a known IANA name. With `past_allowed`, a start that has gone by is kept: an
    organizer may correct the text of what is already under way.
    """
    kind = choice(Kind, answers.get("kind") or Kind.VOLUNTEERING)
    reading = _Reading(answers, kind)
    entry = entry_of(kind, answers)
    dates = _dates(reading, now, past_allowed=past_allowed)
    draft = replace(
        _offered(reading, dates),
        entry=entry,
        questions=_questions(reading),
        consent=reading.words("consent"),
        most_waiting=reading.number("most_waiting"),
        deadline=_deadline(reading, now, entry, past_allowed=past_allowed),
        language=choice(WorkLanguage, answers.get("language") or WorkLanguage.ENGLISH),
        other=_other(reading),
        plan=_plan(reading, now, dates),
    )
    if reading.faults:
        raise Faults(reading.faults)
    return draft


def _offered(reading: _Reading, dates: Dates | None) -> Draft:
    """What there is to do, when, where, and what one needs and gets."""
    kind, answers = reading.kind, reading.answers
    return Draft(
        title=reading.line("title"),
        organization=reading.line("organization"),
        summary=reading.line("summary"),
        description=reading.words("description"),
        roles=_roles(reading),
        dates=dates,
        repeat=_repeat(reading, dates),
        place=choice(Place, answers.get("place") or Place.REMOTE),
        where=reading.words("where"),
        hours=reading.number("hours"),
        hours_unit=HoursUnit.ALL if kind is Kind.ADVICE else _unit(answers),
        hours_total=reading.number("hours_total"),
        work_languages=_work_languages(reading),
        kind=kind,
        skills=reading.line("skills"),
        question=reading.words("question"),
        honorarium=reading.line("honorarium"),
        accessibility=reading.words("accessibility"),
        learning=reading.words("learning"),
        team=reading.words("team"),
        links=_links(reading),
        joining=reading.words("joining"),
    )


def entry_of(kind: Kind, answers: Answers) -> Entry:
    """Research is by slot: whoever consents takes one."""
    if kind is Kind.RESEARCH:
        return Entry.OPEN
    return choice(Entry, answers.get("entry") or (Entry.APPLICATION if kind is Kind.COHORT else Entry.OPEN))


def _unit(answers: Answers) -> HoursUnit:
    return choice(HoursUnit, answers.get("hours_unit") or HoursUnit.WEEK)


def roles_in(given: str) -> tuple[tuple[RoleDraft, ...], Fault | None]:
    """The roles, one a line, no more of them than the dialog takes; and what is wrong with them if anything is."""
    roles, fault = read_roles(given)
    if fault is None and (length := longest_written(roles)) > LONGEST_ROLES:
        fault = Fault("too_long", {"longest": LONGEST_ROLES, "length": length})
    return roles, fault


def _roles(reading: _Reading) -> tuple[RoleDraft, ...]:
    roles, fault = roles_in(str(reading.answers.get("roles") or ""))
    if fault is not None:
        reading.faults["roles"] = fault
    return roles


def _links(reading: _Reading) -> str:
    links, _whole = reading.lines("links"), reading.words("links")
    if len(links) > MOST_LINKS:
        reading.faults["links"] = Fault("links_too_many", {"most": MOST_LINKS})
    for link in links:
        if LINK.fullmatch(link) is None:
            reading.faults["links"] = Fault("not_a_link", {"given": link[:40]})
    return "\n".join(links)


def _questions(reading: _Reading) -> tuple[str, ...]:
    questions = reading.lines("questions")
    if len(questions) > MOST_QUESTIONS:
        reading.faults["questions"] = Fault("questions_too_many", {"most": MOST_QUESTIONS})
    elif any(len(one) > LONGEST_QUESTION for one in questions):
        reading.faults["questions"] = Fault("question_too_long", {"longest": LONGEST_QUESTION})
    return questions


def _deadline(reading: _Reading, now: datetime, entry: Entry, *, past_allowed: bool) -> date | None:
    """The last day to come in; thirty days from now for applications that name none."""
    given = reading.answers.get("deadline")
    today = now.astimezone(ZoneInfo(str(reading.answers["timezone"]))).date()
    if not isinstance(given, date):
        return today + APPLY_WITHIN if entry is Entry.APPLICATION else None
    if given < today and not past_allowed:
        reading.faults["deadline"] = Fault("day_in_the_past")
    elif given - today > FURTHEST:
        reading.faults["deadline"] = Fault("too_far")
    return given


def _other(reading: _Reading) -> dict[str, str]:
    """What is given of the texts in the other language."""
    said = {
        "title": reading.line("other_title"),
        "summary": reading.line("other_summary"),
        "description": reading.words("other_description"),
    }
    return {name: words for name, words in said.items() if words}


def _plan(reading: _Reading, now: datetime, dates: Dates | None) -> Plan:
    starts = instant(dates.starts, dates.timezone) if dates else None
    plan, faults = read_plan(reading.answers, now, starts)
    reading.faults |= faults
    return plan


def _work_languages(reading: _Reading) -> tuple[WorkLanguage, ...]:
    given = reading.answers.get("work_languages")
    chosen = tuple(choice(WorkLanguage, one) for one in given) if isinstance(given, tuple) else ()
    if not chosen:
        reading.faults["work_languages"] = Fault("missing")
    return chosen


def read_dates(answers: Answers, now: datetime, *, past_allowed: bool = False) -> tuple[Dates | None, dict[str, Fault]]:
    """The day, start and end alone, none where they were left empty; and what is wrong with them."""
    reading = _Reading(answers, Kind.EVENT)
    return _dates(reading, now, past_allowed=past_allowed), reading.faults


def _repeat(reading: _Reading, dates: Dates | None) -> Repeat | None:
    repeat, faults = read_repeat(reading.answers, dates.starts if dates else None)
    reading.faults = {**faults, **reading.faults}
    return repeat


def _dates(reading: _Reading, now: datetime, *, past_allowed: bool) -> Dates | None:
    day, start, end = (reading.answers.get(name) for name in ("day", "start", "end"))
    timezone = str(reading.answers["timezone"])
    if day is None and start is None and end is None:
        return None
    if not (isinstance(day, date) and isinstance(start, time) and isinstance(end, time)):
        wanted = {"day": date, "start": time, "end": time}
        missing = next(name for name, kind in wanted.items() if not isinstance(reading.answers.get(name), kind))
        reading.faults[missing] = Fault("date_incomplete")
        return None
    if day.year < now.year - 1 and not past_allowed:
        reading.faults["day"] = Fault("in_the_past")
        return None
    if day - now.date() > FURTHEST:
        reading.faults["day"] = Fault("too_far")
        return None
    dates = _whole_dates(day, start, end, timezone)
    nothing_left = instant(dates.ends, timezone) <= instant(dates.starts, timezone)  # all of it in spring's lost hour
    if dates.ends - dates.starts > LONGEST_SESSION or nothing_left:
        reading.faults["end"] = Fault("end_before_start")
    if instant(dates.starts, timezone) <= now and not past_allowed:
        reading.faults["day"] = Fault("in_the_past")
    return dates


def _whole_dates(day: date, start: time, end: time, timezone: str) -> Dates:
    """A session that ends at or before the hour it starts ends on the next day."""
    starts, ends = datetime.combine(day, start), datetime.combine(day, end)
    return Dates(starts, ends if ends > starts else ends + timedelta(days=1), timezone)
