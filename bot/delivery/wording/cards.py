"""What a card says, and each repaint of it."""

from bot.delivery.saying import NOTHING, ON_ITS_WAY, Said, Wording, community_voice
from bot.marketplace.states import LIVE
from bot.messages import cards
from bot.work import Work
from db.models import Card, Delivery
from db.queries.delivery import state_of
from db.queries.opportunities import posting


def card_posted(work: Work, delivery: Delivery) -> Said:
    card = work.db.get_one(Card, delivery.subject_id)
    facts = posting(work.db, card.opportunity_id)
    if facts.opportunity.state not in LIVE and card.message is None:
        return NOTHING
    return Said(cards.card(community_voice(work, facts.opportunity.community_id), facts, work.now))


def card_repainted(work: Work, delivery: Delivery) -> Said:
    card = work.db.get_one(Card, delivery.subject_id)
    if card.message is None:
        return Said(None, later=_still_to_come(work, card))
    facts = posting(work.db, card.opportunity_id)
    message = cards.card(community_voice(work, facts.opportunity.community_id), facts, work.now)
    return Said(message, edits=card.message)


def _still_to_come(work: Work, card: Card) -> bool:
    return state_of(work.db, f"card:{card.id}:post") in ON_ITS_WAY


WORDING: dict[str, Wording] = {
    "card.post": card_posted,
    "card.repaint": card_repainted,
}
