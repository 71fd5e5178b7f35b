"""What a posting says, read from a filled-in dialog or a file, with every fault named at once."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.errors import Fault, Faults
from bot.marketplace.given import choice
from bot.marketplace.kinds import HoursUnit, Kind, Place, WorkLanguage
from bot.marketplace.naming import cleaned, folded
from bot.marketplace.times import instant
from bot.messages.form import Answer

LONGEST = {
    "title": 120,
    "organization": 80,
    "summary": 200,
    "description": 3000,
    "where": 300,
    "skills": 300,
}
"""Characters. Slack's dialogs take 3,000 at most and a card's heading 150; a shorter title is also a better one."""
REQUIRED = ("title", "organization", "summary")
LONGEST_ROLE = 35
MOST_ROLES = 20
MOST_SEATS = 10_000
MOST_HOURS = 10_000
LONGEST_SESSION = timedelta(hours=16)
FURTHEST = timedelta(days=5 * 366)
"""How far ahead a date may be: further is a typing mistake."""
_SEATS = r"(?P<seats>\d{1,3}(?: \d{3})+|\d+)\s*(?:seats?|places?|people|personnes?)?"
ROLES = tuple(
    re.compile(line, re.IGNORECASE)
    for line in (
        rf"^(?P<name>.*?[^\s,:;×(–—-])(?:\s*(?<!\d)[,:;×]\s*|\s*[,:;]\s+|\s+(?:x|[×–—-]\s?)?\s*){_SEATS}$",
        rf"^(?P<name>.*?\S)\s*\(\s*{_SEATS}\s*\)$",
        r"^(?P<seats>\d+)\s*[x×]\s*(?P<name>\S.*)$",
    )
)
"""A role's name and seats, as people write them: "Designer 2", "Designer (2)", "2 x Designer"."""
DANGLING = " ,:;×(–—-"
NUMBER_FIRST = re.compile(r"^\d{1,3}(?: \d{3})*\s")
"""A line such as "2 designers": it may be two seats, or a name, so it is asked which."""


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """An opening: `capacity` none for no limit."""

    name: str
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Dates:
    """When it happens: local times in an IANA zone."""

    starts: datetime
    ends: datetime
    timezone: str


@dataclass(frozen=True, slots=True)
class Draft:
    title: str
    organization: str
    summary: str
    description: str = ""
    roles: tuple[RoleDraft, ...] = (RoleDraft("Volunteer", None),)
    dates: Dates | None = None
    place: Place = Place.REMOTE
    where: str = ""
    hours: int | None = None
    hours_unit: HoursUnit = HoursUnit.WEEK
    hours_total: int | None = None
    work_languages: tuple[WorkLanguage, ...] = (WorkLanguage.ENGLISH,)
    kind: Kind = Kind.VOLUNTEERING
    skills: str = ""

    @property
    def searchable(self) -> str:
        return folded(f"{self.title} {self.organization} {self.summary} {self.description} {self.skills}")


Answers = Mapping[str, Answer]


@dataclass
class _Reading:
    """The answers being read, and the faults found so far."""

    answers: Answers
    faults: dict[str, Fault] = field(default_factory=dict)

    def words(self, name: str) -> str:
        given = self.answers.get(name)
        words = cleaned(given).strip() if isinstance(given, str) else ""
        if not words and name in REQUIRED:
            self.faults[name] = Fault("missing")
        if len(words) > LONGEST[name]:
            self.faults[name] = Fault("too_long", {"longest": LONGEST[name], "length": len(words)})
        return words

    def hours(self, name: str) -> int | None:
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
    reading = _Reading(answers)
    draft = Draft(
        title=_one_line(reading.words("title")),
        organization=_one_line(reading.words("organization")),
        summary=_one_line(reading.words("summary")),
        description=reading.words("description"),
        roles=_roles(reading),
        dates=_dates(reading, now, past_allowed=past_allowed),
        place=choice(Place, answers.get("place") or Place.REMOTE),
        where=reading.words("where"),
        hours=reading.hours("hours"),
        hours_unit=choice(HoursUnit, answers.get("hours_unit") or HoursUnit.WEEK),
        hours_total=reading.hours("hours_total"),
        work_languages=_work_languages(reading),
        kind=choice(Kind, answers.get("kind") or Kind.VOLUNTEERING),
        skills=_one_line(reading.words("skills")),
    )
    if reading.faults:
        raise Faults(reading.faults)
    return draft


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _roles(reading: _Reading) -> tuple[RoleDraft, ...]:
    given = cleaned(str(reading.answers.get("roles") or ""))
    roles = tuple(_role(_one_line(line)) for line in given.splitlines() if line.strip())
    fault = _roles_fault(roles)
    if fault is not None:
        reading.faults["roles"] = fault
    return roles


def _role(line: str) -> RoleDraft:
    found = next((found for pattern in ROLES if (found := pattern.match(line))), None)
    if found is None:
        return RoleDraft(line, None)
    return RoleDraft(found["name"].rstrip(DANGLING), int(found["seats"].replace(" ", "")[:9]))


def role_line(name: str, capacity: int | None) -> str:
    """A role as a line of the dialog, which is read as the same role again."""
    if capacity is None:
        return name
    return f"{name}, {capacity}" if name[-1].isdecimal() else f"{name} {capacity}"


def _roles_fault(roles: tuple[RoleDraft, ...]) -> Fault | None:
    if not roles:
        return Fault("roles_missing")
    if len(roles) > MOST_ROLES:
        return Fault("roles_too_many", {"most": MOST_ROLES})
    seen: set[str] = set()
    for role in roles:
        if fault := _role_fault(role):
            return fault
        if folded(role.name) in seen:
            return Fault("role_twice", {"role": role.name})
        seen.add(folded(role.name))
    return None


def _role_fault(role: RoleDraft) -> Fault | None:
    if all(unicodedata.category(one)[0] in "NZ" or one in DANGLING for one in role.name):
        return Fault("role_unnamed", {"given": role.name[:9]})
    if role.capacity is None and NUMBER_FIRST.match(role.name):
        return Fault("seats_first", {"role": role.name[:LONGEST_ROLE]})
    if len(role.name) > LONGEST_ROLE:
        return Fault("role_too_long", {"role": role.name[:LONGEST_ROLE], "longest": LONGEST_ROLE})
    if role.capacity is not None and not 1 <= role.capacity <= MOST_SEATS:
        return Fault("seats_range", {"role": role.name, "most": MOST_SEATS})
    return None


def _work_languages(reading: _Reading) -> tuple[WorkLanguage, ...]:
    given = reading.answers.get("work_languages")
    chosen = tuple(choice(WorkLanguage, one) for one in given) if isinstance(given, tuple) else ()
    if not chosen:
        reading.faults["work_languages"] = Fault("missing")
    return chosen


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
