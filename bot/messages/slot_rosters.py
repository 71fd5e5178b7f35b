"""Who is in each slot of a research session, ten slots to a page."""

from bot.marketplace.browsing import SIZE
from bot.marketplace.rosters import Roster, Slots
from bot.messages.lists import FILLED_ROWS, pager, seated_line, turned_to
from bot.messages.message import Button, Buttons, Message, Paragraph, Part, Text, lines
from bot.messages.postings import file_button, named, seats
from bot.messages.sessions import day_and_hour, said
from bot.messages.slots import filled
from bot.messages.voice import Voice


def page(voice: Voice, found: Slots) -> Message:
    """Each slot with its people; with what they filled in where they are few enough, else behind each slot's button."""
    number = str(found.opportunity.number)
    whole = sum(len(one.people) for one in found.rosters) <= FILLED_ROWS
    parts: list[Part] = [Paragraph(voice.say("Who is in {posting}", posting=named(voice, found.opportunity)))]
    for one in found.rosters:
        parts += _slot(voice, one, whole=whole)
    turn = turned_to(found.page, found.total, SIZE)
    says = voice.phrase("Message everyone: #{number}", number=number)
    write = Button(voice.word("Message everyone"), "notice.start", number, says=says)
    ways = Buttons((write, file_button(voice, "roster.file", f"{number}|", found.opportunity.number)))
    return Message((*parts, *pager(voice, turn, "roster.page", number), ways))


def _slot(voice: Voice, one: Roster, *, whole: bool) -> list[Part]:
    if one.session is None:
        return []
    when = voice.say("{when} to {end}", when=voice.when(one.session.starts_at), end=voice.hour_of(one.session.ends_at))
    if not one.people:
        return [Paragraph(lines(when, voice.say("nobody yet")))]
    told: list[Text] = []
    for number, (_role, signup, person) in enumerate(one.people, 1):
        told.append(seated_line(voice, number, signup, person))
        if whole and (written := one.filled.get(signup.id)):
            told += filled(voice, written.answers, written.needs)
    about = str(one.session.id)
    label = voice.word("Who is in")
    button = Button(label, "session.roster", about, says=said(label, day_and_hour(voice, one.session)))
    head = (*when, f" · {seats(voice, one.people[0][0])}")
    return [Paragraph(lines(head, *told), button)]
