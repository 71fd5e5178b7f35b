"""What organizers are told of people who left."""

from collections.abc import Sequence

from bot.marketplace.kinds import Entry
from bot.messages.about import About
from bot.messages.message import Message, Text, lines, paragraph
from bot.messages.postings import applicants_button, named, roster_button, seats
from bot.messages.voice import Voice
from db.models import Opportunity, Person


def left(voice: Voice, opportunity: Opportunity, gone: Sequence[tuple[About, Person]]) -> Message:
    """Who left which role, of which date, and how many are in it now; the way to who is in, and to who applied."""
    head = voice.count(
        "{n} person has left {posting}:",
        "{n} people have left {posting}:",
        len({person.id for _about, person in gone}),
        posting=named(voice, opportunity),
    )
    buttons = [roster_button(voice, opportunity.number)]
    if opportunity.entry == Entry.APPLICATION:
        buttons.append(applicants_button(voice, opportunity.number))
    return paragraph(lines(head, *[_one(voice, *one) for one in gone])).with_button(*buttons)


def _one(voice: Voice, of: About, person: Person) -> Text:
    said = {"name": person.name, "role": of.role.name, "seats": seats(voice, of.role)}
    if of.session is None:
        return voice.say("{name} ({role}); now {seats}", **said)
    return voice.say("{name} ({role}, {when}); now {seats}", **said, when=voice.when(of.session.starts_at))
