"""What is said of feeds: to the admins when one cannot be read, and to whoever looks after them at a terminal."""

from bot.messages.message import Code, Message, paragraph
from bot.messages.voice import N_, Voice
from db.models import Feed

REASONS = {
    "address": N_("it leads to something that is not a web address"),
    "private": N_("it leads into a private network, where Elan does not go"),
    "redirects": N_("it is redirected more than 5 times"),
    "unreachable": N_("its server cannot be reached"),
    "slow": N_("its server takes longer than 20 seconds"),
    "status": N_("its server answers {status}"),
    "large": N_("it is larger than 5 MB"),
    "encoding": N_("its server compresses it in a way that Elan does not understand"),
    "cut": N_("it breaks off before its end"),
    "unreadable": N_("it is not RSS, Atom, JSON Feed or iCalendar that Elan can read"),
}


def reason(voice: Voice, fault: str) -> str:
    """Why a feed cannot be read, as the rest of a sentence. `fault` is a name, perhaps with a number after it."""
    name, _, status = fault.partition(" ")
    return voice.phrase(REASONS[name], status=status)


def failed(voice: Voice, feed: Feed) -> Message:
    """To an admin: nothing to do at once, and who can mend it."""
    return paragraph(
        voice.say(
            "The feed {feed} cannot be read: {reason}. Its postings stay as they are, and I will "
            "keep trying. Whoever runs Elan can look with {command}",
            feed=Code(feed.url),
            reason=reason(voice, feed.fault or "unreadable"),
            command=Code(f"python -m bot feed check {feed.id}"),
        )
    )
