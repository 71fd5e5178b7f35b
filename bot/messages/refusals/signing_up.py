"""Signing up or leaving cannot be done: what is the case, why, and what can be done now."""

from collections.abc import Callable
from typing import Any

from bot.errors import Refusal
from bot.errors import signing_up as errors
from bot.messages.message import Button, Code, Message, Paragraph, joined, paragraph
from bot.messages.organized import organized_button
from bot.messages.postings import details_button, joining
from bot.messages.signups import browse_button
from bot.messages.voice import N_, Value, Voice
from db.models import OpportunityState


def no_such_opportunity(voice: Voice, error: errors.NoSuchOpportunity) -> Message:
    if error.number is not None:
        text = voice.say("There is no opportunity #{number}.", number=str(error.number))
    else:
        text = voice.say("This opportunity is no longer there.")
    return paragraph(text).with_button(organized_button(voice) if error.organizing else browse_button(voice))


def role_gone(voice: Voice, error: errors.RoleGone) -> Message:
    text = voice.say("#{number} no longer has the role {role}.", number=str(error.number), role=error.role)
    return paragraph(text).with_button(details_button(voice, error.number))


def no_such_role(voice: Voice, error: errors.NoSuchRole) -> Message:
    return paragraph(
        voice.say(
            "“{given}” does not name one role of #{number}. Its roles: {roles}.",
            number=str(error.number),
            given=error.given,
            roles=voice.several(error.roles),
        )
    ).with_button(details_button(voice, error.number))


def role_needed(voice: Voice, error: errors.RoleNeeded) -> Message:
    """Which roles there are and what to type, in words: a notification shows no buttons."""
    number = str(error.number)
    first = next((role for role in error.roles if not role.full), error.roles[0])
    typed = voice.phrase("/volunteer signup {number}", number=number)
    if first.by_application:
        typed = voice.phrase("/volunteer apply {number}", number=number)
    told: dict[str, Value] = {
        "number": number,
        "roles": voice.several([role.name for role in error.roles]),
        "command": Code(f"{typed} {first.name.lower()}"),
    }
    if error.own:
        text = voice.count(
            "You are already signed up for #{number} ({own}). Its other role: {roles}. "
            "To take it too, choose it or type {command}",
            "You are already signed up for #{number} ({own}). Its other roles: {roles}. "
            "To take one too, choose it or type {command}",
            len(error.roles),
            own=voice.several(error.own),
            **told,
        )
    else:
        text = voice.say("#{number} has several roles: {roles}. Choose one, or type {command}", **told)
    return Message((Paragraph(text), *joining(voice, error.roles, error.number)))


def already_signed_up(voice: Voice, error: errors.AlreadySignedUp) -> Message:
    if error.waiting:
        text = voice.say(
            "You are already on the waiting list for {role} in #{number}.", role=error.role, number=str(error.number)
        )
    else:
        text = voice.say("You are already in as {role} for #{number}.", role=error.role, number=str(error.number))
    return paragraph(text).with_button(details_button(voice, error.number))


def role_full(voice: Voice, error: errors.RoleFull) -> Message:
    """How many wait, and how to wait too: in words as well, since a notification shows no buttons."""
    if error.started:
        text = voice.say("#{number} has started: {role} takes nobody new.", role=error.role, number=str(error.number))
    else:
        text = voice.say("{role} in #{number} is full.", role=error.role, number=str(error.number))
    typed = voice.phrase("/volunteer waitlist {number}", number=str(error.number))
    command = Code(f"{typed} {error.role.lower()}")
    if error.ahead:
        line = voice.count(
            "{n} person is waiting. To wait too, press the button, or type {command}",
            "{n} people are waiting. To wait too, press the button, or type {command}",
            error.ahead,
            command=command,
        )
    else:
        line = voice.say("To be first on the waiting list, press the button, or type {command}", command=command)
    wait = Button(
        voice.phrase("Join waiting list: {role}", role=error.role), "signup.wait", str(error.role_id), style="primary"
    )
    return paragraph(joined(text, " ", line)).with_button(wait, browse_button(voice))


NOT_OPEN = {
    OpportunityState.DRAFT: N_("#{number} is a draft: nobody can sign up yet."),
    OpportunityState.SUBMITTED: N_("#{number} is still waiting for review: nobody can sign up yet."),
    OpportunityState.PAUSED: N_("#{number} is paused: it takes no sign-ups for now."),
    OpportunityState.FILLED: N_("#{number} is filled: it takes no more sign-ups."),
    OpportunityState.IN_PROGRESS: N_("#{number} is in progress: it takes no more sign-ups."),
    OpportunityState.EXPIRED: N_("#{number} has expired: its organizer did not say whether it is still open."),
    OpportunityState.COMPLETED: N_("#{number} is over."),
    OpportunityState.DECLINED: N_("#{number} was declined: nobody can sign up."),
    OpportunityState.CANCELLED: N_("#{number} was cancelled."),
}


def not_open(voice: Voice, error: errors.NotOpen) -> Message:
    sentence = NOT_OPEN[OpportunityState(error.state)]
    return paragraph(voice.say(sentence, number=str(error.number))).with_button(browse_button(voice))


def already_over(voice: Voice, error: errors.AlreadyOver) -> Message:
    return paragraph(voice.say("#{number} is over.", number=str(error.number))).with_button(browse_button(voice))


def already_started(voice: Voice, error: errors.AlreadyStarted) -> Message:
    return paragraph(
        voice.say(
            "#{number} has already started, so you can no longer leave it here. Tell the organizer directly.",
            number=str(error.number),
        )
    ).with_button(details_button(voice, error.number))


def not_signed_up(voice: Voice, error: errors.NotSignedUp) -> Message:
    told: dict[str, Value] = {"number": str(error.number), "command": Code(voice.word("/volunteer mine"))}
    if error.role:
        text = voice.say(
            "You are not signed up for #{number} ({role}). What you are in: {command}", role=error.role, **told
        )
    else:
        text = voice.say("You are not signed up for #{number}. What you are in: {command}", **told)
    return paragraph(text).with_button(details_button(voice, error.number))


SENTENCES: dict[type[Refusal], Callable[[Voice, Any], Message]] = {
    errors.NoSuchOpportunity: no_such_opportunity,
    errors.NoSuchRole: no_such_role,
    errors.RoleNeeded: role_needed,
    errors.AlreadySignedUp: already_signed_up,
    errors.RoleFull: role_full,
    errors.RoleGone: role_gone,
    errors.NotOpen: not_open,
    errors.AlreadyOver: already_over,
    errors.AlreadyStarted: already_started,
    errors.NotSignedUp: not_signed_up,
}
