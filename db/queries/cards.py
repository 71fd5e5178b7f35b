"""Which opportunities have a card, and where."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session as DbSession

from db.models import Card, Channel, Opportunity
from db.models.base import table

CARD, CHANNEL, OPPORTUNITY = (table(model) for model in (Card, Channel, Opportunity))


def shown_in(db: DbSession, place_id: int, channel: str) -> Sequence[int]:
    """The opportunities that have a card in the channel."""
    shown = select(CARD.c.opportunity_id).join(CHANNEL, CHANNEL.c.id == CARD.c.channel_id)
    of_channel = shown.where(CHANNEL.c.place_id == place_id, CHANNEL.c.platform_id == channel)
    return db.execute(of_channel.where(CARD.c.message.is_not(None))).scalars().all()


def shown_by(db: DbSession, community_id: int) -> Sequence[int]:
    """The community's opportunities that have a card anywhere."""
    shown = select(CARD.c.opportunity_id).distinct().join(OPPORTUNITY, OPPORTUNITY.c.id == CARD.c.opportunity_id)
    return db.execute(shown.where(OPPORTUNITY.c.community_id == community_id)).scalars().all()


def shown_for(db: DbSession, organization_id: int) -> Sequence[int]:
    """The organization's opportunities that have a card anywhere."""
    shown = select(CARD.c.opportunity_id).distinct().join(OPPORTUNITY, OPPORTUNITY.c.id == CARD.c.opportunity_id)
    return db.execute(shown.where(OPPORTUNITY.c.organization_id == organization_id)).scalars().all()
