"""Running a posting cannot be done."""

from dataclasses import dataclass

from bot.errors import Refusal


@dataclass
class NotYours(Refusal):
    """Only its organizers and the admins may do this."""

    number: int


@dataclass
class WrongState(Refusal):
    """The opportunity cannot go from its state to the wanted one."""

    number: int
    state: str
    wanted: str


@dataclass
class NotYetStarted(Refusal):
    """Who came is known once it has begun."""

    number: int


@dataclass
class NobodyCame(Refusal):
    """Nobody had a seat."""

    number: int


@dataclass
class NothingToSend(Refusal):
    """A file was wanted, and nobody is signed up, waits or applied."""

    number: int


@dataclass
class NobodyToTell(Refusal):
    """Nobody is signed up or waits."""

    number: int


@dataclass
class TooManyNotices(Refusal):
    """The people of this posting were written to `most` times in a day: that is enough."""

    number: int
    most: int


@dataclass
class ChangedMeanwhile(Refusal):
    """Somebody else edited it while the dialog was open."""

    number: int


@dataclass
class DateToMend(Refusal):
    """A draft's date is past: it cannot be published as it is."""

    number: int


@dataclass
class HelpAsked(Refusal):
    """Help was asked for already, for this session."""

    number: int


@dataclass
class NobodyMissing(Refusal):
    """The session has no empty seat any more: there is nothing to ask help for."""

    number: int
