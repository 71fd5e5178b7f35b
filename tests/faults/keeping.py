"""A messenger that keeps what was posted, and may fail in each of the ways a platform fails."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.delivery.messenger import Ambiguous, InTime, Posted, Refused, Stamp
from bot.messages.file import File
from bot.messages.message import Message

FAILURES = REFUSED, LOST, LATE = "refused", "lost", "late"
"""The platform said no; nobody knows and it was not done; nobody knows and it was done."""
HELD = "held"
"""Nobody knows, and it is done when the platform catches up."""


class Keeping:
    """`posts` are the messages by the delivery they bear, `shown` what each message says now.

    `now` is the platform's own clock, by which it dates them.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._dated: dict[str, datetime] = {}
        self._held: list[tuple[str, Message, int]] = []
        self.posts: dict[int, list[str]] = defaultdict(list)
        self.shown: dict[str, Message] = {}
        self.trouble: list[str] = []

    def post(self, channel: str, message: Message, stamp: Stamp, in_time: InTime, thread: str = "") -> Posted:
        in_time()
        trouble = self._fails()
        if trouble == HELD:
            self._held.append((channel, message, stamp.delivery))
        if trouble in (LOST, HELD):
            raise Ambiguous("timeout")
        posted = self._keep(channel, message, stamp.delivery)
        if trouble == LATE:
            raise Ambiguous("timeout")
        return posted

    def _keep(self, channel: str, message: Message, delivery_id: int) -> Posted:
        posted = Posted(channel, f"{channel}.{len(self.shown) + 1}")
        self._dated[posted.message] = self._now()
        self.posts[delivery_id].append(posted.message)
        self.shown[posted.message] = message
        return posted

    def catch_up(self) -> None:
        """Does what it took and has not done."""
        while self._held:
            self._keep(*self._held.pop(0))

    def update(self, channel: str, message_id: str, message: Message, in_time: InTime) -> None:
        in_time()
        trouble = self._fails()
        if trouble != LOST:
            self.shown[message_id] = message
        if trouble:
            raise Ambiguous("timeout")

    def send_file(self, channel: str, file: File, in_time: InTime) -> Posted:
        raise NotImplementedError

    def direct_channel(self, platform_user: str) -> str:
        return f"D{platform_user}"

    def find(self, channel: str, stamp: Stamp, since: datetime, thread: str = "") -> str | None:
        borne = (one for one in self.posts.get(stamp.delivery, ()) if one.startswith(f"{channel}."))
        return next((one for one in borne if self._dated[one] >= since), None)

    def _fails(self) -> str:
        trouble = self.trouble.pop(0) if self.trouble else ""
        if trouble == REFUSED:
            raise Refused("ratelimited", timedelta(seconds=5))
        return trouble
