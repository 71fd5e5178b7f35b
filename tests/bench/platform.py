"""A platform that takes what it is given, for as long as it is told to, and counts it."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.delivery.messenger import InTime, Posted, Stamp
from bot.delivery.saying import Said, Wording
from bot.messages.file import File
from bot.messages.message import Message, Paragraph
from bot.work import Work
from db.models import Delivery

NOTICE = "notice"
"""The kind of a delivery that says the same to everybody."""


def _notice(_work: Work, _delivery: Delivery) -> Said:
    return Said(Message((Paragraph(("Tomorrow at 18:30.",)),)))


WORDING: Mapping[str, Wording] = {NOTICE: _notice}


class Platform:
    """`answer` is called for each call, and is what a call costs."""

    def __init__(self, answer: Callable[[], object]) -> None:
        self._answer = answer
        self.posts = 0

    def post(self, channel: str, message: Message, stamp: Stamp, in_time: InTime, thread: str = "") -> Posted:
        self._answer()
        self.posts += 1
        return Posted(channel, str(stamp.delivery))

    def update(self, channel: str, message_id: str, message: Message, in_time: InTime) -> None:
        self._answer()

    def send_file(self, channel: str, file: File, in_time: InTime) -> Posted:
        raise NotImplementedError

    def direct_channel(self, platform_user: str) -> str:
        self._answer()
        return f"D{platform_user}"

    def find(self, channel: str, stamp: Stamp, since: datetime, thread: str = "") -> str | None:
        self._answer()
        return None
