"""Taking a slot of a research session: the dialog, and the answer."""

from collections.abc import Sequence
from datetime import datetime

from bot.marketplace.research import AGREED, LONGEST_ANSWER, LONGEST_NEEDS, Asked
from bot.marketplace.signups import Outcome
from bot.messages import particulars
from bot.messages.form import Field, Form, Remark, SomeOf, Words
from bot.messages.message import Message, Prose, Text, joined, lines
from bot.messages.postings import named, where_line
from bot.messages.signups import signed_up
from bot.messages.voice import N_, Voice

YOURS, WAITING = N_("Your slot"), N_("On the waiting list")


def form(voice: Voice, asked: Asked) -> Form:
    """When it is in the reader's own zone, the questions, the consent in the organizer's words, and what they need."""
    fields: list[Field | Remark] = [Remark(_head(voice, asked))]
    fields += [
        Words(f"answer_{n}", question, several_lines=True, longest=LONGEST_ANSWER)
        for n, question in enumerate(asked.opportunity.questions, 1)
    ]
    hint = voice.word("Only the organizers will see this.")
    fields.append(Words("needs", voice.word("What you need to take part"), hint, True, True, longest=LONGEST_NEEDS))
    return Form(
        name="research.taken",
        title=voice.word("Take part"),
        close=voice.word("Close"),
        submit=voice.word("Join waiting list") if asked.full else voice.word("Take part"),
        parts=(*fields, *_consent(voice, asked)),
        carried={"role": str(asked.seat.role_id), "version": asked.version, "wait": "yes" if asked.full else ""},
    )


def _head(voice: Voice, asked: Asked) -> Text:
    posting = (named(voice, asked.opportunity),)
    when = [(voice.when(asked.session.starts_at),)] if asked.session else []
    full = [voice.say("This slot is taken. If it comes free it is yours, and I will tell you.")] if asked.full else []
    terms = [joined(*particulars.honorarium(voice, asked.opportunity))] if asked.opportunity.honorarium else []
    return lines(*posting, *when, where_line(voice, asked.opportunity), *terms, *full)


def _consent(voice: Voice, asked: Asked) -> list[Field | Remark]:
    if not asked.opportunity.consent:
        return []
    agree = SomeOf("consent", voice.word("Consent"), options=((AGREED, voice.word("I agree")),))
    return [Remark((Prose(asked.opportunity.consent),)), agree]


def taken(voice: Voice, asked: Asked, outcome: Outcome, now: datetime, *, reminded: bool) -> Text:
    """You are in, or where you are in the line; how to join; the way out."""
    message: Message = signed_up(voice, outcome, now, reminded=reminded)
    told: Sequence[Text] = [part.text for part in message.parts if hasattr(part, "text")]
    join = particulars.joining_line(voice, asked.opportunity) if not outcome.place else []
    return lines(*told, *join)


def title(outcome: Outcome) -> str:
    return WAITING if outcome.place else YOURS
