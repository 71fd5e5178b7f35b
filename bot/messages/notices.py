"""Messages to everyone: the dialog, what is shown before it goes, and what arrives."""

from collections.abc import Sequence

from bot.marketplace.kinds import Entry
from bot.marketplace.notices import APPLICANTS, EVERYONE, LONGEST, Asked
from bot.messages.form import Form, OneOf, Remark, Words
from bot.messages.message import Message, Paragraph, Prose, Text, lines
from bot.messages.postings import details_button, named
from bot.messages.voice import Voice
from db.models import Notice, Opportunity, Role

NAMES = 20
"""People named in what is shown; the rest are counted."""


def notice_form(voice: Voice, opportunity: Opportunity, roles: Sequence[Role]) -> Form:
    """To whom, and what."""
    options = [(EVERYONE, voice.word("Everyone signed up or waiting")), *((str(one.id), one.name) for one in roles)]
    if opportunity.entry == Entry.APPLICATION:
        options.append((APPLICANTS, voice.word("Who applied and has no answer yet")))
    return Form(
        name="notice.shown",
        title=voice.word("Message everyone"),
        close=voice.word("Close"),
        submit=voice.word("Preview"),
        parts=(
            OneOf("to", voice.word("To"), options=tuple(options), initial=EVERYONE),
            _text(voice, ""),
        ),
        carried={"number": str(opportunity.number)},
    )


def _text(voice: Voice, written: str) -> Words:
    return Words("text", voice.word("Message"), several_lines=True, longest=LONGEST, initial=written)


def preview_form(voice: Voice, asked: Asked) -> Form:
    """Who gets it, before anything goes out; it can still be reworded."""
    people = voice.count("{n} person gets this:", "{n} people get this:", len(asked.people))
    names = [one.name for one in asked.people[:NAMES]]
    if more := len(asked.people) - NAMES:
        names += ["".join(str(span) for span in voice.count("{n} other", "{n} others", more))] if more > 0 else []
    to = str(asked.role.id) if asked.role else APPLICANTS if asked.applicants else EVERYONE
    return Form(
        name="notice.sent",
        title=voice.word("Message everyone"),
        close=voice.word("Close"),
        submit=voice.word("Send"),
        parts=(
            Remark(lines(people, (voice.several(names),))),
            _text(voice, asked.text),
        ),
        carried={"number": str(asked.opportunity.number), "to": to},
    )


def notice(voice: Voice, opportunity: Opportunity, author: str, written: Notice) -> Message:
    """What arrives."""
    head = voice.say("{name} writes about {posting}:", name=author, posting=named(voice, opportunity))
    told = Paragraph(lines(head, (Prose(written.text),)))
    return Message((told,)).with_button(details_button(voice, opportunity.number))


def sent(voice: Voice, asked: Asked) -> Text:
    posting = named(voice, asked.opportunity)
    return voice.count(
        "Sent to {n} person of {posting}.", "Sent to {n} people of {posting}.", len(asked.people), posting=posting
    )
