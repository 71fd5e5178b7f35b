"""What went over the wire between the workspace and the app, newest last."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Direction = Literal["to app", "from app"]

KEPT = 500


@dataclass(frozen=True)
class Traffic:
    """One exchange. `name` is the API method or envelope type, `summary` a line, `body` the JSON.

    `body["milliseconds"]` is how long it took, in real time.
    """

    at: datetime
    direction: Direction
    name: str
    summary: str
    body: Any


class TrafficLog(deque[Traffic]):
    """The last exchanges, a bounded number of them."""

    def __init__(self) -> None:
        super().__init__(maxlen=KEPT)

    def named(self, name: str) -> list[Traffic]:
        return [entry for entry in self if entry.name == name]
