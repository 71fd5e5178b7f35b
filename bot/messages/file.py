"""A file as the bot means it, before any platform's way of sending one."""

from dataclasses import dataclass

from bot.messages.message import Text


@dataclass(frozen=True, slots=True)
class File:
    """`name` is what it is kept under, `told` what is said beside it."""

    name: str
    title: str
    told: Text
    content: bytes
