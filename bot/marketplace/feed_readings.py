"""What a feed said, as plain text: values and nothing else, since a process of its own makes them of its bytes."""

from dataclasses import astuple, dataclass
from hashlib import sha256

MOST_ITEMS = 2_000
"""Items of a feed that are looked at; what comes after them is not."""


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed says of one thing, as plain text. `starts` and `ends` are local times in ISO 8601, in `timezone`,
    or the community's where that is empty; `over` is the day on which something without hours is over. `others` are
    the dates after the first, a line each: "2026-12-08T18:30:00/2026-12-08T20:30:00"."""

    key: str
    title: str
    text: str = ""
    link: str = ""
    where: str = ""
    starts: str = ""
    ends: str = ""
    timezone: str = ""
    over: str = ""
    others: str = ""

    @property
    def digest(self) -> str:
        """What is said of other dates counts only where there are any: older digests stay as they are."""
        *said, others = astuple(self)
        return sha256(repr((*said, others) if others else tuple(said)).encode()).hexdigest()

    @property
    def known_by(self) -> str:
        return sha256(self.key.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a feed said. Not `whole`: it has more items than are looked at, or breaks off."""

    title: str
    items: tuple[Item, ...]
    whole: bool = True
