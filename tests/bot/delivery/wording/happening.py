"""What happens to a posting before something is said of it."""

from collections.abc import Callable
from datetime import timedelta

from bot.marketplace import life
from bot.marketplace.people import choose_reminders
from tests.bot.marketplace.village import Village
from tests.town import TUESDAY

Change = Callable[[Village, int], object]


def leaves(village: Village, number: int) -> None:
    village.leaves("ana", number)


def cancels(village: Village, number: int) -> None:
    village.does("rosa", lambda work: life.cancel(work, number, "Rain"))


def closes(village: Village, number: int) -> None:
    village.does("rosa", lambda work: life.pause(work, number))


def moves(village: Village, number: int) -> None:
    village.edits("rosa", number, day=TUESDAY + timedelta(days=7))


def turns_off(village: Village, number: int) -> None:
    village.does("ana", lambda work: choose_reminders(work, "off"))
