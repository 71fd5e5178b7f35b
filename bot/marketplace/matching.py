"""What an applicant and an opportunity have in common."""

import re
from collections.abc import Sequence
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
    return common(opportunity, person.skills, person.work_languages, person.hours_per_week)


def common(opportunity: Opportunity, skills: str, work_languages: Sequence[str], hours: int | None) -> Match:
    """The same of what somebody says of themselves."""
    languages = tuple(one for one in opportunity.work_languages if one in work_languages)
    theirs = [_words(one) for one in _listed(skills)]
    shared = tuple(one for one in _listed(opportunity.skills) if _among(_words(one), theirs))
    return Match(languages, shared, hours)


def _listed(skills: str) -> list[str]:
    return [one.strip() for one in re.split(r"[,;\n]", skills) if one.strip()]


def _words(skill: str) -> frozenset[str]:
    return frozenset(folded(skill).split())


def _among(wanted: frozenset[str], theirs: list[frozenset[str]]) -> bool:
    return any(wanted and one and (wanted <= one or one <= wanted) for one in theirs)
