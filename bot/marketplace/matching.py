"""What an applicant and an opportunity have in common."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.marketplace.naming import folded
from db.models import Opportunity, Person, Role


@dataclass(frozen=True, slots=True)
class Match:
    """Languages of work and skills that both name, in the opportunity's order, what the role requires first. `hours`
    a week the person can give; none where they do not say. `missing`: what the role requires and the person does not
    name; always empty without a role."""

    languages: tuple[str, ...]
    skills: tuple[str, ...]
    hours: int | None
    missing: tuple[str, ...] = ()


def match(opportunity: Opportunity, person: Person, role: Role | None = None) -> Match:
    """What is in common. A skill is in common where one's words are all in the other's.

    With a role, what it requires and prefers counts beside what the posting names.
    """
    languages = tuple(one for one in opportunity.work_languages if one in person.work_languages)
    theirs = [_words(one) for one in _listed(person.skills)]
    required, preferred = (role.required, role.preferred) if role else ([], [])
    wanted = _once([*required, *preferred, *_listed(opportunity.skills)])
    skills = tuple(one for one in wanted if _among(_words(one), theirs))
    missing = tuple(one for one in required if not _among(_words(one), theirs))
    return Match(languages, skills, person.hours_per_week, missing)


def _once(skills: Iterable[str]) -> list[str]:
    """Each skill as it is first named."""
    first: dict[str, str] = {}
    for one in skills:
        first.setdefault(folded(one), one)
    return list(first.values())


def _listed(skills: str) -> list[str]:
    return [one.strip() for one in re.split(r"[,;\n]", skills) if one.strip()]


def _words(skill: str) -> frozenset[str]:
    return frozenset(folded(skill).split())


def _among(wanted: frozenset[str], theirs: list[frozenset[str]]) -> bool:
    return any(wanted and one and (wanted <= one or one <= wanted) for one in theirs)
