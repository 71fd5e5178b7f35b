"""What happens to a posting."""

from dataclasses import dataclass

from bot.events.event import Event


@dataclass(frozen=True, slots=True)
class Submitted(Event):
    """A posting waits for an admin."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Published(Event):
    """A posting opened. `quiet` ones get no card of their own; `edited`: by the admin who approved it."""

    opportunity_id: int
    approved: bool = False
    quiet: bool = False
    edited: bool = False


@dataclass(frozen=True, slots=True)
class FellDue(Event):
    """The hour had come to publish a draft: its state tells what became of it."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Declined(Event):
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Edited(Event):
    """What a card shows changed."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class EditTold(Event):
    """It was edited, and whoever is signed up or waits is to know; who is in a date that `moved` hears of that."""

    opportunity_id: int
    moved: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved(Event):
    """The time of these sessions changed, and who is in them must know; or the place did, and `everyone` must."""

    opportunity_id: int
    session_ids: tuple[int, ...] = ()
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class DatesCancelled(Event):
    """These sessions were called off together, and their opportunity goes on."""

    opportunity_id: int
    session_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """Its state is another, and only its cards say so."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Expired(Event):
    """Nobody said that it is still open."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Closed(Event):
    """Its organizer ended it: it is done."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Cancelled(Event):
    opportunity_id: int
