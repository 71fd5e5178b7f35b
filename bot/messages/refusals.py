"""What is said when something cannot be done: what is the case, why, and what can be done now."""

from collections.abc import Callable
from typing import Any

from bot import errors
from bot.marketplace.states import MOVES
from bot.messages.message import Button, Code, Message, joined, lines, paragraph
from bot.messages.postings import details_button
from bot.messages.signups import browse_button
from bot.messages.vocabulary import STATES
from bot.messages.voice import N_, Voice
from db.models import OpportunityState

COMMANDS = {
    "volunteer": N_("/volunteer help"),
    "organize": N_("/organize help"),
    "volunteer-admin": N_("/volunteer-admin help"),
}
NUMBERED = {
    "volunteer show": N_("/volunteer show 12"),
    "volunteer signup": N_("/volunteer signup 12"),
    "volunteer waitlist": N_("/volunteer waitlist 12"),
    "volunteer leave": N_("/volunteer leave 12"),
    "organize edit": N_("/organize edit 12"),
    "organize roster": N_("/organize roster 12"),
    "organize close": N_("/organize close 12"),
    "organize reopen": N_("/organize reopen 12"),
    "organize cancel": N_("/organize cancel 12"),
    "volunteer-admin approve": N_("/volunteer-admin approve 12"),
    "volunteer-admin decline": N_("/volunteer-admin decline 12 reason"),
}
CHOICES = {
    "volunteer language": (N_("/volunteer language en"), N_("/volunteer language fr")),
    "volunteer reminders": (N_("/volunteer reminders on"), N_("/volunteer reminders off")),
    "volunteer-admin settings": (
        N_("/volunteer-admin settings moderation on"),
        N_("/volunteer-admin settings language fr"),
        N_("/volunteer-admin settings timezone America/Toronto"),
        N_("/volunteer-admin settings digest monday 9:00"),
    ),
    "volunteer-admin channels": (
        N_("/volunteer-admin channels #general"),
        N_("/volunteer-admin channels #general event research"),
        N_("/volunteer-admin channels #general off"),
    ),
}


def refusal(voice: Voice, error: errors.Refusal) -> Message:
    """The sentence for this refusal."""
    return SENTENCES[type(error)](voice, error)


def unknown_command(voice: Voice, error: errors.UnknownCommand) -> Message:
    if error.nearest:
        did_you_mean = voice.say(
            "There is no command “{given}”. Did you mean {nearest}?",
            given=error.given,
            nearest=Code(f"{error.command} {error.nearest}"),
        )
        return paragraph(did_you_mean, " ", _all_commands(voice, error.command))
    no_command = voice.say("There is no command “{given}”.", given=error.given)
    return paragraph(no_command, " ", _all_commands(voice, error.command))


def _all_commands(voice: Voice, command: str) -> Any:
    asked = voice.word("help")
    return voice.say("All commands: {help}", help=Code(f"{command} {asked}"))


def no_longer_there(voice: Voice, error: errors.NoLongerThere) -> Message:
    return paragraph(
        voice.say("This button no longer works. Start again: {command}", command=Code(voice.word("/volunteer")))
    ).with_button(browse_button(voice))


def number_needed(voice: Voice, error: errors.NumberNeeded) -> Message:
    example = Code(voice.word(NUMBERED[error.command]))
    if error.given:
        text = voice.say(
            "“{given}” is not the number of an opportunity. Type for example {example}",
            given=error.given,
            example=example,
        )
    else:
        text = voice.say("Which opportunity? Type its number, for example {example}", example=example)
    return paragraph(text).with_button(browse_button(voice))


def no_such_opportunity(voice: Voice, error: errors.NoSuchOpportunity) -> Message:
    if error.number:
        text = voice.say("There is no opportunity #{number}.", number=str(error.number))
    else:
        text = voice.say("This opportunity is no longer there.")
    return paragraph(text).with_button(browse_button(voice))


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
    text = voice.say("#{number} has several roles. Which one?", number=str(error.number))
    ways = [
        Button(voice.phrase("Join as {role}", role=name), "signup.join", str(role_id)) for role_id, name in error.roles
    ]
    return paragraph(text).with_button(*ways)


def already_signed_up(voice: Voice, error: errors.AlreadySignedUp) -> Message:
    if error.waiting:
        text = voice.say(
            "You are already on the waiting list for {role} in #{number}.", role=error.role, number=str(error.number)
        )
    else:
        text = voice.say("You are already in as {role} for #{number}.", role=error.role, number=str(error.number))
    return paragraph(text).with_button(details_button(voice, error.number))


def role_full(voice: Voice, error: errors.RoleFull) -> Message:
    text = voice.say("{role} in #{number} is full.", role=error.role, number=str(error.number))
    if error.ahead:
        line = voice.count(
            "{n} person is waiting. You can wait too:",
            "{n} people are waiting. You can wait too:",
            error.ahead,
        )
    else:
        line = voice.say("You are first on the waiting list if you like:")
    wait = Button(
        voice.phrase("Join waiting list: {role}", role=error.role), "signup.wait", str(error.role_id), style="primary"
    )
    return paragraph(joined(text, " ", line)).with_button(wait, browse_button(voice))


NOT_OPEN = {
    OpportunityState.SUBMITTED: N_("#{number} is still waiting for review: nobody can sign up yet."),
    OpportunityState.CLOSED: N_("#{number} is closed: it takes no more sign-ups."),
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
    return paragraph(
        voice.say(
            "You are not signed up for #{number}. What you are in: {command}",
            number=str(error.number),
            command=Code(voice.word("/volunteer mine")),
        )
    ).with_button(details_button(voice, error.number))


def not_yours(voice: Voice, error: errors.NotYours) -> Message:
    return paragraph(
        voice.say(
            "Only the organizers of #{number} and the admins can do this. What you organize: {command}",
            number=str(error.number),
            command=Code(voice.word("/organize mine")),
        )
    )


def admins_only(voice: Voice, error: errors.AdminsOnly) -> Message:
    return paragraph(
        voice.say(
            "Only admins can do this. Ask an admin of this workspace, or see what you can do: {command}",
            command=Code(voice.word("/volunteer help")),
        )
    )


def wrong_state(voice: Voice, error: errors.WrongState) -> Message:
    """Already so; ended for good; or not open yet: each with what can be done."""
    number, state = str(error.number), OpportunityState(error.state)
    told = voice.word(STATES[state])
    if error.state == error.wanted:
        text = voice.say("#{number} is already so: {state}. There is nothing to change.", number=number, state=told)
    elif not MOVES[state]:
        text = voice.say(
            "#{number} has ended for good: {state}. To do it again, post it anew: {command}",
            number=number,
            state=told,
            command=Code(voice.word("/organize post")),
        )
    elif state is OpportunityState.SUBMITTED:
        text = voice.say("#{number} is waiting for review. Until then it can be edited or cancelled.", number=number)
    else:
        text = voice.say("#{number} cannot be changed that way. Its state: {state}.", number=number, state=told)
    return paragraph(text).with_button(details_button(voice, error.number))


def text_needed(voice: Voice, error: errors.TextNeeded) -> Message:
    return paragraph(
        voice.say(
            "Say why, so that the organizer can fix it: {example}",
            example=Code(voice.word("/volunteer-admin decline 12 reason")),
        )
    )


def text_too_long(voice: Voice, error: errors.TextTooLong) -> Message:
    return paragraph(
        voice.say(
            "This text is too long: {length} characters, {longest} at most. Shorten it and try again.",
            length=error.length,
            longest=error.longest,
        )
    )


def choice_needed(voice: Voice, error: errors.ChoiceNeeded) -> Message:
    """Each choice on a line of its own, to be copied as it is."""
    head = voice.say("Type one of these:")
    if error.given:
        head = voice.say("I do not understand “{given}”. Type one of these:", given=error.given)
    return paragraph(lines(head, *[(Code(voice.word(choice)),) for choice in CHOICES[error.command]]))


def unknown_timezone(voice: Voice, error: errors.UnknownTimezone) -> Message:
    return paragraph(
        voice.say(
            "“{given}” is not a time zone. Use a name such as America/Toronto or America/St_Johns.", given=error.given
        )
    )


def channel_needed(voice: Voice, error: errors.ChannelNeeded) -> Message:
    example = Code(voice.word("/volunteer-admin channels #general"))
    if error.given:
        text = voice.say(
            "“{given}” is not a channel I can see. Choose it from the list that # opens: {example}",
            given=error.given,
            example=example,
        )
    else:
        text = voice.say("Which channel? Type {example}", example=example)
    return paragraph(text)


def faults(voice: Voice, error: errors.Faults) -> Message:
    """Where a dialog cannot show them beside its fields."""
    from bot.messages.faults import fault  # noqa: PLC0415

    return paragraph(" ".join(fault(voice, one) for one in error.fields.values()))


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


def unexpected(voice: Voice, reference: str) -> Message:
    """Something broke that nobody foresaw."""
    return paragraph(
        voice.say(
            "Something went wrong and nothing was changed. Try again. "
            "If it happens again, give an admin this reference: {reference}",
            reference=Code(reference),
        )
    )


SENTENCES: dict[type[errors.Refusal], Callable[[Voice, Any], Message]] = {
    errors.UnknownCommand: unknown_command,
    errors.NoLongerThere: no_longer_there,
    errors.NumberNeeded: number_needed,
    errors.NoSuchOpportunity: no_such_opportunity,
    errors.NoSuchRole: no_such_role,
    errors.RoleNeeded: role_needed,
    errors.AlreadySignedUp: already_signed_up,
    errors.RoleFull: role_full,
    errors.NotOpen: not_open,
    errors.AlreadyOver: already_over,
    errors.AlreadyStarted: already_started,
    errors.NotSignedUp: not_signed_up,
    errors.NotYours: not_yours,
    errors.AdminsOnly: admins_only,
    errors.WrongState: wrong_state,
    errors.TextNeeded: text_needed,
    errors.TextTooLong: text_too_long,
    errors.ChoiceNeeded: choice_needed,
    errors.UnknownTimezone: unknown_timezone,
    errors.ChannelNeeded: channel_needed,
    errors.Faults: faults,
    errors.ChangedMeanwhile: changed_meanwhile,
}
"""A sentence for every refusal there is."""
