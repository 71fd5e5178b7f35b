"""A community's settings, its places, and the channels it announces in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.delivery.outbox import owe_repaints, try_again
from bot.errors.typed import ChoiceNeeded
from bot.marketplace.kinds import Kind
from bot.marketplace.permissions import must_be_admin, person
from bot.marketplace.times import instant, known_timezone
from bot.messages.voice import LANGUAGES
from bot.work import Work
from db.models import Channel, Community, Place
from db.queries.cards import shown_by
from db.queries.communities import channel_of, channels_of, first_community, place_of, places_of

WEEK = timedelta(days=7)
MONDAY, NINE = 0, 9 * 60


def home(work: Work, language: str, timezone: str) -> Community:
    """The community this installation serves, founded with these settings the first time."""
    known = first_community(work.db)
    if known is not None:
        return known
    founded = Community(
        name="",
        language=language,
        timezone=timezone,
        moderation=False,
        trust_vetted=False,
        digest_on=True,
        digest_weekday=MONDAY,
        digest_minute=NINE,
        digested_at=work.now,
        digest_set_at=work.now,
        next_number=1,
        created_at=work.now,
    )
    work.db.add(founded)
    work.db.flush()
    return founded


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is on a place: the platform's ids, and the place's name."""

    platform: str
    platform_id: str
    name: str
    bot_user: str
    bot_id: str


class ElsewhereAlready(Exception):
    """The database serves another workspace: its people and postings are not these people's."""


def appointed(work: Work, identity: Identity) -> frozenset[str]:
    """The user ids the operator appointed until now."""
    place = place_of(work.db, identity.platform, identity.platform_id)
    return frozenset(place.appointed) if place else frozenset()


def meet(work: Work, community: Community, identity: Identity, appointed: Sequence[str]) -> Place:
    """The place the bot has just connected to, made or brought up to date; `appointed` are its admins by user id.

    Raises ElsewhereAlready when the community meets at another place.
    """
    place = place_of(work.db, identity.platform, identity.platform_id)
    if place is None:
        if places_of(work.db, community.id):
            raise ElsewhereAlready(community.name)
        place = Place(community_id=community.id, platform=identity.platform, platform_id=identity.platform_id)
        work.db.add(place)
    place.name, place.bot_user, place.bot_id = identity.name, identity.bot_user, identity.bot_id
    place.appointed, place.seen_at = sorted(appointed), work.now
    community.name = community.name or identity.name
    work.db.flush()
    return place


def subscribe(work: Work, place_id: int, platform_id: str, kinds: Sequence[Kind]) -> Channel:
    """The channel announces these kinds from now on, or all when none are named. What was parked for it goes out."""
    channel = channel_of(work.db, place_id, platform_id)
    if channel is None:
        channel = Channel(place_id=place_id, platform_id=platform_id)
        work.db.add(channel)
    channel.announces, channel.kinds = True, list(kinds)
    work.db.flush()
    try_again(work, place_id, platform_id)
    return channel


def knows(work: Work, place_id: int, platform_id: str) -> bool:
    """Whether somebody has already said what this channel announces."""
    return channel_of(work.db, place_id, platform_id) is not None


def announcing(work: Work, place_id: int, platform_id: str) -> Channel | None:
    """The channel, if it announces now."""
    channel = channel_of(work.db, place_id, platform_id)
    return channel if channel is not None and channel.announces else None


def announce_in(work: Work, place_id: int, platform_id: str, kinds: Sequence[Kind]) -> Channel:
    """As `subscribe`, asked for by an admin. Raises AdminsOnly."""
    must_be_admin(work)
    return subscribe(work, place_id, platform_id, kinds)


def stop_announcing(work: Work, place_id: int, platform_id: str) -> None:
    """The channel announces nothing new; its cards stay up to date. Raises AdminsOnly."""
    must_be_admin(work)
    channel = channel_of(work.db, place_id, platform_id)
    if channel is not None:
        channel.announces = False


def channels(work: Work) -> Sequence[Channel]:
    """The channels that announce. Raises AdminsOnly."""
    must_be_admin(work)
    return [one for one in channels_of(work.db, person(work).community_id) if one.announces]


@dataclass(frozen=True, slots=True)
class Settings:
    """`weekday` 0 is Monday; `minute` counts from midnight in `timezone`."""

    moderation: bool
    language: str
    timezone: str
    digest_on: bool
    weekday: int
    minute: int
    trust_vetted: bool = False


def settings(work: Work) -> Settings:
    """The community's settings. Raises AdminsOnly."""
    must_be_admin(work)
    of = work.db.get_one(Community, person(work).community_id)
    schedule = (of.digest_on, of.digest_weekday, of.digest_minute)
    return Settings(of.moderation, of.language, of.timezone, *schedule, of.trust_vetted)


def change_settings(work: Work, wanted: Settings) -> None:
    """Cards are repainted when their language changes. Raises AdminsOnly, ChoiceNeeded or UnknownTimezone."""
    must_be_admin(work)
    if wanted.language not in LANGUAGES:
        raise ChoiceNeeded("volunteer-admin settings", wanted.language, LANGUAGES)
    community = work.db.get_one(Community, person(work).community_id)
    timezone, language = known_timezone(wanted.timezone), community.language
    before = _schedule(community)
    community.moderation, community.language, community.timezone = wanted.moderation, wanted.language, timezone
    community.digest_on, community.digest_weekday = wanted.digest_on, wanted.weekday
    community.digest_minute, community.trust_vetted = wanted.minute, wanted.trust_vetted
    if _schedule(community) != before:
        community.digest_set_at = work.now
    if language != wanted.language:
        for opportunity_id in shown_by(work.db, community.id):
            owe_repaints(work, opportunity_id)


def _schedule(community: Community) -> tuple[bool, int, int, str]:
    """When its digest comes."""
    return (community.digest_on, community.digest_weekday, community.digest_minute, community.timezone)


def digest_instant(community: Community, after: datetime) -> datetime:
    """The first time after that instant at which the community's digest is due."""
    local = after.astimezone(ZoneInfo(community.timezone)).replace(tzinfo=None)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    ahead = timedelta(days=(community.digest_weekday - local.weekday()) % 7)
    wall = midnight + ahead + timedelta(minutes=community.digest_minute)
    due = instant(wall, community.timezone)
    return due if due > after else instant(wall + WEEK, community.timezone)
