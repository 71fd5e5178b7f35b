"""A dialog as the bot means it: what is asked, with which limits, before any platform's format."""

from dataclasses import dataclass, field
from datetime import date, time

from bot.messages.message import Button, Text


@dataclass(frozen=True, slots=True)
class Field:
    """What all fields have. `name` is the key of its answer."""

    name: str
    label: str
    hint: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Words(Field):
    """A line, or several, of text."""

    several_lines: bool = False
    initial: str = ""
    longest: int = 3000
    example: str = ""


@dataclass(frozen=True, slots=True)
class Number(Field):
    """A whole number from `least` to `most`."""

    initial: int | None = None
    least: int = 1
    most: int = 10_000


@dataclass(frozen=True, slots=True)
class OneOf(Field):
    """One of `options`, (value, label) each. `redraws`: choosing changes what else is asked."""

    options: tuple[tuple[str, str], ...] = ()
    initial: str = ""
    redraws: bool = False


@dataclass(frozen=True, slots=True)
class SomeOf(Field):
    """Any of `options`, (value, label) each; at most ten."""

    options: tuple[tuple[str, str], ...] = ()
    initial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day(Field):
    initial: date | None = None


@dataclass(frozen=True, slots=True)
class Hour(Field):
    """A time of day."""

    initial: time | None = None


@dataclass(frozen=True, slots=True)
class ChannelChoice(Field):
    """A channel of the platform."""


@dataclass(frozen=True, slots=True)
class SomeChannels(Field):
    """Any channels of the platform, by their ids there."""

    initial: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SomePeople(Field):
    """At most so many people of the platform, by their ids there."""

    initial: tuple[str, ...] = ()
    most: int = 20


@dataclass(frozen=True, slots=True)
class OnePerson(Field):
    """Somebody of the platform, by their id there."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Words between the fields."""

    text: Text


@dataclass(frozen=True, slots=True)
class Ask:
    """Buttons inside the dialog, side by side, which change the dialog."""

    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """`name` routes its answers; `carried` comes back with them. No `submit`: a page to read and close."""

    name: str
    title: str
    close: str
    submit: str = ""
    parts: tuple[Field | Remark | Ask, ...] = ()
    carried: dict[str, str] = field(default_factory=dict)


Answer = str | int | date | time | tuple[str, ...] | None
"""What a field was answered with: text, number, option, day, hour, options; none when left empty."""
