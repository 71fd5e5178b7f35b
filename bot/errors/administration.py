"""Running the marketplace cannot be done."""

from dataclasses import dataclass

from bot.errors import Refusal


@dataclass
class AdminsOnly(Refusal):
    """Only the community's admins may do this."""


@dataclass
class TextNeeded(Refusal):
    """Declining needs a text for the organizer."""

    number: int


@dataclass
class EditedSince(Refusal):
    """It was edited after it was shown to who decides on it."""

    number: int


@dataclass
class DateGoneBy(Refusal):
    """A waiting posting's date is past: it cannot be opened as it is."""

    number: int


@dataclass
class NoSuchOrganization(Refusal):
    """No organization of that name, or none was named; `nearest` is the one most like it. It was to be `vetted`, or no
    longer."""

    given: str
    nearest: str
    vetted: bool
