"""Messages to everyone: the dialog, what is shown before it goes, and what arrives."""

from bot.marketplace.kinds import Entry
from bot.marketplace.notices import APPLICANTS, DATE, EVERYONE, LONGEST, Asked, Writable
from bot.messages.form import Form, OneOf, Remark, Words
from bot.messages.message import Message, Paragraph, Prose, Text, lines
from bot.messages.postings import details_button, named
from bot.messages.sessions import day_and_hour
from bot.messages.voice import Voice
from db.models import Notice, Opportunity, Role, Session

MOST_OPTIONS = 100
"""A list to choose from takes no more."""
NAMES = 20
"""People named in what is shown; the rest are counted."""


def notice_form(voice: Voice, found: Writable) -> Form:
    """To whom, and what."""
    options = [(EVERYONE, voice.word("Everyone signed up or waiting"))]
    options += [(str(one.id), _in_role(voice, one, several=bool(found.dates))) for one in found.roles]
    if found.opportunity.entry == Entry.APPLICATION:
        options.append((APPLICANTS, voice.word("Applicants without an answer yet")))
    options += [(f"{DATE}{one.id}", _on_date(voice, one)) for one in found.dates]
    return Form(
        name="notice.shown",
        title=voice.word("Message everyone"),
        close=voice.word("Close"),
        submit=voice.word("Preview"),
        parts=(
            OneOf("to", voice.word("To"), options=tuple(options[:MOST_OPTIONS]), initial=EVERYONE),
            _text(voice, ""),
        ),
        carried={"number": str(found.opportunity.number)},
    )


def _in_role(voice: Voice, role: Role, *, several: bool) -> str:
    return voice.phrase("{role}, on all dates", role=role.name) if several else role.name


def _on_date(voice: Voice, session: Session) -> str:
    return voice.phrase("Everyone on {day}", day=day_and_hour(voice, session))


def _text(voice: Voice, written: str) -> Words:
    return Words("text", voice.word("Message"), several_lines=True, longest=LONGEST, initial=written)


def preview_form(voice: Voice, asked: Asked) -> Form:
    """Who gets it, and of which role or date, before anything goes out; it can still be reworded."""
    told = [voice.count("{n} person gets this:", "{n} people get this:", len(asked.people))]
    names = [one.name for one in asked.people[:NAMES]]
    if more := len(asked.people) - NAMES:
        names += ["".join(str(span) for span in voice.count("{n} other", "{n} others", more))] if more > 0 else []
    told.append((voice.several(names),))
    if asked.role is not None:
        told.append((_in_role(voice, asked.role, several=asked.several),))
    if asked.session is not None:
        told.append((_on_date(voice, asked.session),))
    return Form(
        name="notice.sent",
        title=voice.word("Message everyone"),
        close=voice.word("Close"),
        submit=voice.word("Send"),
        parts=(Remark(lines(*told)), _text(voice, asked.text)),
        carried={"number": str(asked.opportunity.number), "to": asked.chosen, "last": str(asked.last)},
    )


def notice(voice: Voice, opportunity: Opportunity, author: str, written: Notice) -> Message:
    """What arrives."""
    head = voice.say("{name} writes about {posting}:", name=author, posting=named(voice, opportunity))
    told = Paragraph(lines(head, (Prose(written.text),)))
    return Message((told,)).with_button(details_button(voice, opportunity.number))


def sent(voice: Voice, asked: Asked) -> Text:
    posting = named(voice, asked.opportunity)
    return voice.count(
        "Sent to {n} person in {posting}.", "Sent to {n} people in {posting}.", len(asked.people), posting=posting
    )
