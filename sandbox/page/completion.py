"""What the composer offers while somebody types: commands, people, channels. No page in here."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.installation import Command
from sandbox.workspace import Channel, Member

MOST = 8

_COMMAND = re.compile(r"/\S*")
_NAME = re.compile(r"(?:^|\s)([@#][\w.-]*)$")


@dataclass(frozen=True)
class Suggestion:
    """`insert` takes the place of what was typed from `start` on. `hint` follows the name, `note` explains it."""

    insert: str
    start: int
    label: str
    hint: str = ""
    note: str = ""


@dataclass(frozen=True)
class Known:
    """All that can be completed."""

    commands: Sequence[Command] = ()
    members: Sequence[Member] = ()
    channels: Sequence[Channel] = ()


def suggest(known: Known, before: str) -> list[Suggestion]:
    """What fits the text before the caret; nothing once a command has its space."""
    if _COMMAND.fullmatch(before):
        return [
            Suggestion(f"{one.name} ", 0, one.name, one.usage_hint, one.description)
            for one in known.commands
            if one.name.startswith(before.lower())
        ][:MOST]
    found = _NAME.search(before)
    if found is None:
        return []
    mark, typed = found.group(1)[0], found.group(1)[1:].casefold()
    start = found.start(1)
    return (_people(known, typed, start) if mark == "@" else _places(known, typed, start))[:MOST]


def _people(known: Known, typed: str, start: int) -> list[Suggestion]:
    return [
        Suggestion(f"@{one.name} ", start, f"@{one.name}", note=one.real_name)
        for one in known.members
        if one.name.casefold().startswith(typed) or one.real_name.casefold().startswith(typed)
    ]


def _places(known: Known, typed: str, start: int) -> list[Suggestion]:
    return [
        Suggestion(f"#{one.name} ", start, f"#{one.name}", note=one.topic)
        for one in known.channels
        if not one.is_im and one.name.casefold().startswith(typed)
    ]
