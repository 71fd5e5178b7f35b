"""The answers to organizers about a posting's life: paused, filled, started, reopened, closed, cancelled."""

from dataclasses import dataclass

from bot.marketplace.kinds import Entry
from bot.marketplace.life import EndAsked
from bot.messages.message import Button, Code, Confirm, Message, joined, lines, paragraph
from bot.messages.postings import details_button, named
from bot.messages.voice import N_, Voice
from db.models import Opportunity, OpportunityState

S = OpportunityState
MOVED = {
    S.PAUSED: N_("{posting} is paused: no sign-ups for now. The people signed up stay in."),
    S.FILLED: N_("{posting} is filled: no more sign-ups. A freed seat still goes to the next person waiting."),
    S.IN_PROGRESS: N_("{posting} is in progress: no more sign-ups. The people signed up stay in."),
    S.OPEN: N_("{posting} takes sign-ups again."),
}

FILLED = N_("{posting} is filled: no more applications. Anyone still waiting for an answer is told so.")


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said of one way to end a posting: asked, confirmed, done; `does` is the button's route."""

    question: str
    command: str
    label: str
    does: str
    once_more: str
    surely: str
    done: str


ENDING = {
    S.CANCELLED: Ending(
        N_("Cancel {posting}?"),
        N_("/organize cancel {number} yes"),
        N_("Cancel #{number}"),
        "opportunity.cancel",
        N_("Cancel this posting?"),
        N_("Cancel the posting"),
        N_("{posting} is cancelled."),
    ),
    S.COMPLETED: Ending(
        N_("Close {posting} for good?"),
        N_("/organize close {number} yes"),
        N_("Close #{number}"),
        "opportunity.close",
        N_("Close this posting?"),
        N_("Close the posting"),
        N_("{posting} is closed."),
    ),
}


def moved(voice: Voice, opportunity: Opportunity) -> Message:
    """What is so now, and the way back."""
    filled = opportunity.state is S.FILLED and opportunity.entry == Entry.APPLICATION
    sentence = FILLED if filled else MOVED[opportunity.state]
    told = paragraph(voice.say(sentence, posting=named(voice, opportunity)))
    back = details_button if opportunity.state is S.OPEN else reopen_button
    return told.with_button(back(voice, opportunity.number))


def reopen_button(voice: Voice, number: int) -> Button:
    says = voice.phrase("Reopen #{number}", number=str(number))
    return Button(voice.word("Reopen"), "opportunity.reopen", str(number), says=says)


def pause_button(voice: Voice, number: int) -> Button:
    says = voice.phrase("Pause sign-ups for #{number}", number=str(number))
    return Button(voice.word("Pause sign-ups"), "opportunity.pause", str(number), says=says)


def fill_button(voice: Voice, number: int, *, answers: bool = False) -> Button:
    """`answers`: whoever applied and waits is thereby told no, which is asked once more."""
    label, says = voice.word("Mark as filled"), voice.phrase("Mark as filled: #{number}", number=str(number))
    once_more = Confirm(
        voice.word("Are the people found?"),
        voice.word("Anyone waiting for an answer is told that they were not chosen."),
        label,
        voice.word("Not yet"),
    )
    return Button(label, "opportunity.fill", str(number), says=says, confirm=once_more if answers else None)


def confirm_end(voice: Voice, asked: EndAsked) -> Message:
    """It cannot be undone and writes to people: it is asked once more."""
    way, number = ENDING[asked.to], str(asked.opportunity.number)
    question = voice.say(way.question, posting=named(voice, asked.opportunity))
    if asked.people:
        told = voice.count(
            "{n} person is signed up or waiting, and will be told.",
            "{n} people are signed up or waiting, and will be told.",
            asked.people,
        )
        question = joined(question, " ", told)
    typed = Code(f"{voice.phrase(way.command, number=number)} {asked.reason}".rstrip())
    press = voice.say("Press the button, or type {command}", command=typed)
    return paragraph(lines(question, press)).with_button(_end_button(voice, asked))


def _end_button(voice: Voice, asked: EndAsked) -> Button:
    way = ENDING[asked.to]
    return Button(
        voice.phrase(way.label, number=str(asked.opportunity.number)),
        way.does,
        f"{asked.opportunity.number}|{asked.reason}",
        style="danger",
        confirm=Confirm(
            voice.word(way.once_more),
            voice.word("This cannot be undone."),
            voice.word(way.surely),
            voice.word("Keep it"),
        ),
    )


def ended(voice: Voice, opportunity: Opportunity, people: int) -> Message:
    done = voice.say(ENDING[opportunity.state].done, posting=named(voice, opportunity))
    if not people:
        return paragraph(done)
    return paragraph(done, " ", voice.count("{n} person will be told.", "{n} people will be told.", people))
