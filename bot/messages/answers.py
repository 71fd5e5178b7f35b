"""Direct messages about applications: to who should answer, and the answers."""

from datetime import datetime

from bot.messages.message import Code, Message, Note, Paragraph, Prose, Text, lines, paragraph
from bot.messages.news import About, facts_lines
from bot.messages.postings import applicants_button, details_button, leave_button, named
from bot.messages.signups import browse_button
from bot.messages.voice import Voice
from db.models import Opportunity


def counted(voice: Voice, opportunity: Opportunity, count: int) -> Message:
    """How many wait for an answer, and the way to them."""
    posting = named(voice, opportunity)
    if not count:
        return paragraph(voice.say("{posting}: no application waits for an answer.", posting=posting)).with_button(
            applicants_button(voice, opportunity.number)
        )
    told = voice.count(
        "{posting}: {n} application waits for an answer.",
        "{posting}: {n} applications wait for an answer.",
        count,
        posting=posting,
    )
    return _leading(voice, opportunity, told)


def _leading(voice: Voice, opportunity: Opportunity, told: Text) -> Message:
    """That, with the way to who applied, in words as well."""
    command = Code(voice.phrase("/organize applicants {number}", number=str(opportunity.number)))
    typed = voice.say("Press the button, or type {command}", command=command)
    return paragraph(lines(told, typed)).with_button(applicants_button(voice, opportunity.number))


def accepted(voice: Voice, about: About, now: datetime) -> Message:
    number = about.opportunity.number
    head = voice.say(
        "You were accepted: you are in as {role} for {posting}.",
        role=about.role.name,
        posting=named(voice, about.opportunity),
    )
    note = Note(voice.say("If you can no longer take part, leave, so that somebody else can."))
    told = Paragraph(lines(head, *facts_lines(voice, about, now)))
    return Message((told, note)).with_button(leave_button(voice, number), details_button(voice, number))


def declined(voice: Voice, about: About, text: str) -> Message:
    told = voice.say(
        "You were not chosen as {role} for {posting} this time. Thank you for applying.",
        role=about.role.name,
        posting=named(voice, about.opportunity),
    )
    return _with_text(voice, told, text)


def _with_text(voice: Voice, told: Text, text: str) -> Message:
    """That, with what the organizer wrote, and where else there is something to do."""
    if text:
        told = lines(told, voice.say("From the organizer: {text}", text=Prose(text)))
    return paragraph(told).with_button(browse_button(voice))
