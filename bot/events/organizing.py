"""What organizers are asked, and what they do."""

from dataclasses import dataclass

from bot.events.event import Event


@dataclass(frozen=True, slots=True)
class AskedStillOpen(Event):
    """It has been quiet for long, and its organizers are to say whether it is still open."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class SaidOpen(Event):
    """An organizer said that it is still open."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class FellShort(Event):
    """Sessions of a posting are near and short of people: told together, soonest first."""

    session_ids: tuple[int, ...]
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class NoticeWritten(Event):
    """An organizer wrote to these people of a posting."""

    notice_id: int
    person_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AuthorReplaced(Event):
    """A posting has another author; who was it before, and who did that, are not the same."""

    opportunity_id: int
    person_id: int
    by_id: int


@dataclass(frozen=True, slots=True)
class OwnerAdded(Event):
    """Somebody runs a posting from now on, who did not before."""

    opportunity_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PassedOn(Event):
    """The account of that person was closed, and their postings are others' now."""

    person_id: int
    opportunity_ids: tuple[int, ...]
