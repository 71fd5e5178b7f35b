"""Running the marketplace cannot be done: who may, what is missing, what changed meanwhile."""

from collections.abc import Callable
from typing import Any

from bot.errors import Refusal
from bot.errors import administration as errors
from bot.messages.help import HELPS
from bot.messages.message import Button, Code, Message, paragraph
from bot.messages.postings import details_button
from bot.messages.voice import N_, Voice


def admins_only(voice: Voice, error: errors.AdminsOnly) -> Message:
    return paragraph(
        voice.say(
            "Only admins can do this. Ask an admin of this workspace, or see what you can do: {command}",
            command=Code(voice.word(HELPS["volunteer"])),
        )
    )


def text_needed(voice: Voice, error: errors.TextNeeded) -> Message:
    return paragraph(
        voice.say(
            "Say why: its author reads it, and can post it again, corrected. {example}",
            example=Code(voice.word("/volunteer-admin decline 12 reason")),
        )
    )


def edited_since(voice: Voice, error: errors.EditedSince) -> Message:
    text = voice.say("#{number} was edited after you got this. Look again, then decide.", number=str(error.number))
    return paragraph(text).with_button(
        details_button(voice, error.number), Button(voice.word("What is waiting"), "review.page", "1|")
    )


def date_gone_by(voice: Voice, error: errors.DateGoneBy) -> Message:
    declining = Code(voice.phrase("/volunteer-admin decline {number} reason", number=str(error.number)))
    return paragraph(
        voice.say(
            "The date of #{number} has passed. Its author can give it another, or you can decline it: {command}",
            number=str(error.number),
            command=declining,
        )
    ).with_button(details_button(voice, error.number))


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


SENTENCES: dict[type[Refusal], Callable[[Voice, Any], Message]] = {
    errors.AdminsOnly: admins_only,
    errors.TextNeeded: text_needed,
    errors.EditedSince: edited_since,
    errors.DateGoneBy: date_gone_by,
    errors.NoSuchOrganization: no_such_organization,
}
