"""How long something has been so, by what this process has seen of it itself."""

from collections.abc import Collection
from datetime import timedelta
from typing import TypeVar

from bot.desk import Desk, Seconds

T = TypeVar("T")
PUT_BACK_S = 1.0
"""By how much a clock was put back when it was not only set right."""


class Vigil:
    """Looks every so often, and tells what has been there at every look for long enough.

    It goes by the monotonic clock, and by nothing that anybody wrote down: a wall clock may jump between two looks,
    and other machines' may be hours apart. What it remembers ends with the process; the next one begins anew.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._first: dict[object, float] = {}

    def lasting(self, seen: Collection[T], long: timedelta) -> list[T]:
        """Those seen now that were there for longer than that."""
        now = self._desk.seconds()
        self._first = {one: self._first.get(one, now) for one in seen}
        return [one for one in seen if now - self._first[one] > long.total_seconds()]


class Steps:
    """Notices a wall clock that was put back, by the monotonic one."""

    def __init__(self, wall: Seconds, seconds: Seconds) -> None:
        self._wall = wall
        self._seconds = seconds
        self._apart: float | None = None

    def put_back(self) -> bool:
        """Whether it was since the last look. It may have been, at the first."""
        before, self._apart = self._apart, self._wall() - self._seconds()
        return before is None or before - self._apart > PUT_BACK_S
