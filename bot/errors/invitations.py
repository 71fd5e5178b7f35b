"""Refusals about asking somebody to join."""

from dataclasses import dataclass

from bot.errors import Refusal


@dataclass
class PersonNeeded(Refusal):
    """Nobody was named, or not so that the platform says who is meant."""

    number: int
    given: str


@dataclass
class NotMet(Refusal):
    """Nobody this community can write to: an app, a closed account, somebody of another workspace; or the platform
    could not be asked about them. `user` is their platform id."""

    user: str


@dataclass
class InvitedOneself(Refusal):
    """Who wants to take part signs up."""

    number: int


@dataclass
class RoleToName(Refusal):
    """There are several roles: the one that is meant must be named."""

    number: int
    roles: tuple[str, ...]


@dataclass
class AlreadyInvolved(Refusal):
    """The person is in this role, waits for it, applied for it, or was told no."""

    number: int
    name: str
    role: str


@dataclass
class AlreadyInvited(Refusal):
    """The person was asked already, and has not answered."""

    number: int
    name: str


@dataclass
class SaidNo(Refusal):
    """The person was asked for this posting, and did not want to."""

    number: int
    name: str


@dataclass
class TooManyInvitations(Refusal):
    """The organizer has asked `most` people in a day: that is enough."""

    most: int


@dataclass
class InvitationOver(Refusal):
    """It has started, or has ended: nobody is asked to it any more."""

    number: int


@dataclass
class InvitationAnswered(Refusal):
    """The person has said yes to it already."""

    number: int
