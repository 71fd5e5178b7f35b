"""Who came."""

from dataclasses import dataclass

from bot.events.event import Event


@dataclass(frozen=True, slots=True)
class CameAsked(Event):
    """It is over, and its organizers are to say who came; no session where it had no date."""

    opportunity_id: int
    session_id: int | None


@dataclass(frozen=True, slots=True)
class CameNoted(Event):
    """An organizer noted who came, or a page of it."""

    opportunity_id: int
    session_id: int | None


@dataclass(frozen=True, slots=True)
class HoursNoted(Event):
    """Somebody came, and it is noted for how many hours."""

    signup_id: int


@dataclass(frozen=True, slots=True)
class MissedIt(Event):
    """Somebody with a seat is noted as not having come."""

    signup_id: int


@dataclass(frozen=True, slots=True)
class Contested(Event):
    """They say that they were there."""

    signup_id: int
