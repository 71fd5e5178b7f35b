"""What all events are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is now true. Ids only: whoever reacts looks up today's facts."""
