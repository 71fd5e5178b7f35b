"""What admins are asked to decide, and what authors hear of it."""

from bot.delivery.saying import NOTHING, Said, Wording, reader, reader_voice, redrawing
from bot.marketplace.states import LIVE
from bot.messages import reviews
from bot.messages.message import Message
from bot.work import Work
from db.models import Delivery, OpportunityState
from db.queries.opportunities import posting


def review_asked(work: Work, delivery: Delivery) -> Said:
    facts = posting(work.db, delivery.subject_id)
    if facts.opportunity.state is not OpportunityState.SUBMITTED or not reader(work, delivery).admin:
        return NOTHING
    return Said(reviews.review_asked(reader_voice(work, delivery), facts, work.now))


@redrawing
def review_redrawn(work: Work, delivery: Delivery, first: Delivery) -> Message:
    facts = posting(work.db, first.subject_id)
    waits = facts.opportunity.state is OpportunityState.SUBMITTED
    word = reviews.review_asked if waits and reader(work, delivery).admin else reviews.reviewed
    return word(reader_voice(work, delivery), facts, work.now)


def decided(work: Work, delivery: Delivery) -> Said:
    facts = posting(work.db, delivery.subject_id)
    if facts.opportunity.state not in LIVE | {OpportunityState.DECLINED}:
        return NOTHING
    edited = bool(delivery.facts.get("edited"))
    return Said(reviews.decided(reader_voice(work, delivery), facts, edited=edited))


WORDING: dict[str, Wording] = {
    "posting.review": review_asked,
    "posting.review.redraw": review_redrawn,
    "posting.decided": decided,
}
