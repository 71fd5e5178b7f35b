"""What is said when something cannot be done: a sentence for every refusal there is."""

from collections.abc import Callable
from typing import Any

from bot.errors import Faults, Refusal
from bot.messages.faults import fault
from bot.messages.message import Code, Message, paragraph
from bot.messages.refusals import (
    administration,
    applications,
    dates,
    invitations,
    organizing,
    questions,
    research,
    signing_up,
    typed,
)
from bot.messages.voice import Voice


def refusal(voice: Voice, error: Refusal) -> Message:
    """The sentence for this refusal."""
    return SENTENCES[type(error)](voice, error)


def unexpected(voice: Voice, reference: str) -> Message:
    """Something broke that nobody foresaw."""
    return paragraph(
        voice.say(
            "Something went wrong and nothing was changed. Try again. "
            "If it happens again, give an admin this reference: {reference}",
            reference=Code(reference),
        )
    )


def unopened(voice: Voice) -> Message:
    """The platform shows no dialog."""
    return paragraph(voice.say("Slack did not open the form. Try again."))


def faults(voice: Voice, error: Faults) -> Message:
    """Where a dialog cannot show them beside its fields."""
    return paragraph(" ".join(fault(voice, one) for one in error.fields.values()))


SENTENCES: dict[type[Refusal], Callable[[Voice, Any], Message]] = {
    Faults: faults,
    **typed.SENTENCES,
    **signing_up.SENTENCES,
    **dates.SENTENCES,
    **applications.SENTENCES,
    **research.SENTENCES,
    **invitations.SENTENCES,
    **questions.SENTENCES,
    **organizing.SENTENCES,
    **administration.SENTENCES,
}
"""A sentence for every refusal there is."""
