"""Roles as people write them: one a line, a name and then its seats; and what the role asks for, if anything."""

import re
import unicodedata
from dataclasses import dataclass, replace

from bot.errors import Fault
from bot.marketplace.kinds import Level
from bot.marketplace.naming import cleaned, folded
from bot.marketplace.role_needs import (
    LONGEST_SKILLS,
    NOTHING,
    Needs,
    UnclearLine,
    UnknownLevel,
    divided,
    level_of,
    marked,
    skills_of,
)
from db.models import Role

LONGEST_ROLE = 35
LONGEST_LINE = 10_000
"""Characters of a line that is read: more than any role has, and few enough to be read at once."""
MOST_ROLES = 20
MOST_SEATS = 10_000
_UNIT = r"(?:seats?|places?|people|personnes?)"
_SEATS = rf"(?P<seats>\d{{1,3}}(?: \d{{3}})+|\d+)\s*{_UNIT}?"
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
COLON = re.compile(r"\s*:(?!\d)(?P<after>\s*)")
"""What skills stand after; the one of an hour ("18:30") is none."""
EMOJI = re.compile(r":[a-z0-9_+-]+:")
"""An emoji as Slack writes it: its colons begin nothing."""
SEATS_ALONE = re.compile(rf"^\s*{_SEATS}\s*$", re.IGNORECASE)
LEVEL_LAST = re.compile(r"^(?P<core>.*[^\s,])\s*,\s*(?P<level>[^,]+)$")
LEVEL_THEN_SEATS = re.compile(rf"^(?P<core>.*[^\s,])\s*,\s*(?P<level>[^,]+?),?\s+{_SEATS}$", re.IGNORECASE)
LEVEL_AFTER_SEATS = re.compile(rf"^(?P<core>.*\d\s*{_UNIT}?)\s+\(?(?P<level>[^\d,()]+)\)?$", re.IGNORECASE)
SEATS_AND_MORE = re.compile(rf"^.*\S\s\d+\s*{_UNIT}?\s*[,;]\s*\D", re.IGNORECASE)
"""Seats, and then something that is no level."""
QUOTES = (('"', '"'), ("«", "»"), ("“", "”"))
REST = re.compile(r"^(?:$|[\s,:;(×])")
"""What may follow a name in quotes."""
STAND_IN = "Role"


@dataclass(frozen=True, slots=True)
class RoleDraft:
    """An opening: `capacity` none for no limit."""

    name: str
    capacity: int | None
    needs: Needs = NOTHING


def drafted(role: Role) -> RoleDraft:
    """A role as it would be drafted anew."""
    return RoleDraft(role.name, role.capacity, Needs(Level(role.level), tuple(role.required), tuple(role.preferred)))


def read_roles(given: str) -> tuple[tuple[RoleDraft, ...], Fault | None]:
    """The roles, one a line, and what is wrong with them if anything is."""
    roles: list[RoleDraft] = []
    for line in cleaned(given).splitlines():
        if line.strip():
            try:
                roles.append(read_role(line))
            except UnknownLevel as unknown:
                return tuple(roles), Fault("level_unknown", {"given": str(unknown)[:LONGEST_ROLE]})
            except UnclearLine:
                return tuple(roles), Fault("role_unclear", {"role": " ".join(line.split())[:LONGEST_ROLE]})
    return tuple(roles), _roles_fault(tuple(roles))


def read_role(written: str) -> RoleDraft:
    """Raises UnclearLine."""
    line = " ".join(written.split())
    if len(line) > LONGEST_LINE:
        return RoleDraft(line, None)  # longer than any role: that is said of its name
    return _quoted(line) or _whole(line)


def _quoted(line: str) -> RoleDraft | None:
    """A name in quotes may hold any sign; what follows it is read as after any other name."""
    for opening, closing in QUOTES:
        within = line[: 2 * LONGEST_ROLE] if line.startswith(opening) else ""
        ends = [n for n, sign in enumerate(within) if sign == closing and n > 1]
        for end in ends:
            name, rest = line[1:end].strip(), line[end + 1 :]
            if name and REST.match(rest):
                found = _whole(f"{STAND_IN}{rest}")
                if found.name == STAND_IN:
                    return replace(found, name=name)
    return None


def _whole(line: str) -> RoleDraft:
    core, said = divided(line)
    colon = COLON.search(EMOJI.sub(lambda code: "_" * len(code[0]), core))
    if colon is None or SEATS_ALONE.match(core[colon.end() :]):
        return _with(_head(core), said)
    head, tail = core[: colon.start()], core[colon.end() :]
    role, level = _head_read(head)
    if role.capacity is None and level is None:
        if (other := LEVEL_LAST.match(head)) and _named(other["core"]).capacity is not None:
            raise UnknownLevel(other["level"])
        if colon["after"] or not tail:
            raise UnclearLine
        return _with(_head(core), said)
    found = marked(tail) or (True, tail)
    if found[0] in said:
        raise UnclearLine
    return _with(role, {**said, found[0]: skills_of(found[1])})


def _with(role: RoleDraft, said: dict[bool, tuple[str, ...]]) -> RoleDraft:
    return replace(role, needs=Needs(role.needs.level, said.get(True, ()), said.get(False, ())))


def _head(head: str) -> RoleDraft:
    role, level = _head_read(head)
    if role.capacity is None and level is None and SEATS_AND_MORE.match(head):
        raise UnclearLine
    return role


def _head_read(head: str, *, once: bool = False) -> tuple[RoleDraft, Level | None]:
    """Name, seats and level; the level none where none is named. Raises UnclearLine, for a second level as well."""
    for pattern in (LEVEL_LAST, LEVEL_THEN_SEATS, LEVEL_AFTER_SEATS):
        found = pattern.match(head)
        level = level_of(found["level"]) if found else None
        if found is None or level is None:
            continue
        if once:
            raise UnclearLine
        core, _none = _head_read(found["core"], once=True)
        if pattern is LEVEL_THEN_SEATS and core.capacity is not None:
            raise UnclearLine
        if pattern is LEVEL_AFTER_SEATS and core.capacity is None:
            continue
        capacity = _number(found["seats"]) if pattern is LEVEL_THEN_SEATS else core.capacity
        return RoleDraft(core.name, capacity, Needs(level)), level
    return _named(head), None


def _named(head: str) -> RoleDraft:
    found = next((found for pattern in ROLES if (found := pattern.match(head))), None)
    if found is None:
        return RoleDraft(head, None)
    return RoleDraft(found["name"].rstrip(DANGLING), _number(found["seats"]))


def _number(seats: str) -> int:
    return int(seats.replace(" ", "")[:9])


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
    if any(len(", ".join(one)) > LONGEST_SKILLS for one in (role.needs.required, role.needs.preferred)):
        return Fault("role_skills_too_long", {"role": role.name, "longest": LONGEST_SKILLS})
    return None
