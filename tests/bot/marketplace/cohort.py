"""Postings by application in the village, and who applies to them."""

from collections.abc import Callable
from typing import Any

from bot.marketplace import applicants, applications, signups
from bot.messages.form import Answer
from bot.work import Work
from tests.bot.marketplace.village import UNDATED, Village

BY_APPLICATION: dict[str, Any] = {**UNDATED, "entry": "application", "roles": "Fellow 2"}
NOTE = "I have drawn maps for ten years."


def asks(village: Village, author: str = "rosa", **changes: Answer) -> int:
    """A posting by application, for two fellows; its number."""
    return village.posts(author, **{**BY_APPLICATION, **changes})


def applying(number: int, role: str = "", **answers: Answer) -> Callable[[Work], int]:
    """The rule of applying, from the dialog to its coming back; the sign-up's id. For `does` and `refused`."""

    def rule(work: Work) -> int:
        asked = applications.start(work, signups.find_seat(work, number, role))
        form = {"role": str(asked.seat.role_id), "version": asked.version}
        filled = {"note": NOTE, **{f"answer_{n}": "Yes" for n, _one in enumerate(asked.opportunity.questions, 1)}}
        applications.apply(work, {**filled, **answers}, form)
        return signups.seat_with_id(work, asked.seat.role_id).signup_id or 0

    return rule


def applies(village: Village, who: str, number: int, role: str = "", **answers: Answer) -> int:
    """Somebody applies; their sign-up's id."""
    return village.does(who, applying(number, role, **answers))


def declines(village: Village, who: str, signup_id: int, text: str = "") -> None:
    village.does(who, lambda work: applicants.decline(work, {"application": str(signup_id)}, {"text": text}))


def declines_rest(village: Village, who: str, number: int, text: str = "", state: str = "applied") -> int:
    """How many were told no."""

    def rule(work: Work) -> int:
        rest = applicants.start_rest(work, number, state)
        form = {"number": str(number), "state": state, "last": str(rest.last)}
        return applicants.decline_rest(work, form, {"text": text}).count

    return village.does(who, rule)
