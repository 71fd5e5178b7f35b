"""What somebody organizes: the list, its rows, and the way to it."""

from collections.abc import Sequence
from datetime import datetime

from bot.marketplace.browsing import Listing
from bot.marketplace.states import MOVES
from bot.messages.cards import manage_buttons
from bot.messages.lists import pager, post_button
from bot.messages.message import (
    Button,
    Buttons,
    Code,
    Message,
    Note,
    Paragraph,
    Part,
    Strong,
    Text,
    joined,
    lines,
    paragraph,
)
from bot.messages.postings import named, seats, slots_line, state_words
from bot.messages.voice import Voice
from db.models import OpportunityState
from db.queries.opportunities import Posting

S = OpportunityState


def organized_list(voice: Voice, listing: Listing, now: datetime) -> Message:
    """What the reader organizes, newest first, each with its state."""
    if not listing.total:
        return paragraph(voice.say("You have posted nothing yet.")).with_button(post_button(voice))
    parts: list[Part] = []
    for facts in listing.postings:
        parts += [Paragraph(organized_row(voice, facts, now)), Buttons(manage_buttons(voice, facts))]
    return Message((*parts, *pager(voice, listing, "organized.page", ""), *_cancelling(voice, listing.postings)))


def _cancelling(voice: Voice, shown: Sequence[Posting]) -> tuple[Note, ...]:
    """How to call off the first of these that can be."""
    ways = [one.opportunity for one in shown if S.CANCELLED in MOVES[one.opportunity.state]]
    if not ways:
        return ()
    cancel = Code(voice.phrase("/organize cancel {number}", number=str(ways[0].number)))
    return (Note(voice.say("To call one off, type {cancel}", cancel=cancel)),)


def organized_row(voice: Voice, facts: Posting, now: datetime) -> Text:
    """What it is, its state and its seats."""
    state = state_words(voice, facts.opportunity, now)
    taken = slots_line(voice, facts) or "; ".join(
        f"{role.role.name} {seats(voice, role.role)}" for role in facts.roles[:4]
    )
    return lines(named(voice, facts.opportunity), joined(Strong(state), _planned(voice, facts), " · ", taken))


def _planned(voice: Voice, facts: Posting) -> Text:
    """When a draft is to be published, where that was said."""
    at = facts.opportunity.publish_at
    return voice.say(", to be published: {when}", when=voice.when(at)) if at is not None else ()


def organized_button(voice: Voice) -> Button:
    return Button(voice.word("What you organize"), "organized.page", "1|")
