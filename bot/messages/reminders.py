"""A reminder: what, when, where to go, whom to reach, and the way out. No greeting."""

from datetime import datetime

from bot.messages.about import About
from bot.messages.message import Message, Paragraph, joined, lines
from bot.messages.news import facts_lines
from bot.messages.postings import details_button, leave_button, named
from bot.messages.voice import Voice


def reminder(voice: Voice, about: About, now: datetime) -> Message:
    number = about.opportunity.number
    head = voice.say(
        "Reminder: {posting}, you are in as {role}.", posting=named(voice, about.opportunity), role=about.role.name
    )
    told = Paragraph(lines(joined(head), *facts_lines(voice, about, now)))
    leave = leave_button(voice, number, about.session.id if about.session else None)
    return Message((told,)).with_button(leave, details_button(voice, number))
