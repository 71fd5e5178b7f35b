"""The digest: the thing to act on first; each line leads with organization and role; empty parts are left out."""

from bot.marketplace.digests import Digest, Part
from bot.messages.message import Button, Buttons, Heading, Message, Note, Paragraph, Strong, Text, joined, lines
from bot.messages.message import Part as MessagePart
from bot.messages.postings import seats, tag, told
from bot.messages.voice import N_, Voice
from db.queries.opportunities import Posting

GONE = N_("No longer in their feed: still open?")
PARTS = (
    ("waiting", N_("Waiting for review")),
    ("short", N_("Short of people, and the date is near")),
    ("stale", N_("Quiet for a month: still open?")),
    ("gone", GONE),
    ("filling", N_("Filling up")),
    ("new", N_("New")),
)


def digest(voice: Voice, found: Digest) -> Message:
    since = voice.say("Since {when}: {joined}, {left}.", when=voice.when(found.since), **_movements(voice, found))
    parts: list[MessagePart] = [Heading(voice.word("Volunteer digest")), Paragraph(since)]
    for name, title in PARTS:
        part: Part = getattr(found, name)
        if part.total:
            parts.append(Paragraph(_lines(voice, voice.word(title), part)))
            if name == "waiting":
                parts.append(Buttons((Button(voice.word("Review now"), "review.page", "1|", style="primary"),)))
    return Message(tuple(parts))


def gone(voice: Voice, part: Part) -> Message:
    """What feeds have lost, where there is no digest to say so."""
    return Message((Paragraph(_lines(voice, voice.word(GONE), part)),))


def _movements(voice: Voice, found: Digest) -> dict[str, Text]:
    return {
        "joined": voice.count("{n} sign-up", "{n} sign-ups", found.signed_up),
        "left": voice.count("{n} departure", "{n} departures", found.left),
    }


def _lines(voice: Voice, title: str, part: Part) -> Text:
    told = [(Strong(title),), *[_line(voice, facts) for facts in part.postings]]
    more = part.total - len(part.postings)
    if more:
        told.append(voice.count("and {n} more", "and {n} more", more))
    return lines(*told)


def _line(voice: Voice, facts: Posting) -> Text:
    roles = "; ".join(f"{role.role.name} {seats(voice, role.role)}" for role in facts.roles[:3])
    title = f"{tag(facts.opportunity)} {told(voice, facts.opportunity, 'title')}"
    line = joined(facts.organization.name, " · ", roles, " · ", title)
    return joined(line, " · ", *_when(voice, facts)) if facts.session else line


def _when(voice: Voice, facts: Posting) -> Text:
    """The next date, and how many more there are."""
    if facts.session is None:
        return ()
    when = (voice.when(facts.session.starts_at),)
    if not facts.later:
        return when
    more = voice.count("{n} more date", "{n} more dates", facts.later)
    return voice.say("{when}; {more}", when=when, more=more)


def nothing_to_say(voice: Voice) -> Message:
    return Message((Note(voice.say("Nothing to report since the last digest.")),))
