"""Running a posting or the marketplace cannot be done: who may, what state it is in, what is missing."""

from bot import errors
from bot.marketplace.states import MOVES
from bot.messages.faults import fault
from bot.messages.help import HELPS
from bot.messages.message import Button, Code, Message, paragraph
from bot.messages.postings import details_button
from bot.messages.vocabulary import STATES
from bot.messages.voice import N_, Voice
from db.models import OpportunityState


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
            command=Code(voice.word(HELPS["volunteer"])),
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


def not_yet_started(voice: Voice, error: errors.NotYetStarted) -> Message:
    text = voice.say("#{number} has not started yet. Note who came once it has.", number=str(error.number))
    return paragraph(text).with_button(details_button(voice, error.number))


def nobody_came(voice: Voice, error: errors.NobodyCame) -> Message:
    text = voice.say("Nobody had a seat in #{number}: there is nobody to note.", number=str(error.number))
    return paragraph(text).with_button(details_button(voice, error.number))


def nothing_to_send(voice: Voice, error: errors.NothingToSend) -> Message:
    text = voice.say(
        "Nobody is in #{number}, waits or has applied: there is no file to send.", number=str(error.number)
    )
    return paragraph(text).with_button(details_button(voice, error.number))


def nobody_to_tell(voice: Voice, error: errors.NobodyToTell) -> Message:
    text = voice.say(
        "Nobody is signed up for #{number} or waits: there is nobody to write to.", number=str(error.number)
    )
    return paragraph(text).with_button(details_button(voice, error.number))


def too_many_notices(voice: Voice, error: errors.TooManyNotices) -> Message:
    text = voice.count(
        "The people of #{number} got {n} message in the last 24 hours. Wait a day, or write in the channel.",
        "The people of #{number} got {n} messages in the last 24 hours. Wait a day, or write in the channel.",
        error.most,
        number=str(error.number),
    )
    return paragraph(text).with_button(details_button(voice, error.number))


def edited_since(voice: Voice, error: errors.EditedSince) -> Message:
    text = voice.say("#{number} was edited after you got this. Look again, then decide.", number=str(error.number))
    return paragraph(text).with_button(
        details_button(voice, error.number), Button(voice.word("What is waiting"), "review.page", "1|")
    )


def date_gone_by(voice: Voice, error: errors.DateGoneBy) -> Message:
    declining = Code(voice.phrase("/volunteer-admin decline {number} reason", number=str(error.number)))
    return paragraph(
        voice.say(
            "The date of #{number} has gone by. Its author can give it another, or you can decline it: {command}",
            number=str(error.number),
            command=declining,
        )
    ).with_button(details_button(voice, error.number))


def text_needed(voice: Voice, error: errors.TextNeeded) -> Message:
    return paragraph(
        voice.say(
            "Say why, so that the organizer can fix it: {example}",
            example=Code(voice.word("/volunteer-admin decline 12 reason")),
        )
    )


def faults(voice: Voice, error: errors.Faults) -> Message:
    """Where a dialog cannot show them beside its fields."""
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


def no_such_organization(voice: Voice, error: errors.NoSuchOrganization) -> Message:
    example = Code(voice.word("/volunteer-admin vet Parks Ottawa"))
    if not error.given:
        return paragraph(voice.say("Which organization? Type its name, for example {example}", example=example))
    if not error.nearest:
        return paragraph(voice.say("No organization is called “{given}”.", given=error.given))
    command = N_("/volunteer-admin vet {name}") if error.vetted else N_("/volunteer-admin unvet {name}")
    return paragraph(
        voice.say(
            "No organization is called “{given}”. Did you mean {nearest}?",
            given=error.given,
            nearest=Code(voice.phrase(command, name=error.nearest)),
        )
    )


def date_to_mend(voice: Voice, error: errors.DateToMend) -> Message:
    edit = Button(voice.word("Edit"), "opportunity.edit", str(error.number))
    return paragraph(
        voice.say("The date of #{number} has gone by. Give it another, then publish it.", number=str(error.number))
    ).with_button(edit)


def help_asked(voice: Voice, error: errors.HelpAsked) -> Message:
    text = voice.say("Help with #{number} was asked for already: once for each date.", number=str(error.number))
    return paragraph(text).with_button(details_button(voice, error.number))


def nobody_missing(voice: Voice, error: errors.NobodyMissing) -> Message:
    text = voice.say("Nobody is missing from #{number} any more: every seat is taken.", number=str(error.number))
    return paragraph(text).with_button(details_button(voice, error.number))
