"""What happens to a whole community."""

from dataclasses import dataclass

from bot.events.event import Event


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


@dataclass(frozen=True, slots=True)
class Vetted(Event):
    """An organization is vetted now, or no longer."""

    organization_id: int


@dataclass(frozen=True, slots=True)
class FeedFailed(Event):
    """A feed could not be read, several times in a row."""

    feed_id: int
