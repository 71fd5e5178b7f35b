"""What an applicant and an opportunity have in common."""

import re
from dataclasses import dataclass

from bot.marketplace.naming import folded
from db.models import Opportunity, Person


@dataclass(frozen=True, slots=True)
class Match:
    """Languages of work and skills that both name, in the opportunity's order. `hours` a week the person can give;
    none where they do not say."""

    languages: tuple[str, ...]
    skills: tuple[str, ...]
    hours: int | None


def match(opportunity: Opportunity, person: Person) -> Match:
    """What is in common. A skill is in common where one's words are all in the other's."""
    languages = tuple(one for one in opportunity.work_languages if one in person.work_languages)
    theirs = [_words(one) for one in _listed(person.skills)]
    skills = tuple(one for one in _listed(opportunity.skills) if _among(_words(one), theirs))
    return Match(languages, skills, person.hours_per_week)


def _listed(skills: str) -> list[str]:
    return [one.strip() for one in re.split(r"[,;\n]", skills) if one.strip()]


def _words(skill: str) -> frozenset[str]:
    return frozenset(folded(skill).split())


def _among(wanted: frozenset[str], theirs: list[frozenset[str]]) -> bool:
    return any(wanted and one and (wanted <= one or one <= wanted) for one in theirs)
