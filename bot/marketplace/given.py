"""What comes back with a button or a dialog: written by the bot itself, but perhaps by an older version of it."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from bot.errors.typed import NoLongerThere
from bot.messages.form import Answer

WHOLE = re.compile(r"[0-9]{1,9}")
"""Numbers and ids that every database takes."""
Choice = TypeVar("Choice", bound=StrEnum)


def whole(given: str) -> int:
    """The number or id. Raises NoLongerThere."""
    if WHOLE.fullmatch(given) is None:
        raise NoLongerThere
    return int(given)


def carried(form: Mapping[str, str], name: str) -> str:
    """What a dialog carries under that name. Raises NoLongerThere."""
    try:
        return form[name]
    except KeyError:
        raise NoLongerThere from None


def words(answers: Mapping[str, Answer], name: str) -> str:
    """What was written in that field; empty when it was left so. Raises NoLongerThere for a dialog without it."""
    if name not in answers:
        raise NoLongerThere
    return str(answers[name] or "")


def choice(kind: type[Choice], given: object) -> Choice:
    """One of a closed list. Raises NoLongerThere for what is not on it any more."""
    try:
        return kind(str(given))
    except ValueError:
        raise NoLongerThere from None


def switch(given: object, now: bool) -> bool:
    """On or off; as it is now when it was not asked. Raises NoLongerThere."""
    if given is None:
        return now
    if given not in ("on", "off"):
        raise NoLongerThere
    return given == "on"
