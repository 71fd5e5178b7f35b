"""What was typed cannot be understood: what was meant, perhaps, and an example that works."""

from collections.abc import Callable
from typing import Any

from bot.errors import Refusal
from bot.errors import typed as errors
from bot.messages.message import Code, Message, lines, paragraph
from bot.messages.signups import browse_button
from bot.messages.voice import N_, Voice

NUMBERED = {
    "volunteer show": N_("/volunteer show 12"),
    "volunteer signup": N_("/volunteer signup 12"),
    "volunteer waitlist": N_("/volunteer waitlist 12"),
    "volunteer apply": N_("/volunteer apply 12"),
    "volunteer leave": N_("/volunteer leave 12"),
    "volunteer dates": N_("/volunteer dates 12"),
    "organize dates": N_("/organize dates 12"),
    "organize cancel-date": N_("/organize cancel-date 12 2026-12-15"),
    "organize repeat": N_("/organize repeat 12"),
    "organize add-dates": N_("/organize add-dates 12"),
    "organize edit": N_("/organize edit 12"),
    "organize add": N_("/organize add 12 @ana role"),
    "organize roster": N_("/organize roster 12"),
    "organize message": N_("/organize message 12"),
    "organize attendance": N_("/organize attendance 12"),
    "organize applicants": N_("/organize applicants 12"),
    "organize export": N_("/organize export 12"),
    "organize pause": N_("/organize pause 12"),
    "organize filled": N_("/organize filled 12"),
    "organize start": N_("/organize start 12"),
    "organize close": N_("/organize close 12"),
    "organize reopen": N_("/organize reopen 12"),
    "organize cancel": N_("/organize cancel 12"),
    "organize owners": N_("/organize owners 12"),
    "organize publish": N_("/organize publish 12"),
    "organize duplicate": N_("/organize duplicate 12"),
    "organize template": N_("/organize template 12"),
    "volunteer-admin approve": N_("/volunteer-admin approve 12"),
    "volunteer-admin decline": N_("/volunteer-admin decline 12 reason"),
}


CHOICES = {
    "volunteer language": (N_("/volunteer language en"), N_("/volunteer language fr")),
    "volunteer reminders": (N_("/volunteer reminders on"), N_("/volunteer reminders off")),
    "volunteer-admin settings": (
        N_("/volunteer-admin settings moderation on"),
        N_("/volunteer-admin settings vetted on"),
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


def text_too_long(voice: Voice, error: errors.TextTooLong) -> Message:
    return paragraph(
        voice.say(
            "This text is too long: {length} characters, {longest} at most. Shorten it and try again.",
            length=error.length,
            longest=error.longest,
        )
    )


SENTENCES: dict[type[Refusal], Callable[[Voice, Any], Message]] = {
    errors.UnknownCommand: unknown_command,
    errors.NoLongerThere: no_longer_there,
    errors.NumberNeeded: number_needed,
    errors.ChoiceNeeded: choice_needed,
    errors.UnknownTimezone: unknown_timezone,
    errors.ChannelNeeded: channel_needed,
    errors.TextTooLong: text_too_long,
}
