"""What can happen, in the past tense. `bot.reactions` says what follows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is now true. Ids only: whoever reacts looks up today's facts."""


@dataclass(frozen=True, slots=True)
class Submitted(Event):
    """A posting waits for an admin."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Published(Event):
    """A posting opened. `quiet` ones get no card of their own."""

    opportunity_id: int
    approved: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Declined(Event):
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Edited(Event):
    """What a card shows changed."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Moved(Event):
    """The time or the place changed: everyone signed up or waiting must know."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """Its state is another, and only its cards say so."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Closed(Event):
    """Its organizer ended it: it is done."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Cancelled(Event):
    opportunity_id: int


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


@dataclass(frozen=True, slots=True)
class Applied(Event):
    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Withdrawn(Event):
    """Somebody took their application back before it was answered."""

    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Accepted(Event):
    """An application was answered with a seat."""

    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Refused(Event):
    """Applications were answered with no."""

    opportunity_id: int
    signup_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeadlineReached(Event):
    """A posting paused because its last day to come in is over."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class AnswersLate(Event):
    """Applications have waited too long for an answer; the `last` time that is said, it is paused."""

    opportunity_id: int
    last: bool


@dataclass(frozen=True, slots=True)
class SeatsAdded(Event):
    role_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Promoted(Event):
    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Imported(Event):
    """A batch of postings was taken in quietly."""

    community_id: int
    batch: str
    count: int


@dataclass(frozen=True, slots=True)
class Undeliverable(Event):
    """The platform refused a delivery for good."""

    delivery_id: int
