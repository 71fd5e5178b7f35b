"""There is no such date, or not any more."""

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refusal


@dataclass
class DateGone(Refusal):
    """One date of several was called off, or is over; others are to come."""

    number: int
    cancelled: bool


@dataclass
class LastDate(Refusal):
    """The only date left cannot be called off, nor can all that are left together: that is cancelling the posting."""

    number: int


@dataclass
class NoDates(Refusal):
    """It has no date, so there is no rule of them to change."""

    number: int


@dataclass
class SlotNeeded(Refusal):
    """A research session without a slot is not published: nobody could take part."""

    number: int


@dataclass
class NoSuchDate(Refusal):
    """No date to come of this posting is the one that was typed, or it cannot be read. `known`: it is a day; `coming`:
    the next dates that there are, as local times."""

    number: int
    given: str
    known: bool = False
    coming: tuple[datetime, ...] = ()


@dataclass
class OnOtherDates(Refusal):
    """The person is not in the date that is shown, and is in others."""

    number: int
