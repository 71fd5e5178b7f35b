"""What wording a delivery comes to, and in whose voice."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.marketplace.people import voice_of
from bot.messages.message import Message
from bot.messages.voice import Voice
from bot.work import Work
from db.models import Account, Delivery, DeliveryState, Person


@dataclass(frozen=True, slots=True)
class Said:
    """The message, if there still is anything to say. `edits` is the message it rewrites, if it rewrites one;
    `later` asks to come back when the card it rewrites has been posted."""

    message: Message | None
    edits: str | None = None
    later: bool = False


NOTHING = Said(None)
ON_ITS_WAY = (DeliveryState.READY, DeliveryState.SENDING, DeliveryState.UNKNOWN)
Wording = Callable[[Work, Delivery], Said]


def reader(work: Work, delivery: Delivery) -> Person:
    account = work.db.get_one(Account, delivery.account_id)
    return work.db.get_one(Person, account.person_id)


def reader_voice(work: Work, delivery: Delivery) -> Voice:
    return voice_of(reader(work, delivery))
