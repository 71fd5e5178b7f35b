"""What a delivery would say now, as words."""

from collections.abc import Iterator

from bot.delivery.saying import Said
from bot.delivery.wording import WORDING
from bot.messages.message import Message, Paragraph, plain
from db.models import Delivery
from tests.bot.marketplace.village import Village


def said(village: Village, kind: str) -> Said:
    """What the newest delivery of that kind would say now."""
    delivery = village.owed(kind, state=None)[-1]
    return village.sees(lambda work: WORDING[kind](work, work.db.get_one(Delivery, delivery.id)))


def words(found: Said) -> list[str]:
    """Its paragraphs, line by line."""
    assert isinstance(found.message, Message)
    return list(_lines(found.message))


def _lines(message: Message) -> Iterator[str]:
    for part in message.parts:
        if isinstance(part, Paragraph):
            yield from plain(part.text).split("\n")
