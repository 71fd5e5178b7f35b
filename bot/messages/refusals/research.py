"""A slot of a research session cannot be taken: what is the case, and what can be done now."""

from collections.abc import Callable
from typing import Any

from bot.errors import Refusal
from bot.errors import research as errors
from bot.errors.signing_up import Opening
from bot.messages.message import Code, Message, Paragraph, paragraph
from bot.messages.postings import dates_button, details_button, joining, leave_button
from bot.messages.voice import Voice


def consent_needed(voice: Voice, error: errors.ConsentNeeded) -> Message:
    """Typed words cannot consent: the button opens the dialog."""
    text = voice.say(
        "#{number} is a research session: it asks a few things first. Press the button.", number=str(error.number)
    )
    opening = Opening(error.role_id, "", error.full, by_slot=True)
    return Message((Paragraph(text), *joining(voice, [opening], error.number, dates_button(voice, error.number))))


def one_slot(voice: Voice, error: errors.OneSlot) -> Message:
    """Which slot they have, and how to change: leave it, then choose another."""
    number, when = str(error.number), voice.when(error.starts_at)
    if error.over:
        told = voice.say(
            "You took part in #{number} already: {when}. There is one slot a person.", number=number, when=when
        )
        return paragraph(told).with_button(details_button(voice, error.number))
    command = Code(voice.phrase("/volunteer dates {number}", number=number))
    if error.waiting:
        text = voice.say(
            "You are already waiting for a slot of #{number}: {when}. Each person may have one. To "
            "change, leave it, then choose another: {command}",
            number=number,
            when=when,
            command=command,
        )
    else:
        text = voice.say(
            "You already have a slot of #{number}: {when}. Each person may have one. To change, "
            "leave it, then choose another: {command}",
            number=number,
            when=when,
            command=command,
        )
    return paragraph(text).with_button(
        leave_button(voice, error.number, error.session_id), dates_button(voice, error.number)
    )


SENTENCES: dict[type[Refusal], Callable[[Voice, Any], Message]] = {
    errors.ConsentNeeded: consent_needed,
    errors.OneSlot: one_slot,
}
