"""Who comes in, leaves or moves up."""

from dataclasses import dataclass

from bot.events.event import Event


@dataclass(frozen=True, slots=True)
class SignedUp(Event):
    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class JoinedWaitingList(Event):
    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Left(Event):
    signup_id: int
    opportunity_id: int
    role_id: int
    had_seat: bool
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class SeatsAdded(Event):
    role_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Promoted(Event):
    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Unseated(Event):
    """Somebody who had a seat waits again: there are fewer of them."""

    signup_id: int
    opportunity_id: int
    session_id: int | None
