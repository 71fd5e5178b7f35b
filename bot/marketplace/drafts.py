"""What a posting says, and how much of it: a draft, and its limits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.marketplace.kinds import Entry, HoursUnit, Kind, Place, WorkLanguage
from bot.marketplace.naming import folded
from bot.marketplace.plans import Plan
from bot.marketplace.repeating import Repeat
from bot.marketplace.role_lines import RoleDraft

LONGEST = {
    "title": 120,
    "organization": 80,
    "summary": 200,
    "description": 3000,
    "where": 300,
    "skills": 300,
    "question": 500,
    "honorarium": 200,
    "accessibility": 1000,
    "learning": 1000,
    "team": 1000,
    "links": 1000,
    "joining": 500,
    "consent": 2000,
    "other_title": 120,
    "other_summary": 200,
    "other_description": 3000,
}
"""Characters. Slack's dialogs take 3,000 at most and a card's heading 150; a shorter title is also a better one."""
REQUIRED = ("title", "organization", "summary")
REQUIRED_OF = {Kind.ADVICE: ("question",), Kind.RESEARCH: ("consent",)}
MOST_QUESTIONS, LONGEST_QUESTION = 5, 150
MOST_LINKS = 5
LINK = re.compile(r"https?://\S+\.\S+")
APPLY_WITHIN = timedelta(days=30)
"""How long applications are taken where no deadline is named."""
LONGEST_ROLES = 3000
"""Characters of all roles in either language: what the dialog's field takes."""
MOST_HOURS = 10_000
LONGEST_SESSION = timedelta(hours=16)
FURTHEST = timedelta(days=5 * 366)
"""How far ahead a date may be: further is a typing mistake."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When it happens: local times in an IANA zone."""

    starts: datetime
    ends: datetime
    timezone: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date after the first, with roles of its own; as they are, or the first one's, where none are named."""

    dates: Dates
    roles: tuple[RoleDraft, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    title: str
    organization: str
    summary: str
    description: str = ""
    roles: tuple[RoleDraft, ...] = (RoleDraft("Volunteer", None),)
    dates: Dates | None = None
    repeat: Repeat | None = None
    place: Place = Place.REMOTE
    where: str = ""
    hours: int | None = None
    hours_unit: HoursUnit = HoursUnit.WEEK
    hours_total: int | None = None
    work_languages: tuple[WorkLanguage, ...] = (WorkLanguage.ENGLISH,)
    kind: Kind = Kind.VOLUNTEERING
    skills: str = ""
    question: str = ""
    honorarium: str = ""
    accessibility: str = ""
    learning: str = ""
    team: str = ""
    links: str = ""
    joining: str = ""
    entry: Entry = Entry.OPEN
    questions: tuple[str, ...] = ()
    consent: str = ""
    deadline: date | None = None
    most_waiting: int | None = None
    language: WorkLanguage = WorkLanguage.ENGLISH
    other: Mapping[str, str] = field(default_factory=dict)
    plan: Plan = field(default_factory=Plan)
    further: tuple[Dated, ...] = ()
    """The dates after the first, as files, webhooks and feeds have them."""

    @property
    def searchable(self) -> str:
        said = (self.title, self.organization, self.summary, self.description, self.skills, *self.other.values())
        asked = (skill for role in self.roles for skill in (*role.needs.required, *role.needs.preferred))
        return folded(" ".join((*said, *asked)))
