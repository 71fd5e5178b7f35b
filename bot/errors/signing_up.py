"""Signing up or leaving cannot be done."""

from dataclasses import dataclass, field

from bot.errors import Refusal


@dataclass
class NoSuchOpportunity(Refusal):
    """No opportunity of that number in this community, or none this person may see; no number from a button.
    `organizing`: it was to be run, not joined."""

    number: int | None
    organizing: bool = field(default=False, compare=False)


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
class RoleGone(Refusal):
    """The role was taken out of its opportunity."""

    number: int
    role: str


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
class NotSignedUp(Refusal):
    """The person is neither in nor waiting: in this role when one was named, else in none."""

    number: int
    role: str = ""
