"""Whom a list of applicants shows: by their name, and by what they have in common with the posting."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.marketplace.given import choice
from bot.marketplace.kinds import HoursUnit
from bot.marketplace.matching import match
from bot.marketplace.naming import cleaned, folded
from db.models import Opportunity, Person, Role

LONGEST = 60
"""Characters of a name that is looked for: it stands on every button of the list."""


class Mark(StrEnum):
    """Something to have in common with a posting."""

    ENGLISH = "en"
    FRENCH = "fr"
    SKILLS = "skills"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Filter:
    """Takes who has all of these marks, and all of these words in their name."""

    marks: frozenset[Mark] = frozenset()
    words: str = ""

    def __bool__(self) -> bool:
        return bool(self.marks or self.words)

    def with_mark(self, mark: Mark) -> "Filter":
        """With that mark, or without it where it has it already."""
        return Filter(self.marks ^ {mark}, self.words)

    def takes(self, opportunity: Opportunity, person: Person, role: Role) -> bool:
        name = folded(person.name)
        if any(word not in name for word in folded(self.words).split()):
            return False
        return self.marks <= _marks(opportunity, person, role) if self.marks else True


def _marks(opportunity: Opportunity, person: Person, role: Role) -> frozenset[Mark]:
    """Those that the person has, who applied in that role."""
    found = match(opportunity, person, role)
    marks = {Mark(one) for one in found.languages if one in (Mark.ENGLISH, Mark.FRENCH)}
    if found.skills:
        marks.add(Mark.SKILLS)
    asked = hours_asked(opportunity)
    if asked is not None and found.hours is not None and found.hours >= asked:
        marks.add(Mark.HOURS)
    return frozenset(marks)


def hours_asked(opportunity: Opportunity) -> int | None:
    """Hours a week that the posting asks for; none where it does not say so."""
    return opportunity.hours if opportunity.hours_unit == HoursUnit.WEEK else None


def offered(opportunity: Opportunity, roles: Iterable[Role]) -> tuple[Mark, ...]:
    """The marks that anybody could have."""
    languages = [mark for mark in (Mark.ENGLISH, Mark.FRENCH) if mark in opportunity.work_languages]
    skills = [Mark.SKILLS] if opportunity.skills or any(one.required or one.preferred for one in roles) else []
    hours = [Mark.HOURS] if hours_asked(opportunity) is not None else []
    return (*languages, *skills, *hours)


def cut(words: str) -> str:
    """What was typed of a name, no longer than is looked for."""
    return " ".join(cleaned(words).split())[:LONGEST]


def read(marks: str, words: str) -> Filter:
    """The filter that a button carries. Raises NoLongerThere."""
    return Filter(frozenset(choice(Mark, one) for one in marks.split(",") if one), cut(words))


def written(sieve: Filter) -> str:
    """The filter as a button carries it."""
    return f"{','.join(sorted(sieve.marks))}:{sieve.words}"
