"""What was typed or pressed cannot be understood."""

from dataclasses import dataclass

from bot.errors import Refusal


@dataclass
class UnknownCommand(Refusal):
    """No such sub-command."""

    command: str
    given: str
    nearest: str | None


@dataclass
class NoLongerThere(Refusal):
    """A button or a dialog of an older version of the bot."""


@dataclass
class NumberNeeded(Refusal):
    """The command needs an opportunity's number, and none that can be read was given."""

    command: str
    given: str


@dataclass
class ChoiceNeeded(Refusal):
    """A word was given that is none of the choices."""

    command: str
    given: str
    choices: tuple[str, ...]


@dataclass
class UnknownTimezone(Refusal):
    """Not an IANA time zone."""

    given: str


@dataclass
class ChannelNeeded(Refusal):
    """A channel must be named with #."""

    given: str


@dataclass
class TextTooLong(Refusal):
    """A text was typed that is longer than its limit, in characters."""

    longest: int
    length: int
