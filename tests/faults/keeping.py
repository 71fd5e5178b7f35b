"""A messenger that keeps what was posted, and may fail in each of the ways a platform fails."""

from collections import defaultdict
from datetime import datetime, timedelta

from bot.delivery.messenger import Ambiguous, Posted, Refused
from bot.messages.message import Message

FAILURES = REFUSED, LOST, LATE = "refused", "lost", "late"
"""The platform said no; nobody knows and it was not done; nobody knows and it was done."""


class Keeping:
    """`posts` are the messages by the delivery they bear, `shown` what each message says now."""

    def __init__(self) -> None:
        self.posts: dict[int, list[str]] = defaultdict(list)
        self.shown: dict[str, Message] = {}
        self.trouble: list[str] = []

    def post(self, channel: str, message: Message, delivery_id: int) -> Posted:
        trouble = self._fails()
        if trouble == LOST:
            raise Ambiguous("timeout")
        posted = Posted(channel, f"{channel}.{len(self.shown) + 1}")
        self.posts[delivery_id].append(posted.message)
        self.shown[posted.message] = message
        if trouble == LATE:
            raise Ambiguous("timeout")
        return posted

    def update(self, channel: str, message_id: str, message: Message) -> None:
        trouble = self._fails()
        if trouble != LOST:
            self.shown[message_id] = message
        if trouble:
            raise Ambiguous("timeout")

    def direct_channel(self, platform_user: str) -> str:
        return f"D{platform_user}"

    def find(self, channel: str, delivery_id: int, since: datetime) -> str | None:
        return next((one for one in self.posts.get(delivery_id, ()) if one.startswith(f"{channel}.")), None)

    def _fails(self) -> str:
        trouble = self.trouble.pop(0) if self.trouble else ""
        if trouble == REFUSED:
            raise Refused("ratelimited", timedelta(seconds=5))
        return trouble
