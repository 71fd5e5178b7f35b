"""Communities, their places and channels."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session as DbSession

from db.models import Channel, Community, Opportunity, Place


def take_number(db: DbSession, community_id: int) -> int:
    """The next short number of the community; taken for good, in one statement."""
    taken: int | None = db.scalar(
        update(Community)
        .where(Community.id == community_id)
        .values(next_number=Community.next_number + 1)
        .returning(Community.next_number)
    )
    if taken is None:
        raise LookupError(f"no community {community_id}")
    return taken - 1


def first_community(db: DbSession) -> Community | None:
    return db.scalar(select(Community).order_by(Community.id).limit(1))


def communities(db: DbSession) -> Sequence[Community]:
    return db.scalars(select(Community).order_by(Community.id)).all()


def place_of(db: DbSession, platform: str, platform_id: str) -> Place | None:
    return db.scalar(select(Place).where(Place.platform == platform, Place.platform_id == platform_id))


def channel_of(db: DbSession, place_id: int, platform_id: str) -> Channel | None:
    return db.scalar(select(Channel).where(Channel.place_id == place_id, Channel.platform_id == platform_id))


def channels_of(db: DbSession, community_id: int) -> Sequence[Channel]:
    """The community's channels that the bot was told of, in the order it was told."""
    return db.scalars(
        select(Channel)
        .join(Place, Place.id == Channel.place_id)
        .where(Place.community_id == community_id)
        .order_by(Channel.id)
    ).all()


def announcing_channels(db: DbSession, community_id: int, kind: str | None = None) -> list[Channel]:
    """The channels that announce, and, when `kind` is given, that announce this kind."""
    return [
        channel
        for channel in channels_of(db, community_id)
        if channel.announces and (kind is None or not channel.kinds or kind in channel.kinds)
    ]


def channels_for(db: DbSession, opportunity: Opportunity) -> list[Channel]:
    """Where to announce it: the channels that were chosen, or those that announce its kind. All of them announce."""
    if not opportunity.channels:
        return announcing_channels(db, opportunity.community_id, opportunity.kind)
    every = announcing_channels(db, opportunity.community_id)
    return [channel for channel in every if channel.platform_id in opportunity.channels]


def places_of(db: DbSession, community_id: int) -> Sequence[Place]:
    return db.scalars(select(Place).where(Place.community_id == community_id)).all()
