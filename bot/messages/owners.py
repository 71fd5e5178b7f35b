"""Who runs a posting: the dialog to choose them, and what they are told."""

from collections.abc import Sequence

from bot.marketplace.owners import MOST, Owners
from bot.messages.form import Form, OnePerson, Remark, SomePeople
from bot.messages.message import Code, Message, Text, lines, paragraph
from bot.messages.postings import details_button, named
from bot.messages.voice import Voice
from db.models import Opportunity
from db.queries.opportunities import Posting

NAMED = 10
"""Postings named in one message; the rest are counted."""


def owners_form(voice: Voice, owners: Owners) -> Form:
    hint = voice.word("They run it from then on. You no longer do, unless you are chosen above.")
    return Form(
        name="owners.saved",
        title=voice.word("Organizers"),
        close=voice.word("Close"),
        submit=voice.word("Save"),
        parts=(
            Remark(
                voice.say(
                    "The people who run {posting} with its author: they can do everything its author can, "
                    "and get its messages.",
                    posting=named(voice, owners.opportunity),
                )
            ),
            SomePeople("owners", voice.word("Co-organizers"), optional=True, initial=owners.others, most=MOST),
            OnePerson("author", voice.word("Hand over to"), hint, optional=True),
        ),
        carried={"number": str(owners.opportunity.number)},
    )


def saved(voice: Voice, opportunity: Opportunity) -> Text:
    return voice.say(
        "The organizers of {posting} are saved. New organizers are told.", posting=named(voice, opportunity)
    )


def added(voice: Voice, facts: Posting) -> Message:
    """To somebody who runs it from now on."""
    head = voice.say("You are now one of the organizers of {posting}.", posting=named(voice, facts.opportunity))
    mine = Code(voice.word("/organize mine"))
    text = lines(head, voice.say("What you organize: {command}", command=mine))
    return paragraph(text).with_button(details_button(voice, facts.opportunity.number))


def passed(voice: Voice, name: str, postings: Sequence[Opportunity]) -> Message:
    """To whoever has the postings of somebody whose account is closed."""
    head = voice.say("The account of {name} is closed. What they organized is yours now:", name=name)
    rows = [named(voice, one) for one in postings[:NAMED]]
    more = len(postings) - NAMED
    if more > 0:
        rows.append(voice.count("and {n} other", "and {n} others", more))
    hand = Code(voice.word("/organize owners 12"))
    return paragraph(lines(head, *rows, voice.say("To hand one to somebody else: {command}", command=hand)))
