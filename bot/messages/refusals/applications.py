"""Applying cannot be done: what is the case, why, and what can be done now."""

from collections.abc import Callable
from typing import Any

from bot.errors import Refusal
from bot.errors import applications as errors
from bot.errors.signing_up import Opening
from bot.messages.message import Code, Message, Paragraph, Text, paragraph
from bot.messages.postings import applicants_button, details_button, joining
from bot.messages.signups import browse_button
from bot.messages.voice import Voice


def by_application(voice: Voice, error: errors.ByApplication) -> Message:
    """How to apply, in words as well, since a notification shows no buttons."""
    typed = voice.phrase("/volunteer apply {number}", number=str(error.number))
    text = voice.say(
        "{role} in #{number} is by application. To apply, press the button, or type {command}",
        role=error.role,
        number=str(error.number),
        command=Code(f"{typed} {error.role.lower()}"),
    )
    opening = Opening(error.role_id, error.role, full=False, by_application=True)
    return Message((Paragraph(text), *joining(voice, [opening], error.number)))


def first_come(voice: Voice, error: errors.FirstCome) -> Message:
    typed = voice.phrase("/volunteer signup {number}", number=str(error.number))
    text = voice.say(
        "{role} in #{number} needs no application. To sign up, press the button, or type {command}",
        role=error.role,
        number=str(error.number),
        command=Code(f"{typed} {error.role.lower()}"),
    )
    return Message((Paragraph(text), *joining(voice, [Opening(error.role_id, error.role, full=False)], error.number)))


def already_applied(voice: Voice, error: errors.AlreadyApplied) -> Message:
    number = str(error.number)
    text = voice.say(
        "You have applied as {role} for #{number}, and I will tell you the answer. "
        "To take your application back, type {command}",
        role=error.role,
        number=number,
        command=Code(voice.phrase("/volunteer leave {number}", number=number)),
    )
    return paragraph(text).with_button(details_button(voice, error.number))


def already_answered(voice: Voice, error: errors.AlreadyAnswered) -> Message:
    text = voice.say(
        "You applied as {role} for #{number} and were not chosen. You can apply once for each role.",
        role=error.role,
        number=str(error.number),
    )
    return paragraph(text).with_button(browse_button(voice))


def deadline_passed(voice: Voice, error: errors.DeadlinePassed) -> Message:
    text = voice.say(
        "The deadline of #{number} has passed: {day}.", number=str(error.number), day=voice.day(error.deadline)
    )
    return paragraph(text).with_button(browse_button(voice))


def enough_applicants(voice: Voice, error: errors.EnoughApplicants) -> Message:
    text = voice.count(
        "#{number} takes at most {n} unanswered application at a time. Try again in a few days.",
        "#{number} takes at most {n} unanswered applications at a time. Try again in a few days.",
        error.most,
        number=str(error.number),
    )
    return paragraph(text).with_button(browse_button(voice))


def questions_changed(voice: Voice, error: errors.QuestionsChanged) -> Message:
    return paragraph(
        voice.say(
            "The questions of #{number} changed while you were writing, so nothing was sent. "
            "Copy what you wrote, close this, and apply again: {command}",
            number=str(error.number),
            command=Code(voice.phrase("/volunteer apply {number}", number=str(error.number))),
        )
    )


def no_application(voice: Voice, error: errors.NoApplication) -> Message:
    return _applicants(
        voice, error.number, voice.say("This application to #{number} was taken back.", number=str(error.number))
    )


def no_longer_waiting(voice: Voice, error: errors.NoLongerWaiting) -> Message:
    told = voice.say("{name} already has an answer for #{number}.", name=error.name, number=str(error.number))
    return _applicants(voice, error.number, told)


def no_seat_left(voice: Voice, error: errors.NoSeatLeft) -> Message:
    told = voice.say(
        "Every seat as {role} in #{number} is taken, so {name} was not accepted. To add seats, type {command}",
        role=error.role,
        number=str(error.number),
        name=error.name,
        command=Code(voice.phrase("/organize edit {number}", number=str(error.number))),
    )
    return _applicants(voice, error.number, told)


def later_deadline_needed(voice: Voice, error: errors.LaterDeadlineNeeded) -> Message:
    return paragraph(
        voice.say(
            "The deadline of #{number} has passed: {day}. Choose a later one first: {command}",
            number=str(error.number),
            day=voice.day(error.deadline),
            command=Code(voice.phrase("/organize edit {number}", number=str(error.number))),
        )
    )


def _applicants(voice: Voice, number: int, told: Text) -> Message:
    return paragraph(told).with_button(applicants_button(voice, number))


SENTENCES: dict[type[Refusal], Callable[[Voice, Any], Message]] = {
    errors.ByApplication: by_application,
    errors.FirstCome: first_come,
    errors.AlreadyApplied: already_applied,
    errors.AlreadyAnswered: already_answered,
    errors.DeadlinePassed: deadline_passed,
    errors.EnoughApplicants: enough_applicants,
    errors.QuestionsChanged: questions_changed,
    errors.NoApplication: no_application,
    errors.NoLongerWaiting: no_longer_waiting,
    errors.NoSeatLeft: no_seat_left,
    errors.LaterDeadlineNeeded: later_deadline_needed,
}
