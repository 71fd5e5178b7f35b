"""Roles as the dialog writes them, a line each, which is read back as the same role; and what they ask for."""

from collections.abc import Sequence

from bot.marketplace.kinds import Level
from bot.marketplace.role_lines import QUOTES, RoleDraft, read_role
from bot.marketplace.role_needs import Needs, UnclearLine
from bot.messages.message import Prose, Text, joined
from bot.messages.vocabulary import LEVELS
from bot.messages.voice import LANGUAGES, Voice
from db.models import Role

LONGEST_SHORT = 80
"""Characters of what a card says that a role asks for."""


def role_lines(voice: Voice, roles: Sequence[RoleDraft]) -> str:
    return "\n".join(role_line(voice, role) for role in roles)


def role_line(voice: Voice, role: RoleDraft) -> str:
    """The role as a line of the dialog; its name in quotes where the line would be read as another role."""
    names = (role.name, *(f"{opening}{role.name}{closing}" for opening, closing in QUOTES))
    lines = [_line(voice, name, role) for name in names]
    return next((line for line in lines if _reads_as(line, role)), lines[1])


def longest_written(roles: Sequence[RoleDraft]) -> int:
    """Characters of these roles in the dialog, in the language that takes more of them."""
    return max(len(role_lines(Voice(language, "UTC"), roles)) for language in LANGUAGES)


def _reads_as(line: str, role: RoleDraft) -> bool:
    try:
        return read_role(line) == role
    except UnclearLine:
        return False


def _line(voice: Voice, name: str, role: RoleDraft) -> str:
    needs = role.needs
    line = _seats(name, role.capacity)
    if needs.level is not Level.ANY or (needs.required and role.capacity is None):
        line = f"{line}, {voice.word(LEVELS[needs.level])}"
    if needs.required:
        line = voice.phrase("{role}: {skills}", role=line, skills=", ".join(needs.required))
    if needs.preferred:
        line = voice.phrase("{role}; a plus: {skills}", role=line, skills=", ".join(needs.preferred))
    return line


def _seats(name: str, capacity: int | None) -> str:
    if capacity is None:
        return name
    return f"{name}, {capacity}" if name[-1].isdecimal() else f"{name} {capacity}"


def needs_short(voice: Voice, role: Role) -> str:
    """The level and the required skills, in one short line; empty for a role that asks for nothing."""
    told = [_level(voice, Level(role.level))] if role.level != Level.ANY else []
    if role.required:
        told.append(", ".join(role.required))
    line = "; ".join(told)
    return line if len(line) <= LONGEST_SHORT else f"{line[: LONGEST_SHORT - 1].rstrip()}…"


def needs_line(voice: Voice, role: Role) -> Text:
    """ "Designer: experienced level; required: Figma; a plus: HTML"; empty for a role that asks for nothing."""
    told = _needs(voice, Needs(Level(role.level), tuple(role.required), tuple(role.preferred)))
    if not told:
        return ()
    asked: Text = told[0]
    for one in told[1:]:
        asked = joined(asked, "; ", one)
    return voice.labelled(role.name, asked)


def _level(voice: Voice, level: Level) -> str:
    return voice.phrase("{level} level", level=voice.word(LEVELS[level]))


def _needs(voice: Voice, needs: Needs) -> list[Text]:
    told: list[Text] = []
    if needs.level is not Level.ANY:
        told.append((_level(voice, needs.level),))
    if needs.required:
        told.append(voice.say("required: {skills}", skills=(Prose(", ".join(needs.required)),)))
    if needs.preferred:
        told.append(voice.say("a plus: {skills}", skills=(Prose(", ".join(needs.preferred)),)))
    return told
