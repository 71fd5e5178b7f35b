"""Somebody cannot be asked to join, or can no longer answer: why, and what can be done."""

from collections.abc import Callable
from typing import Any

from bot.errors import Refusal
from bot.errors import invitations as errors
from bot.messages.message import Code, Message, paragraph
from bot.messages.postings import details_button
from bot.messages.voice import Voice


def person_needed(voice: Voice, error: errors.PersonNeeded) -> Message:
    """How to name somebody so that the platform says who is meant."""
    example = Code(voice.phrase("/organize add {number} @ana", number=str(error.number)))
    if error.given:
        text = voice.say(
            "I cannot tell who “{given}” is. Choose the person from the list that @ opens: {example}",
            given=error.given,
            example=example,
        )
    else:
        text = voice.say("Who do you want to ask? Type for example {example}", example=example)
    return paragraph(text)


def not_met(voice: Voice, error: errors.NotMet) -> Message:
    return paragraph(
        voice.say(
            "I cannot write to them: this is an app, a closed account or somebody from another "
            "workspace, or Slack did not answer. If they are a member of this workspace, try again "
            "in a minute."
        )
    )


def invited_oneself(voice: Voice, error: errors.InvitedOneself) -> Message:
    command = Code(voice.phrase("/volunteer signup {number}", number=str(error.number)))
    return paragraph(voice.say("To take part yourself, type {command}", command=command))


def role_to_name(voice: Voice, error: errors.RoleToName) -> Message:
    typed = voice.phrase("/organize add {number} @ana", number=str(error.number))
    text = voice.say(
        "#{number} has several roles: {roles}. Name one, for example {example}",
        number=str(error.number),
        roles=voice.several(error.roles),
        example=Code(f"{typed} {error.roles[0].lower()}"),
    )
    return paragraph(text)


def already_involved(voice: Voice, error: errors.AlreadyInvolved) -> Message:
    text = voice.say(
        "{name} already has a seat in #{number} as {role}, is waiting for one, has applied, or "
        "got an answer. Who is in: {command}",
        name=error.name,
        number=str(error.number),
        role=error.role,
        command=Code(voice.phrase("/organize roster {number}", number=str(error.number))),
    )
    return paragraph(text).with_button(details_button(voice, error.number))


def already_invited(voice: Voice, error: errors.AlreadyInvited) -> Message:
    return paragraph(
        voice.say(
            "{name} was already asked to join #{number}, and has not answered yet.",
            name=error.name,
            number=str(error.number),
        )
    )


def said_no(voice: Voice, error: errors.SaidNo) -> Message:
    return paragraph(
        voice.say(
            "{name} was asked to join #{number} and said no. Nobody is asked twice.",
            name=error.name,
            number=str(error.number),
        )
    )


def too_many(voice: Voice, error: errors.TooManyInvitations) -> Message:
    return paragraph(
        voice.count(
            "You asked {n} person in the last 24 hours. Wait a day, or post in a channel.",
            "You asked {n} people in the last 24 hours. Wait a day, or post in a channel.",
            error.most,
        )
    )


def invitation_over(voice: Voice, error: errors.InvitationOver) -> Message:
    text = voice.say(
        "#{number} has started or is over: it is too late to ask people to join.", number=str(error.number)
    )
    return paragraph(text).with_button(details_button(voice, error.number))


def invitation_answered(voice: Voice, error: errors.InvitationAnswered) -> Message:
    text = voice.say(
        "You already said yes to #{number}. To leave it, type {command}",
        number=str(error.number),
        command=Code(voice.phrase("/volunteer leave {number}", number=str(error.number))),
    )
    return paragraph(text).with_button(details_button(voice, error.number))


SENTENCES: dict[type[Refusal], Callable[[Voice, Any], Message]] = {
    errors.PersonNeeded: person_needed,
    errors.NotMet: not_met,
    errors.InvitedOneself: invited_oneself,
    errors.RoleToName: role_to_name,
    errors.AlreadyInvolved: already_involved,
    errors.AlreadyInvited: already_invited,
    errors.SaidNo: said_no,
    errors.TooManyInvitations: too_many,
    errors.InvitationOver: invitation_over,
    errors.InvitationAnswered: invitation_answered,
}
