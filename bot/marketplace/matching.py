"""What an applicant and an opportunity have in common."""

import re
from collections.abc import Iterable, Sequence
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
    roles = [role] if role else []
    return common(opportunity, roles, person.skills, person.work_languages, person.hours_per_week)


def common(
    opportunity: Opportunity, roles: Sequence[Role], skills: str, work_languages: Sequence[str], hours: int | None
) -> Match:
    """The same of what somebody says of themselves, and of any of these roles."""
    languages = tuple(one for one in opportunity.work_languages if one in work_languages)
    theirs = [_words(one) for one in _listed(skills)]
    required = [one for role in roles for one in role.required]
    preferred = [one for role in roles for one in role.preferred]
    wanted = _once([*required, *preferred, *_listed(opportunity.skills)])
    shared = tuple(one for one in wanted if _among(_words(one), theirs))
    missing = tuple(one for one in required if not _among(_words(one), theirs))
    return Match(languages, shared, hours, missing)


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
