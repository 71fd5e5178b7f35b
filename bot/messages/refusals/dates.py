"""One date of several cannot be had, found or called off: what is the case, and what can be done now."""

from collections.abc import Callable
from typing import Any

from bot.errors import Refusal
from bot.errors import dates as errors
from bot.messages.message import Code, Message, paragraph
from bot.messages.postings import dates_button, details_button
from bot.messages.voice import Voice


def date_gone(voice: Voice, error: errors.DateGone) -> Message:
    number = str(error.number)
    if error.cancelled:
        text = voice.say("This date of #{number} is cancelled. It has other dates.", number=number)
    else:
        text = voice.say("This date of #{number} is over. It has other dates.", number=number)
    return paragraph(text).with_button(dates_button(voice, error.number))


def last_date(voice: Voice, error: errors.LastDate) -> Message:
    number, typed = str(error.number), voice.phrase("/organize cancel {number}", number=str(error.number))
    return paragraph(
        voice.say(
            "#{number} would have no date left. To cancel the whole posting, type {command}",
            number=number,
            command=Code(typed),
        )
    )


def no_dates(voice: Voice, error: errors.NoDates) -> Message:
    typed = voice.phrase("/organize edit {number}", number=str(error.number))
    return paragraph(
        voice.say(
            "#{number} has no date. Give it its first one with {command}",
            number=str(error.number),
            command=Code(typed),
        )
    ).with_button(details_button(voice, error.number))


def no_such_date(voice: Voice, error: errors.NoSuchDate) -> Message:
    """How a date can be typed, and where they can be chosen instead."""
    number, command = str(error.number), Code(voice.phrase("/organize dates {number}", number=str(error.number)))
    if error.given.strip():
        text = voice.say(
            "“{given}” does not name one date of #{number} to come. Write it like 2026-12-15, or "
            "choose it with {command}",
            given=error.given,
            number=number,
            command=command,
        )
    else:
        text = voice.say("Which date of #{number}? Choose it with {command}", number=number, command=command)
    return paragraph(text)


def on_other_dates(voice: Voice, error: errors.OnOtherDates) -> Message:
    typed = voice.phrase("/volunteer dates {number}", number=str(error.number))
    text = voice.say(
        "You are not signed up for the next date of #{number}, but for others. Leave them one by one: {command}",
        number=str(error.number),
        command=Code(typed),
    )
    return paragraph(text).with_button(dates_button(voice, error.number))


SENTENCES: dict[type[Refusal], Callable[[Voice, Any], Message]] = {
    errors.DateGone: date_gone,
    errors.LastDate: last_date,
    errors.NoDates: no_dates,
    errors.NoSuchDate: no_such_date,
    errors.OnOtherDates: on_other_dates,
}
