"""Questions about postings, and the cards under which they stand."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session as DbSession

from db.models import Card, Channel, Place, Question


def questions_since(db: DbSession, person_id: int, since: datetime) -> int:
    """How many this person asked since then, about whatever."""
    asked = (Question.person_id == person_id, Question.created_at > since)
    return db.scalar(select(func.count()).where(*asked)) or 0


def card_in(db: DbSession, opportunity_id: int, place: tuple[str, str], channel: str) -> tuple[Card, Channel] | None:
    """Its card in that channel of that place (platform, id); else its first one anywhere. Only what was posted."""
    found = (
        select(Card, Channel)
        .join(Channel, Channel.id == Card.channel_id)
        .join(Place, Place.id == Channel.place_id)
        .where(Card.opportunity_id == opportunity_id, Card.message.is_not(None))
    )
    there = (Channel.platform_id == channel) & (Place.platform == place[0]) & (Place.platform_id == place[1])
    row = db.execute(found.order_by(there.desc(), Card.id).limit(1)).one_or_none()
    return (row[0], row[1]) if row else None
