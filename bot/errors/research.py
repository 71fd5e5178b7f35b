"""Refusals about research sessions."""

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refusal


@dataclass
class ConsentNeeded(Refusal):
    """Nobody signs up for a research session without its questions and its consent."""

    number: int
    role_id: int
    full: bool


@dataclass
class OneSlot(Refusal):
    """The person has a slot of this research already, or waits for one; or had one, which is `over`."""

    number: int
    session_id: int
    starts_at: datetime
    waiting: bool
    over: bool = False
