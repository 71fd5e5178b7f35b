"""Running a posting cannot be done: who may, what state it is in, what is missing."""

from collections.abc import Callable
from typing import Any

from bot.errors import Refusal
from bot.errors import organizing as errors
from bot.marketplace.states import MOVES
from bot.messages.drafts import duplicate_button
from bot.messages.message import Button, Code, Message, paragraph
from bot.messages.postings import details_button
from bot.messages.vocabulary import STATES
from bot.messages.voice import Voice
from db.models import OpportunityState


def not_yours(voice: Voice, error: errors.NotYours) -> Message:
    return paragraph(
        voice.say(
            "Only the organizers of #{number} and the admins can do this. What you organize: {command}",
            number=str(error.number),
            command=Code(voice.word("/organize mine")),
        )
    )


def wrong_state(voice: Voice, error: errors.WrongState) -> Message:
    """Already so; ended for good; or not open yet: each with what can be done."""
    number, state = str(error.number), OpportunityState(error.state)
    told = voice.word(STATES[state])
    if error.state == error.wanted:
        text = voice.say(
            "#{number} is already in that state: {state}. There is nothing to change.", number=number, state=told
        )
    elif not MOVES[state]:
        text = voice.say(
            "#{number} has ended for good: {state}. To post another like it: {command}",
            number=number,
            state=told,
            command=Code(voice.phrase("/organize duplicate {number}", number=number)),
        )
        again = duplicate_button(voice, error.number)
        return paragraph(text).with_button(again, details_button(voice, error.number))
    elif state is OpportunityState.SUBMITTED:
        text = voice.say("#{number} is waiting for review. Until then it can be edited or cancelled.", number=number)
    else:
        text = voice.say("#{number} cannot be changed that way. Its state: {state}.", number=number, state=told)
    return paragraph(text).with_button(details_button(voice, error.number))


def not_yet_started(voice: Voice, error: errors.NotYetStarted) -> Message:
    text = voice.say("#{number} has not started yet. Note who came once it has.", number=str(error.number))
    return paragraph(text).with_button(details_button(voice, error.number))


def nobody_came(voice: Voice, error: errors.NobodyCame) -> Message:
    text = voice.say("Nobody had a seat in #{number}: there is nobody to note.", number=str(error.number))
    return paragraph(text).with_button(details_button(voice, error.number))


def nothing_to_send(voice: Voice, error: errors.NothingToSend) -> Message:
    text = voice.say(
        "Nobody is signed up for #{number}, is waiting or has applied: there is no file to send.",
        number=str(error.number),
    )
    return paragraph(text).with_button(details_button(voice, error.number))


def nobody_to_tell(voice: Voice, error: errors.NobodyToTell) -> Message:
    text = voice.say(
        "Nobody is signed up for #{number} or waiting: there is nobody to write to.", number=str(error.number)
    )
    return paragraph(text).with_button(details_button(voice, error.number))


def too_many_notices(voice: Voice, error: errors.TooManyNotices) -> Message:
    text = voice.count(
        "The people in #{number} got {n} message in the last 24 hours. Wait a day, or write in the channel.",
        "The people in #{number} got {n} messages in the last 24 hours. Wait a day, or write in the channel.",
        error.most,
        number=str(error.number),
    )
    return paragraph(text).with_button(details_button(voice, error.number))


def changed_meanwhile(voice: Voice, error: errors.ChangedMeanwhile) -> Message:
    again = Code(voice.phrase("/organize edit {number}", number=str(error.number)))
    return paragraph(
        voice.say(
            "Somebody else changed #{number} while you were editing, so nothing was saved. "
            "Copy what you wrote, close this, and open it again: {command}",
            number=str(error.number),
            command=again,
        )
    )


def date_to_mend(voice: Voice, error: errors.DateToMend) -> Message:
    edit = Button(voice.word("Edit"), "opportunity.edit", str(error.number))
    return paragraph(
        voice.say("The date of #{number} has passed. Give it another, then publish it.", number=str(error.number))
    ).with_button(edit)


def help_asked(voice: Voice, error: errors.HelpAsked) -> Message:
    text = voice.say(
        "Help with #{number} was already asked for. It can be asked for once for each date.", number=str(error.number)
    )
    return paragraph(text).with_button(details_button(voice, error.number))


def nobody_missing(voice: Voice, error: errors.NobodyMissing) -> Message:
    text = voice.say("Nobody is missing from #{number} any more: every seat is taken.", number=str(error.number))
    return paragraph(text).with_button(details_button(voice, error.number))


SENTENCES: dict[type[Refusal], Callable[[Voice, Any], Message]] = {
    errors.NotYours: not_yours,
    errors.WrongState: wrong_state,
    errors.NotYetStarted: not_yet_started,
    errors.NobodyCame: nobody_came,
    errors.NothingToSend: nothing_to_send,
    errors.NobodyToTell: nobody_to_tell,
    errors.TooManyNotices: too_many_notices,
    errors.ChangedMeanwhile: changed_meanwhile,
    errors.DateToMend: date_to_mend,
    errors.HelpAsked: help_asked,
    errors.NobodyMissing: nobody_missing,
}
