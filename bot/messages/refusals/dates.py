"""One date of several cannot be had, found or called off: what is the case, and what can be done now."""

from collections.abc import Callable
from typing import Any

from bot.errors import Refusal
from bot.errors import dates as errors
from bot.messages.message import Code, Message, joined, paragraph
from bot.messages.postings import dates_button
from bot.messages.sessions import add_button
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
    typed = voice.phrase("/organize add-dates {number}", number=str(error.number))
    return paragraph(
        voice.say(
            "#{number} has no date. Give it its first one with {command}",
            number=str(error.number),
            command=Code(typed),
        )
    ).with_button(add_button(voice, error.number))


def slot_needed(voice: Voice, error: errors.SlotNeeded) -> Message:
    typed = voice.phrase("/organize add-dates {number}", number=str(error.number))
    return paragraph(
        voice.say(
            "#{number} has no slot to choose yet, so nobody could take part. Add the first with {command}",
            number=str(error.number),
            command=Code(typed),
        )
    ).with_button(add_button(voice, error.number))


def no_such_date(voice: Voice, error: errors.NoSuchDate) -> Message:
    """How a date can be typed, and where they can be chosen instead."""
    number, command = str(error.number), Code(voice.phrase("/organize dates {number}", number=str(error.number)))
    if not error.given.strip():
        return paragraph(voice.say("Which date of #{number}? Choose it with {command}", number=number, command=command))
    said = {"given": error.given, "number": number}
    if error.known:
        text = voice.say("#{number} has no single date to come on “{given}”.", **said)
    else:
        text = voice.say("“{given}” is no date.", **said)
    days = voice.several([f"{one.date().isoformat()} ({voice.day(one.date())})" for one in error.coming])
    coming = (" ", *voice.say("Its next dates: {days}.", days=days)) if days else ()
    return paragraph(joined(text, coming, " ", voice.say("See all: {command}", command=command)))


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
    errors.SlotNeeded: slot_needed,
    errors.NoSuchDate: no_such_date,
    errors.OnOtherDates: on_other_dates,
}
