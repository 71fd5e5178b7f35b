"""What delivery needs of a platform, and how a platform may fail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.messages.file import File
from bot.messages.message import Message

InTime = Callable[[], None]
"""Raises Refused when it is too late to say something. To be asked right before the bytes go."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a message is known again by in a channel's history. `token` is no other delivery's, in no other database:
    ids alone are, since another Elan may speak in the same channel."""

    delivery: int
    token: str


@dataclass(frozen=True, slots=True)
class Posted:
    """Where a message went: the platform's channel and message ids, and in a thread its address, if there is one."""

    channel: str
    message: str
    link: str = ""


class Messenger(Protocol):
    """Sends for one place. Never tries again by itself: only the outbox may, because only it knows."""

    def post(self, channel: str, message: Message, stamp: Stamp, in_time: InTime, thread: str = "") -> Posted:
        """Posts, in the thread of that message if one is given, with the delivery's stamp in the metadata.

        Raises Refused, Ambiguous, Permanent; Gone where the thread's message was deleted.
        """
        ...

    def update(self, channel: str, message_id: str, message: Message, in_time: InTime) -> None:
        """Rewrites a posted message. Raises as `post` does."""
        ...

    def send_file(self, channel: str, file: File, in_time: InTime) -> Posted:
        """Posts a file. Nothing in a channel's history tells it from another. Raises as `post` does; what goes wrong
        before anybody could see it is Refused."""
        ...

    def direct_channel(self, platform_user: str) -> str:
        """The id of the direct-message channel with this user. Raises as `post` does."""
        ...

    def find(self, channel: str, stamp: Stamp, since: datetime, thread: str = "") -> str | None:
        """The message that bears this stamp, if the channel's history since then has it, or that thread's."""
        ...


class Refused(Exception):
    """The platform said no before doing anything: it may be tried again, after `wait`."""

    def __init__(self, reason: str, wait: timedelta) -> None:
        super().__init__(reason)
        self.wait = wait


class Ambiguous(Exception):
    """Nobody knows whether the platform did it."""


class Gone(Exception):
    """The message to rewrite, or to answer in the thread of, was deleted by somebody, who meant it."""


class Permanent(Exception):
    """The platform will never do it as things stand: an archived channel, a bot that was removed."""
