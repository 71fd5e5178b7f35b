"""The Home tab: a person's own page. What is coming, what they organize, what is open."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.marketplace.browsing import Around, Listing, Mine
from bot.messages.cards import row
from bot.messages.help import HELPS
from bot.messages.lists import post_button
from bot.messages.message import Button, Buttons, Code, Divider, Heading, Message, Note, Paragraph, Part, Text, lines
from bot.messages.organized import organized_row
from bot.messages.postings import details_button
from bot.messages.signups import mine_row, standing
from bot.messages.voice import Voice

MOST_MINE = 15


def home(voice: Voice, around: Around, notice: Message | None, now: datetime) -> Message:
    """`notice` is the answer to what was just pressed here; it stands on top."""
    told: tuple[Part, ...] = (*notice.parts, Divider()) if notice else ()
    profile = Button(voice.word("Your profile"), "profile.open")
    return Message(
        (
            *told,
            Heading(voice.word("What is coming")),
            *_coming(voice, around.mine),
            Divider(),
            *_organized(voice, around.organized, now),
            Heading(voice.word("Open opportunities")),
            *_open(voice, around, now),
            Divider(),
            Buttons((post_button(voice), profile)),
            Note(
                voice.say("Everything here can also be typed: {command}", command=Code(voice.word(HELPS["volunteer"])))
            ),
        )
    )


def _coming(voice: Voice, mine: Sequence[Mine]) -> tuple[Part, ...]:
    if not mine:
        return (Paragraph(voice.say("You are not signed up for anything.")),)
    rows = tuple(mine_row(voice, one) for one in mine[:MOST_MINE])
    more = len(mine) - MOST_MINE
    if more <= 0:
        return rows
    command = Code(voice.word("/volunteer mine"))
    rest = voice.count("{n} more later on: {command}", "{n} more later on: {command}", more, command=command)
    return (*rows, Note(rest))


def _organized(voice: Voice, listing: Listing, now: datetime) -> tuple[Part, ...]:
    """The newest of what the reader organizes; nothing for who organizes nothing."""
    if not listing.total:
        return ()
    rows = [
        Paragraph(organized_row(voice, facts, now), details_button(voice, facts.opportunity.number))
        for facts in listing.postings
    ]
    every = Button(voice.word("All that you organize"), "organized.page", "1|")
    return (Heading(voice.word("What you organize")), *rows, Buttons((every,)), Divider())


def _open(voice: Voice, around: Around, now: datetime) -> tuple[Part, ...]:
    """What is open; of what the reader is in it says how."""
    listing = around.open
    if not listing.total:
        return (Paragraph(voice.say("Nothing is open at the moment.")),)
    own = {one.opportunity.id: standing(voice, one) for one in reversed(around.mine)}
    rows = tuple(_marked(row(voice, facts, now), own.get(facts.opportunity.id)) for facts in listing.postings)
    if listing.pages == 1:
        return rows
    pager = []
    if listing.page > 1:
        pager.append(Button(voice.word("Previous page"), "home.page", f"{listing.page - 1}|"))
    if listing.page < listing.pages:
        pager.append(Button(voice.word("Next page"), "home.page", f"{listing.page + 1}|"))
    place = voice.say("Page {page} of {pages}", page=listing.page, pages=listing.pages)
    return (*rows, Buttons(tuple(pager)), Note(place))


def _marked(shown: Paragraph, standing: Text | None) -> Paragraph:
    return replace(shown, text=lines(shown.text, standing)) if standing else shown
