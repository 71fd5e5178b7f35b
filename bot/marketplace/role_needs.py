"""What a role's line says besides its name and seats: a level, skills, and skills that are a plus.

"Designer 2, experienced: Figma, user research; a plus: HTML". Both languages are understood, whatever the reader's.
"""

import re
from dataclasses import dataclass

from bot.marketplace.kinds import Level
from bot.marketplace.naming import folded

LONGEST_SKILLS = 200
"""Characters of a role's required skills, and of its preferred ones."""
_ENDINGS = ("", "e", "s", "es")
_ENGLISH = {
    "any": Level.ANY,
    "all levels": Level.ANY,
    "beginner": Level.BEGINNER,
    "intermediate": Level.INTERMEDIATE,
    "experienced": Level.EXPERIENCED,
}
_FRENCH = {
    "debutant": Level.BEGINNER,
    "intermediaire": Level.INTERMEDIATE,
    "avance": Level.EXPERIENCED,
    "experimente": Level.EXPERIENCED,
}
LEVELS = {
    **_ENGLISH,
    **{f"{word} level": level for word, level in _ENGLISH.items()},
    **{f"{word}{ending}": level for word, level in _FRENCH.items() for ending in _ENDINGS},
    **dict.fromkeys(("tous", "tous niveaux", "tous les niveaux", "tout niveau"), Level.ANY),
}
"""Folded, and without the signs of inclusive endings."""
PLUS = frozenset(
    {
        "a plus", "plus", "an asset", "asset", "assets", "nice to have", "preferred", "un plus", "un atout", "atout",
        "atouts", "des atouts", "souhaite", "souhaites", "souhaitees",
    }
)  # fmt: skip
REQUIRED = frozenset({"required", "must have", "requis", "requise", "requises", "exige", "exigee", "exigees"})
MARK = re.compile(r"^\s*(?P<mark>[^:;,]{1,30}?)\s*:(?P<skills>.*)$")
MARK_WITHIN = re.compile(rf"\b(?:{'|'.join(sorted(PLUS | REQUIRED, key=len, reverse=True))})\s*:")


class UnclearLine(Exception):
    """The line can be read in more than one way: it is asked about."""


class UnknownLevel(UnclearLine):
    """Where a level stands, before the skills, is another word."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What who takes a role must know, what is a plus, and how much they must have done before."""

    level: Level = Level.ANY
    required: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()


NOTHING = Needs()
"""Asked for by most roles."""


def level_of(words: str) -> Level | None:
    """The level that these words name: "experienced", "niveau avancé", "expérimenté·e"."""
    bare = re.sub(r"[·•.()-]", "", folded(words))
    return LEVELS.get(bare.removeprefix("niveau "))


def marked(piece: str) -> tuple[bool, str] | None:
    """The skills after a mark, and whether they are required ones; none for a piece without a mark."""
    found = MARK.match(piece)
    mark = folded(found["mark"]) if found else ""
    if found is None or mark not in PLUS | REQUIRED:
        return None
    return mark in REQUIRED, found["skills"]


def skills_of(written: str) -> tuple[str, ...]:
    """The skills, separated by commas, each once. Raises UnclearLine for none, and for a mark among them."""
    listed: dict[str, str] = {}
    for one in (each.strip() for each in written.split(",")):
        listed.setdefault(folded(one), one)
    listed.pop("", None)
    if not listed or ";" in written or MARK_WITHIN.search(folded(written)):
        raise UnclearLine
    return tuple(listed.values())


def divided(line: str) -> tuple[str, dict[bool, tuple[str, ...]]]:
    """What stands before the first mark, and the skills after the marks: under True the required ones.

    Raises UnclearLine where something without a mark stands between them, or one mark twice.
    """
    pieces = line.split(";")
    first = next((n for n, piece in enumerate(pieces) if n and marked(piece)), len(pieces))
    said: dict[bool, tuple[str, ...]] = {}
    for piece in pieces[first:]:
        found = marked(piece)
        if found is None or found[0] in said:
            raise UnclearLine
        said[found[0]] = skills_of(found[1])
    return ";".join(pieces[:first]).strip(), said


def separate(lines: str) -> list[str]:
    """Roles in one line, by their semicolons; one before a mark ("; a plus: HTML") separates no roles."""
    found: list[str] = []
    for piece in lines.split(";"):
        if found and marked(piece):
            found[-1] = f"{found[-1]};{piece}"
        else:
            found.append(piece)
    return found
