"""The answers to organizers about a posting's life: paused, filled, started, reopened, closed, cancelled."""

from bot.marketplace.kinds import Entry
from bot.marketplace.life import EndAsked
from bot.messages.message import Button, Code, Confirm, Message, joined, lines, paragraph
from bot.messages.postings import details_button, named
from bot.messages.voice import N_, Voice
from db.models import Opportunity, OpportunityState

S = OpportunityState
MOVED = {
    S.PAUSED: N_("{posting} is paused: no sign-ups for now. Whoever is in stays in."),
    S.FILLED: N_("{posting} is filled: no more sign-ups. A seat that is freed still goes to who waits."),
    S.IN_PROGRESS: N_("{posting} is in progress: no more sign-ups. Whoever is in stays in."),
    S.OPEN: N_("{posting} takes sign-ups again."),
}

FILLED = N_("{posting} is filled: no more applications. Whoever waited for an answer is told so.")


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
        voice.word("Whoever waits for an answer is told that they were not chosen."),
        label,
        voice.word("Not yet"),
    )
    return Button(label, "opportunity.fill", str(number), says=says, confirm=once_more if answers else None)


def confirm_end(voice: Voice, asked: EndAsked) -> Message:
    """It cannot be undone and writes to people: it is asked once more."""
    cancelling = asked.to is S.CANCELLED
    posting, number = named(voice, asked.opportunity), str(asked.opportunity.number)
    told = voice.count(
        "{n} person is signed up or waiting, and will be told.",
        "{n} people are signed up or waiting, and will be told.",
        asked.people,
    )
    if cancelling:
        question = voice.say("Cancel {posting}?", posting=posting)
        confirmed = voice.phrase("/organize cancel {number} yes", number=number)
    else:
        question = voice.say("Close {posting} for good?", posting=posting)
        confirmed = voice.phrase("/organize close {number} yes", number=number)
    button = _cancel_button(voice, asked) if cancelling else _close_button(voice, asked)
    typed = Code(f"{confirmed} {asked.reason}".rstrip())
    press = voice.say("Press the button, or type {command}", command=typed)
    return paragraph(lines(joined(question, " ", told), press)).with_button(button)


def _cancel_button(voice: Voice, asked: EndAsked) -> Button:
    return Button(
        voice.phrase("Cancel #{number}", number=str(asked.opportunity.number)),
        "opportunity.cancel",
        f"{asked.opportunity.number}|{asked.reason}",
        style="danger",
        confirm=Confirm(
            voice.word("Cancel this posting?"),
            voice.word("This cannot be undone."),
            voice.word("Cancel the posting"),
            voice.word("Keep it"),
        ),
    )


def _close_button(voice: Voice, asked: EndAsked) -> Button:
    return Button(
        voice.phrase("Close #{number}", number=str(asked.opportunity.number)),
        "opportunity.close",
        f"{asked.opportunity.number}|{asked.reason}",
        style="danger",
        confirm=Confirm(
            voice.word("Close this posting?"),
            voice.word("This cannot be undone."),
            voice.word("Close the posting"),
            voice.word("Keep it"),
        ),
    )


def ended(voice: Voice, opportunity: Opportunity, people: int) -> Message:
    told = voice.count("{n} person will be told.", "{n} people will be told.", people)
    if opportunity.state is S.CANCELLED:
        return paragraph(voice.say("{posting} is cancelled.", posting=named(voice, opportunity)), " ", told)
    return paragraph(voice.say("{posting} is closed.", posting=named(voice, opportunity)), " ", told)
