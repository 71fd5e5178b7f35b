"""A message as the bot means it, before any platform's format.

A `Text` is a tuple of spans. What people wrote is always a span of its own and never markup: whoever renders it
escapes it, so nobody's title can ping a channel or break a layout.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Strong:
    """Emphasised words. Carries no meaning of its own."""

    words: str


@dataclass(frozen=True, slots=True)
class Prose:
    """What a person wrote: links in it may be made to work, nothing else in it is obeyed."""

    words: str


@dataclass(frozen=True, slots=True)
class Code:
    """Something to be typed as it is, such as a command."""

    words: str


@dataclass(frozen=True, slots=True)
class When:
    """An instant, shown in the reader's own zone where the platform can; `words` names the zone for elsewhere."""

    at: datetime
    words: str
    style: Literal["full", "time", "until"]


@dataclass(frozen=True, slots=True)
class ChannelName:
    """A channel, by its platform id: the platform shows its name."""

    id: str


Span = str | Strong | Prose | Code | When | ChannelName
Text = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """`does` names the action and `about` what it is done to; `says` is for screen readers where labels repeat."""

    label: str
    does: str
    about: str = ""
    says: str = ""
    style: Literal["", "primary", "danger"] = ""
    confirm: "Confirm | None" = None


@dataclass(frozen=True, slots=True)
class Confirm:
    title: str
    text: str
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class Heading:
    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`brief` says the same in fewer words, for where there is no room for all; none where no word can be spared."""

    text: Text
    button: Button | None = None
    brief: Text | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: Text


@dataclass(frozen=True, slots=True)
class Buttons:
    buttons: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to choose from, where buttons would be too many: (label, about) each."""

    prompt: str
    does: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Divider:
    pass


Part = Heading | Paragraph | Note | Buttons | Choice | Divider


@dataclass(frozen=True, slots=True)
class Message:
    parts: tuple[Part, ...] = field(default=())

    def __add__(self, other: "Message") -> "Message":
        return Message(self.parts + other.parts)

    def with_button(self, *buttons: Button) -> "Message":
        """The same message with `buttons` at its end."""
        return replace(self, parts=(*self.parts, Buttons(buttons)))


def paragraph(*spans: Span | Text) -> Message:
    """A message of one paragraph, from spans and texts in a row."""
    return Message((Paragraph(joined(*spans)),))


def joined(*spans: Span | Text) -> Text:
    """One text from spans and texts in a row."""
    out: list[Span] = []
    for span in spans:
        if isinstance(span, tuple):
            out.extend(span)
        else:
            out.append(span)
    return tuple(out)


def lines(*texts: Text) -> Text:
    """One text, each of `texts` on its own line."""
    out: list[Span] = []
    for number, text in enumerate(texts):
        if number:
            out.append("\n")
        out.extend(text)
    return tuple(out)


def plain(text: Text) -> str:
    """The text as plain words."""
    return "".join(_plain(span) for span in text)


def _plain(span: Span) -> str:
    if isinstance(span, str):
        return span
    return f"#{span.id}" if isinstance(span, ChannelName) else span.words
