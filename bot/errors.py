"""Refusals: what cannot be done, with the values its sentence needs.

A refusal changes nothing. `bot.messages.refusals` has a sentence for each, in both languages.
"""

from dataclasses import dataclass, field


@dataclass
class Refusal(Exception):
    """What was asked cannot be done. Base of them all."""

    def __post_init__(self) -> None:
        super().__init__(type(self).__name__)


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
class NoSuchOpportunity(Refusal):
    """No opportunity of that number in this community, or none this person may see; no number from a button."""

    number: int | None


@dataclass
class NoSuchRole(Refusal):
    """The opportunity has no role of that name."""

    number: int
    given: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """A role that can be joined, or waited for when it is full."""

    role_id: int
    name: str
    full: bool
    by_application: bool = False
    by_slot: bool = False
    """Research: what is asked first is in a dialog."""


@dataclass
class RoleNeeded(Refusal):
    """The opportunity has several roles: one must be chosen. `own` are those the person has, no longer to choose."""

    number: int
    roles: tuple[Opening, ...]
    own: tuple[str, ...] = ()


@dataclass
class AlreadySignedUp(Refusal):
    """The person is in this role, or waits for it."""

    number: int
    role: str
    waiting: bool


@dataclass
class RoleFull(Refusal):
    """No seat is given out: all are taken, or it has `started` and others wait."""

    number: int
    role: str
    role_id: int
    ahead: int
    started: bool = False


@dataclass
class NotOpen(Refusal):
    """The opportunity takes no sign-ups in its state."""

    number: int
    state: str


@dataclass
class AlreadyOver(Refusal):
    """The session has ended."""

    number: int


@dataclass
class AlreadyStarted(Refusal):
    """Too late to leave: the session has started."""

    number: int


@dataclass
class DateGone(Refusal):
    """One date of several was called off, or is over; others are to come."""

    number: int
    cancelled: bool


@dataclass
class LastDate(Refusal):
    """The only date left cannot be called off alone."""

    number: int


@dataclass
class NoDates(Refusal):
    """It has no date, so none can be added or looked through."""

    number: int


@dataclass
class NoSuchDate(Refusal):
    """No date to come of this posting is the one that was typed, or it cannot be read."""

    number: int
    given: str


@dataclass
class OnOtherDates(Refusal):
    """The person is not in the date that is shown, and is in others."""

    number: int


@dataclass
class NotSignedUp(Refusal):
    """The person is neither in nor waiting: in this role when one was named, else in none."""

    number: int
    role: str = ""


@dataclass
class NotYours(Refusal):
    """Only its organizers and the admins may do this."""

    number: int


@dataclass
class AdminsOnly(Refusal):
    """Only the community's admins may do this."""


@dataclass
class WrongState(Refusal):
    """The opportunity cannot go from its state to the wanted one."""

    number: int
    state: str
    wanted: str


@dataclass
class TextNeeded(Refusal):
    """Declining needs a text for the organizer."""

    number: int


@dataclass
class TextTooLong(Refusal):
    """A text was typed that is longer than its limit, in characters."""

    longest: int
    length: int


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
class Faults(Refusal):
    """A dialog was filled in with something that cannot be taken: field → what is wrong with it."""

    fields: dict[str, "Fault"] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """One field's fault: its name in `bot.messages.faults`, with the values of the sentence."""

    name: str
    values: dict[str, str | int] = field(default_factory=dict)


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
class DateGoneBy(Refusal):
    """A waiting posting's date is past: it cannot be opened as it is."""

    number: int


@dataclass
class EditedSince(Refusal):
    """It was edited after it was shown to who decides on it."""

    number: int


@dataclass
class NoSuchOrganization(Refusal):
    """No organization of that name, or none was named; `nearest` is the one most like it. It was to be `vetted`, or no
    longer."""

    given: str
    nearest: str
    vetted: bool


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
