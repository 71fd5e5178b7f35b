"""The answers to what people choose for themselves, and what an admin chooses for the community."""

from collections.abc import Sequence
from datetime import time

from bot.marketplace.communities import Settings
from bot.marketplace.kinds import WorkLanguage
from bot.messages.message import (
    Button,
    Buttons,
    ChannelName,
    Code,
    Message,
    Note,
    Paragraph,
    Text,
    lines,
    paragraph,
)
from bot.messages.vocabulary import LANGUAGES, WEEKDAYS, kind_names
from bot.messages.voice import Voice
from db.models import Channel


def language_chosen(voice: Voice) -> Message:
    """Said in the language that was chosen."""
    return paragraph(voice.say("I will speak English with you from now on."))


def reminders_chosen(voice: Voice, on: bool) -> Message:
    if on:
        return paragraph(voice.say("Reminders are on: a day and an hour before what you are in."))
    return paragraph(
        voice.say(
            "Reminders are off. To turn them on again, type {command}",
            command=Code(voice.word("/volunteer reminders on")),
        )
    )


def profile_saved(voice: Voice) -> Text:
    return voice.say("Your profile is saved.")


def channel_list(voice: Voice, channels: Sequence[Channel]) -> Message:
    """Which channel announces what."""
    add = Button(voice.word("Announce in a channel"), "channels.add", style="primary")
    if not channels:
        return paragraph(voice.say("No channel announces opportunities yet.")).with_button(add)
    rows = tuple(
        Paragraph(
            voice.say(
                "{channel} announces: {kinds}", channel=ChannelName(one.platform_id), kinds=kind_names(voice, one.kinds)
            ),
            Button(voice.word("Stop"), "channels.stop", one.platform_id),
        )
        for one in channels
    )
    tip = Note(
        voice.say(
            "Invite me to each of them with {invite}. To change one by typing: {example}",
            invite=Code("/invite @Elan"),
            example=Code(voice.word("/volunteer-admin channels #general event research")),
        )
    )
    return Message((*rows, Buttons((add,)), tip))


def channel_saved(voice: Voice, channel: Channel) -> Text:
    return voice.say(
        "{channel} announces: {kinds}. If I am not a member of it yet, invite me there with {invite}",
        channel=ChannelName(channel.platform_id),
        kinds=kind_names(voice, channel.kinds),
        invite=Code("/invite @Elan"),
    )


def channel_saved_answer(voice: Voice, channel: Channel) -> Message:
    return paragraph(channel_saved(voice, channel))


def channel_stopped(voice: Voice, channel: str) -> Message:
    return paragraph(
        voice.say("{channel} announces nothing new. Its cards stay up to date.", channel=ChannelName(channel))
    )


def trying_again(voice: Voice, channel: str) -> Message:
    return paragraph(voice.say("I am trying again in {channel}.", channel=ChannelName(channel)))


def settings(voice: Voice, now: Settings) -> Message:
    """The settings as they are, and how to change them."""
    on, off = voice.word("On"), voice.word("Off")
    hour = voice.hour(time(now.minute // 60, now.minute % 60))
    digest = voice.phrase("{day} at {time}", day=voice.word(WEEKDAYS[now.weekday]), time=hour) if now.digest_on else off
    told = (
        (voice.word("Review postings before they open"), on if now.moderation else off),
        (voice.word("Postings of vetted organizations skip review"), on if now.trust_vetted else off),
        (voice.word("Language of cards in channels"), voice.word(LANGUAGES[WorkLanguage(now.language)])),
        (voice.word("Time zone"), now.timezone),
        (voice.word("Weekly digest for admins"), digest),
    )
    text = lines(*[voice.labelled(label, (value,)) for label, value in told])
    tip = Note(
        voice.say("Or type for example {example}", example=Code(voice.word("/volunteer-admin settings moderation on")))
    )
    change = Button(voice.word("Change settings"), "settings.change", style="primary")
    return Message((Paragraph(text), Buttons((change,)), tip))


def settings_saved(voice: Voice) -> Text:
    return voice.say("The settings are saved.")
