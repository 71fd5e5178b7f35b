"""The slots of a research session to choose from, and what who takes one filled in."""

from collections.abc import Sequence
from datetime import datetime

from bot.messages.message import Choice, Prose, Text
from bot.messages.voice import Voice
from db.queries.opportunities import Posting

MOST_SLOTS = 25
"""Slots that a card lists; the rest are behind "Other dates"."""


def choice(voice: Voice, facts: Posting, now: datetime) -> Choice | None:
    """The next free slots to choose from, in the posting's own zone, which is named; none where none is free."""
    free = [slot for slot in facts.slots if slot.starts_at > now][:MOST_SLOTS]
    several = len({slot.role for slot in free}) > 1
    options = []
    for slot in free:
        when = voice.when(slot.starts_at, slot.timezone).words
        options.append((f"{when} · {slot.role}" if several else when, f"research.start/{slot.role_id}"))
    return Choice(voice.word("Choose a slot"), "research.choose", tuple(options)) if options else None


def filled(voice: Voice, answers: Sequence[Sequence[str]], needs: str) -> list[Text]:
    """What somebody filled in to take part, for the organizers."""
    told = [voice.labelled(question, (Prose(answer),)) for question, answer in answers]
    if needs:
        told.append(voice.labelled(voice.word("Needs"), (Prose(needs),)))
    return told
