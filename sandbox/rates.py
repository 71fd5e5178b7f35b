"""How often each method may be called. docs.slack.dev/apis/web-api/rate-limits"""

import math
from dataclasses import dataclass

from sandbox.clock import Clock

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
"""Calls a minute, for a method and workspace."""

METHOD_TIERS = {
    "users.list": 2,
    "conversations.list": 2,
    "chat.update": 3,
    "chat.delete": 3,
    "conversations.open": 3,
    "conversations.info": 3,
    "conversations.history": 3,
    "conversations.replies": 3,
    "conversations.join": 3,
    "conversations.invite": 3,
    "users.conversations": 3,
    "team.info": 3,
    "reactions.add": 3,
    "views.open": 4,
    "views.push": 4,
    "views.update": 4,
    "views.publish": 4,
    "chat.postEphemeral": 4,
    "users.info": 4,
    "conversations.members": 4,
    "files.getUploadURLExternal": 4,
    "files.completeUploadExternal": 4,
}

SPECIAL = {"auth.test": 300, "api.test": 300, "chat.getPermalink": 300, "apps.connections.open": 10}
"""Calls a minute where the documentation gives no tier, or where reconnecting needs more than one."""

POSTS_A_SECOND = 1.0
"""chat.postMessage: about one a second for each channel."""


@dataclass
class Bucket:
    """A token bucket: `capacity` at most, `speed` tokens a second. `at` is seconds since the epoch."""

    capacity: float
    speed: float
    level: float
    at: float

    def take(self, now: float) -> float:
        """Take one; 0 when there was one, else the seconds until there is."""
        self.level = min(self.capacity, self.level + max(0.0, now - self.at) * self.speed)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0.0
        return (1 - self.level) / self.speed


class Rates:
    """All buckets, on the workspace's clock. Off, nothing is ever refused."""

    def __init__(self, clock: Clock, strict: bool = False) -> None:
        self.strict = strict
        self._clock = clock
        self._buckets: dict[tuple[str, str], Bucket] = {}

    def wait(self, method: str, channel: str = "") -> int:
        """Count a call; 0 when it may go on, else whole seconds for `Retry-After`."""
        if not self.strict:
            return 0
        if method == "chat.postMessage":
            seconds = self._bucket(method, channel, 1.0, POSTS_A_SECOND).take(self._now())
        else:
            a_minute = float(SPECIAL.get(method) or TIERS[METHOD_TIERS.get(method, 3)])
            seconds = self._bucket(method, "", a_minute, a_minute / 60).take(self._now())
        return math.ceil(seconds)

    def _now(self) -> float:
        return self._clock.now().timestamp()

    def _bucket(self, method: str, channel: str, capacity: float, speed: float) -> Bucket:
        key = (method, channel)
        if key not in self._buckets:
            self._buckets[key] = Bucket(capacity, speed, capacity, self._now())
        return self._buckets[key]
