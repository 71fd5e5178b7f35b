"""A draft read from a filled-in dialog or a file, with every fault named at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.errors import Fault, Faults
from bot.marketplace.drafting_dates import read_dates
from bot.marketplace.drafts import (
    APPLY_WITHIN,
    FURTHEST,
    LINK,
    LONGEST,
    LONGEST_QUESTION,
    LONGEST_ROLES,
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

    `answers["timezone"]` must be a known IANA name. With `past_allowed`, a start that has gone by is kept, so that what
    is under way can be corrected.
    """
    kind = choice(Kind, answers.get("kind") or Kind.VOLUNTEERING)
    reading = _Reading(answers, kind)
    entry = entry_of(kind, answers)
    dates, reading.faults = read_dates(answers, now, past_allowed=past_allowed)
    offered = _offered(reading, dates)
    draft = replace(
        offered,
        entry=entry,
        questions=_questions(reading),
        consent=reading.words("consent"),
        most_waiting=reading.number("most_waiting"),
        deadline=_deadline(reading, now, entry, offered, past_allowed=past_allowed),
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


def _deadline(reading: _Reading, now: datetime, entry: Entry, offered: Draft, *, past_allowed: bool) -> date | None:
    """The last day to come in; for applications that name none thirty days from now, or its one day if sooner."""
    given = reading.answers.get("deadline")
    today = now.astimezone(ZoneInfo(str(reading.answers["timezone"]))).date()
    if not isinstance(given, date):
        usual = today + APPLY_WITHIN
        once = offered.dates.starts.date() if offered.dates and not offered.repeat else usual
        sooner = min(usual, once) if once >= today else usual
        return sooner if entry is Entry.APPLICATION else None
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


def _repeat(reading: _Reading, dates: Dates | None) -> Repeat | None:
    repeat, faults = read_repeat(reading.answers, dates.starts if dates else None)
    reading.faults = {**faults, **reading.faults}
    return repeat
