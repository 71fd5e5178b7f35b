"""What who applies reads: the dialog, that it was sent, where it stands."""

from bot.marketplace.applications import LONGEST_ANSWER, LONGEST_NOTE, Asked
from bot.messages.form import Field, Form, Remark, Words
from bot.messages.message import Code, Text, joined, lines
from bot.messages.postings import named
from bot.messages.voice import N_, Voice
from db.models import Organization

SENT = N_("Application sent")


def apply_form(voice: Voice, asked: Asked) -> Form:
    """The note and the opportunity's questions. Without questions the note is what is decided on."""
    role, profile = asked.seat.role, Code(voice.word("/volunteer profile"))
    head = voice.say("You apply as {role} for {posting}.", role=role, posting=named(voice, asked.opportunity))
    seen = voice.say("Its organizers also see your name and your profile: {command}", command=profile)
    taken = voice.say("All these seats are taken; you can still apply in case one comes free.")
    full = [taken] if asked.seat.full else []
    questions = [
        Words(f"answer_{n}", question, several_lines=True, longest=LONGEST_ANSWER)
        for n, question in enumerate(asked.opportunity.questions, 1)
    ]
    return Form(
        name="application.sent",
        title=voice.word("Apply"),
        close=voice.word("Close"),
        submit=voice.word("Apply"),
        parts=(Remark(lines(head, *full, seen)), *questions, _note(voice, optional=bool(questions))),
        carried={"role": str(asked.seat.role_id), "version": asked.version},
    )


def _note(voice: Voice, *, optional: bool) -> Field:
    label = voice.word("Why you, in a few sentences")
    return Words("note", label, optional=optional, several_lines=True, longest=LONGEST_NOTE)


def applied(voice: Voice, asked: Asked) -> Text:
    """That it was sent, by when people usually hear, and the way out."""
    posting = named(voice, asked.opportunity)
    sent = voice.say("Your application as {role} for {posting} was sent.", role=asked.seat.role, posting=posting)
    command = Code(voice.phrase("/volunteer leave {number}", number=str(asked.seat.number)))
    promise = voice.say("I will tell you the answer. To take your application back, type {command}", command=command)
    usual = pace(voice, asked.organization)
    return lines(joined(sent, " ", usual) if usual else sent, promise)


def pace(voice: Voice, organization: Organization) -> Text:
    """By when people usually hear; empty where too few were answered to say."""
    days = organization.answers_in
    return (
        voice.count(
            "Its organization usually answers in {n} day.", "Its organization usually answers in {n} days.", days
        )
        if days
        else ()
    )
