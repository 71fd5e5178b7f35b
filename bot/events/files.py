"""Files that organizers ask for."""

from dataclasses import dataclass

from bot.events.event import Event


@dataclass(frozen=True, slots=True)
class FileAsked(Event):
    """An organizer wants a file: the roster, of that session or of all there is, or the applicants."""

    opportunity_id: int
    person_id: int
    kind: str
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class FileInDoubt(Event):
    """Nobody knows whether a file arrived, and it is not sent again."""

    delivery_id: int
