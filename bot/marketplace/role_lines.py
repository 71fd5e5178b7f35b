"""Roles as people write them: one a line, a name and then its seats."""

import re
import unicodedata
from dataclasses import dataclass

from bot.errors import Fault
from bot.marketplace.naming import cleaned, folded

LONGEST_ROLE = 35
MOST_ROLES = 20
MOST_SEATS = 10_000
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


def read_roles(given: str) -> tuple[tuple[RoleDraft, ...], Fault | None]:
    """The roles, one a line, and what is wrong with them if anything is."""
    roles = tuple(_role(" ".join(line.split())) for line in cleaned(given).splitlines() if line.strip())
    return roles, _roles_fault(roles)


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
