"""Who applied, and what was answered."""

from dataclasses import dataclass

from bot.events.event import Event


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
