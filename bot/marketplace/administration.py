"""What admins type and fill in: which channel announces what, and the settings."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time

from bot.delivery.outbox import try_again
from bot.errors import Fault, Faults
from bot.errors.typed import ChannelNeeded, ChoiceNeeded, NoLongerThere, UnknownTimezone
from bot.marketplace import communities
from bot.marketplace.communities import Settings
from bot.marketplace.given import choice, switch, whole
from bot.marketplace.kinds import Kind
from bot.marketplace.naming import folded
from bot.marketplace.people import LANGUAGE_NAMES, ON_OFF, on_or_off
from bot.marketplace.permissions import must_be_admin, person
from bot.messages.form import Answer
from bot.work import Work
from db.models import Channel, Place
from db.queries.communities import place_of

COMMAND = "volunteer-admin channels"
SETTINGS = "volunteer-admin settings"
CHANNEL_ID = re.compile(r"[A-Z0-9]+")
CHANNEL = re.compile(r"^<#(?P<id>[A-Z0-9]+)(?:\|[^>]*)?>\s*")
KINDS = {
    "team": Kind.TEAM, "equipe": Kind.TEAM,
    "advice": Kind.ADVICE, "conseil": Kind.ADVICE,
    "research": Kind.RESEARCH, "recherche": Kind.RESEARCH,
    "volunteering": Kind.VOLUNTEERING, "benevolat": Kind.VOLUNTEERING,
    "event": Kind.EVENT, "evenement": Kind.EVENT,
    "cohort": Kind.COHORT, "cohorte": Kind.COHORT,
}  # fmt: skip
EVERYTHING = ("on", "all", "everything", "tout", "oui")
WEEKDAYS = {
    name: number
    for names in (
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    )
    for number, name in enumerate(names)
}
HOUR = re.compile(r"^(\d{1,2})(?:\s*[:h]\s*([0-5]\d)?)?$")


@dataclass(frozen=True, slots=True)
class Change:
    """What was done to a channel: what it announces now, or none when it stopped."""

    platform_id: str
    channel: Channel | None


def change_channel(work: Work, team: str, words: str) -> Change:
    """Does what was typed after the channel: kinds, on or off; nothing tries again what it refused.

    Raises AdminsOnly, ChannelNeeded, ChoiceNeeded.
    """
    must_be_admin(work)
    found = CHANNEL.match(words)
    if found is None:
        raise ChannelNeeded(words[:80])
    wanted = folded(words[found.end() :]).replace(",", " ").split()
    place = _place(work, team)
    if wanted and ON_OFF.get(wanted[0]) is False:
        communities.stop_announcing(work, place.id, found["id"])
        return Change(found["id"], None)
    if not wanted and (channel := communities.announcing(work, place.id, found["id"])) is not None:
        try_again(work, place.id, found["id"])
        return Change(found["id"], channel)
    return Change(found["id"], communities.announce_in(work, place.id, found["id"], _kinds(wanted)))


def _kinds(wanted: list[str]) -> list[Kind]:
    if len(wanted) == 1 and wanted[0] in EVERYTHING:
        return []
    unknown = [word for word in wanted if word not in KINDS]
    if unknown:
        raise ChoiceNeeded(COMMAND, unknown[0], ())
    return [KINDS[word] for word in wanted]


def add_channel(work: Work, team: str, answers: Mapping[str, Answer]) -> Channel:
    """What the channel dialog asked for. Raises AdminsOnly or Faults."""
    must_be_admin(work)
    channel, kinds = answers.get("channel"), answers.get("kinds")
    if not isinstance(channel, str) or CHANNEL_ID.fullmatch(channel) is None:
        raise Faults({"channel": Fault("missing")})
    chosen = [choice(Kind, kind) for kind in kinds] if isinstance(kinds, tuple) else []
    return communities.announce_in(work, _place(work, team).id, channel, chosen)


def stop_channel(work: Work, team: str, platform_id: str) -> None:
    """Raises AdminsOnly, NoLongerThere."""
    must_be_admin(work)
    communities.stop_announcing(work, _place(work, team).id, _channel_id(platform_id))


def retry_channel(work: Work, team: str, platform_id: str) -> None:
    """Sends again what a channel refused. Raises AdminsOnly, NoLongerThere."""
    must_be_admin(work)
    try_again(work, _place(work, team).id, _channel_id(platform_id))


def _channel_id(given: str) -> str:
    """The channel that a button stands for."""
    if CHANNEL_ID.fullmatch(given) is None:
        raise NoLongerThere
    return given


def _place(work: Work, team: str) -> Place:
    """The asker's place; a team of another community is refused as if it were no channel at all."""
    place = place_of(work.db, "slack", team)
    if place is None or place.community_id != person(work).community_id:
        raise ChannelNeeded("")
    return place


def change_setting(work: Work, words: str) -> None:
    """Does what was typed: "moderation on", "language fr", "timezone America/Toronto", "digest monday 9:00".

    Raises AdminsOnly, ChoiceNeeded or UnknownTimezone.
    """
    now = communities.settings(work)
    first, _, rest = words.strip().partition(" ")
    change = TYPED.get(folded(first))
    if change is None:
        raise ChoiceNeeded(SETTINGS, words[:80], ())
    communities.change_settings(work, change(now, rest.strip()))


def _moderation(now: Settings, words: str) -> Settings:
    return replace(now, moderation=on_or_off(SETTINGS, words))


def _trust_vetted(now: Settings, words: str) -> Settings:
    return replace(now, trust_vetted=on_or_off(SETTINGS, words))


def _language(now: Settings, words: str) -> Settings:
    return replace(now, language=LANGUAGE_NAMES.get(folded(words), words))


def _timezone(now: Settings, words: str) -> Settings:
    return replace(now, timezone=words)


def _digest(now: Settings, words: str) -> Settings:
    """ "on", "off", or a day and perhaps an hour."""
    first, _, rest = folded(words).partition(" ")
    if first in ON_OFF:
        return replace(now, digest_on=ON_OFF[first])
    hour = HOUR.match(rest.removeprefix("at ").removeprefix("a ").strip()) if rest else None
    if first not in WEEKDAYS or (rest and hour is None):
        raise ChoiceNeeded(SETTINGS, f"digest {words}"[:80], ())
    minute = int(hour[1]) * 60 + int(hour[2] or 0) if hour else now.minute
    if minute >= 24 * 60:
        raise ChoiceNeeded(SETTINGS, f"digest {words}"[:80], ())
    return replace(now, digest_on=True, weekday=WEEKDAYS[first], minute=minute)


TYPED: dict[str, Callable[[Settings, str], Settings]] = {
    "moderation": _moderation,
    "vetted": _trust_vetted,
    "agrees": _trust_vetted,
    "language": _language,
    "langue": _language,
    "timezone": _timezone,
    "fuseau": _timezone,
    "digest": _digest,
    "recapitulatif": _digest,
}


def save_settings(work: Work, answers: Mapping[str, Answer]) -> None:
    """What the settings dialog asked for. Raises AdminsOnly, Faults or NoLongerThere."""
    now = communities.settings(work)
    wanted = Settings(
        moderation=switch(answers.get("moderation"), now.moderation),
        language=str(answers.get("language") or now.language),
        timezone=str(answers.get("timezone") or ""),
        digest_on=switch(answers.get("digest"), now.digest_on),
        weekday=_weekday(answers.get("weekday"), now),
        minute=_minute(answers.get("hour"), now),
        trust_vetted=switch(answers.get("trust_vetted"), now.trust_vetted),
    )
    try:
        communities.change_settings(work, wanted)
    except UnknownTimezone as error:
        raise Faults({"timezone": Fault("unknown_timezone")}) from error


def _weekday(given: Answer, now: Settings) -> int:
    if given is None:
        return now.weekday
    day = whole(str(given))
    if day not in WEEKDAYS.values():
        raise NoLongerThere
    return day


def _minute(given: Answer, now: Settings) -> int:
    if given is None:
        return now.minute
    if not isinstance(given, time):
        raise NoLongerThere
    return given.hour * 60 + given.minute
