"""What is said when something cannot be done: a sentence for every refusal there is."""

from collections.abc import Callable
from typing import Any

from bot import errors
from bot.messages.message import Code, Message, paragraph
from bot.messages.refusals import applying, asking, dates, inviting, organizing, research, signing_up, typed
from bot.messages.voice import Voice


def refusal(voice: Voice, error: errors.Refusal) -> Message:
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


SENTENCES: dict[type[errors.Refusal], Callable[[Voice, Any], Message]] = {
    errors.UnknownCommand: typed.unknown_command,
    errors.NoLongerThere: typed.no_longer_there,
    errors.NumberNeeded: typed.number_needed,
    errors.NoSuchOpportunity: signing_up.no_such_opportunity,
    errors.NoSuchRole: signing_up.no_such_role,
    errors.RoleNeeded: signing_up.role_needed,
    errors.AlreadySignedUp: signing_up.already_signed_up,
    errors.RoleFull: signing_up.role_full,
    errors.NotOpen: signing_up.not_open,
    errors.AlreadyOver: signing_up.already_over,
    errors.AlreadyStarted: signing_up.already_started,
    errors.DateGone: dates.date_gone,
    errors.LastDate: dates.last_date,
    errors.NoDates: dates.no_dates,
    errors.NoSuchDate: dates.no_such_date,
    errors.OnOtherDates: dates.on_other_dates,
    errors.NotSignedUp: signing_up.not_signed_up,
    errors.NotYours: organizing.not_yours,
    errors.AdminsOnly: organizing.admins_only,
    errors.WrongState: organizing.wrong_state,
    errors.NotYetStarted: organizing.not_yet_started,
    errors.NobodyCame: organizing.nobody_came,
    errors.NothingToSend: organizing.nothing_to_send,
    errors.NobodyToTell: organizing.nobody_to_tell,
    errors.TooManyNotices: organizing.too_many_notices,
    errors.TextNeeded: organizing.text_needed,
    errors.TextTooLong: typed.text_too_long,
    errors.ChoiceNeeded: typed.choice_needed,
    errors.UnknownTimezone: typed.unknown_timezone,
    errors.ChannelNeeded: typed.channel_needed,
    errors.Faults: organizing.faults,
    errors.ChangedMeanwhile: organizing.changed_meanwhile,
    errors.EditedSince: organizing.edited_since,
    errors.DateGoneBy: organizing.date_gone_by,
    **applying.SENTENCES,
    errors.HelpAsked: organizing.help_asked,
    errors.NobodyMissing: organizing.nobody_missing,
    errors.DateToMend: organizing.date_to_mend,
    errors.NoSuchOrganization: organizing.no_such_organization,
    **research.SENTENCES,
    **inviting.SENTENCES,
    **asking.SENTENCES,
}
"""A sentence for every refusal there is."""
