"""There is no such date, or not any more."""

from dataclasses import dataclass

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
    """It has no date, so none can be added or looked through."""

    number: int


@dataclass
class NoSuchDate(Refusal):
    """No date to come of this posting is the one that was typed, or it cannot be read."""

    number: int
    given: str


@dataclass
class OnOtherDates(Refusal):
    """The person is not in the date that is shown, and is in others."""

    number: int
