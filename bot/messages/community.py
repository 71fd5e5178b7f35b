"""What is said of the whole community: an import, and what could not be delivered."""

from bot.messages.message import Button, ChannelName, Code, Message, lines, paragraph
from bot.messages.voice import Voice


def imported(voice: Voice, count: int) -> Message:
    sentence = voice.count(
        "{n} imported opportunity is now open. Browse: {command}",
        "{n} imported opportunities are now open. Browse: {command}",
        count,
        command=Code(voice.word("/volunteer browse")),
    )
    return paragraph(sentence).with_button(Button(voice.word("See what is open"), "opportunities.page", "1|"))


def unreachable(voice: Voice, name: str, reason: str) -> Message:
    """To an admin: somebody cannot be written to."""
    return paragraph(
        voice.say(
            "I cannot send a direct message to {name}: Slack refuses ({reason}). Reach them another way.",
            name=name,
            reason=reason,
        )
    )


def unworded(voice: Voice, to: str | ChannelName, number: int) -> Message:
    """To an admin: a message was never sent, by a fault of ours."""
    return paragraph(
        voice.say(
            "I could not write a message to {to}: this is a fault in Elan. Its log says more, at delivery {number}.",
            to=to,
            number=str(number),
        )
    )


def undeliverable(voice: Voice, channel: str, reason: str) -> Message:
    """To an admin: the bot cannot write to a channel, why, and what to do."""
    name = ChannelName(channel)
    if reason in ("not_in_channel", "channel_not_found"):
        sentence = voice.say("I cannot post in {channel}: I am not a member of it.", channel=name)
        step = voice.say("Invite me there with {invite}, then press the button.", invite=Code("/invite @Elan"))
    elif reason == "is_archived":
        sentence = voice.say("I cannot post in {channel}: it is archived.", channel=name)
        step = voice.say("Choose another channel: {command}", command=Code(voice.word("/volunteer-admin channels")))
    else:
        sentence = voice.say("I cannot post in {channel}: Slack refuses ({reason}).", channel=name, reason=reason)
        step = voice.say("When that is fixed, press the button.")
    again = Button(voice.word("Try again"), "channel.retry", channel, style="primary")
    return paragraph(lines(sentence, step)).with_button(again)
