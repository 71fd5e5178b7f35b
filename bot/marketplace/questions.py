"""Questions about a posting: in the thread of its card, where people answer, and to its organizers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot import events
from bot.errors import Fault, Faults
from bot.errors.questions import AskedJustNow, TooManyQuestions
from bot.errors.signing_up import NotOpen
from bot.marketplace import given
from bot.marketplace.naming import cleaned
from bot.marketplace.permissions import asker, visible
from bot.marketplace.states import LIVE
from bot.messages.form import Answer
from bot.work import Work
from db.models import Card, Channel, Opportunity, Question
from db.queries import questions as queries

LONGEST = 1000
"""Characters."""
APART = timedelta(minutes=1)
"""Between two questions of one person."""
MOST, WITHIN = 10, timedelta(hours=24)
"""So many questions a person in so long."""
UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Where:
    """A posting that can be asked about, and the card under which the question would stand; none: nowhere has one.

    `pressed` is the platform's channel from which it is asked.
    """

    opportunity: Opportunity
    card: Card | None
    channel: Channel | None
    pressed: str


def start(work: Work, team: str, number: int, channel: str) -> Where:
    """Where a question from that channel would go.

    Raises NoSuchOpportunity, NotOpen, AskedJustNow, TooManyQuestions.
    """
    opportunity = visible(work, number)
    if opportunity.state not in LIVE:
        raise NotOpen(number, opportunity.state)
    who = asker(work).id
    if queries.questions_since(work.db, who, work.now - APART):
        raise AskedJustNow
    if queries.questions_since(work.db, who, work.now - WITHIN) >= MOST:
        raise TooManyQuestions(MOST)
    found = queries.card_in(work.db, opportunity.id, ("slack", team), channel)
    return Where(opportunity, found[0] if found else None, found[1] if found else None, channel)


def ask(work: Work, team: str, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Where:
    """Takes the question, as the dialog came back. Raises what `start` raises, Faults, NoLongerThere."""
    where = start(work, team, given.whole(given.carried(carried, "number")), given.carried(carried, "channel"))
    text = cleaned(given.words(answers, "text")).strip()
    if not text:
        raise Faults({"text": Fault("missing")})
    if len(text) > LONGEST:
        raise Faults({"text": Fault("too_long", {"longest": LONGEST, "length": len(text)})})
    question = Question(
        opportunity_id=where.opportunity.id,
        person_id=asker(work).id,
        card_id=where.card.id if where.card else None,
        named=answers.get("name") != (UNNAMED,),
        text=text,
        created_at=work.now,
    )
    work.db.add(question)
    work.db.flush()
    work.happened(events.QuestionAsked(question.id))
    return where
