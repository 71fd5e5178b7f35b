"""People: recognised from their platform, and what they chose for themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.errors import Fault, Faults
from bot.errors.invitations import NotMet
from bot.errors.typed import ChoiceNeeded
from bot.marketplace.given import choice
from bot.marketplace.kinds import WorkLanguage
from bot.marketplace.naming import cleaned, folded
from bot.marketplace.permissions import person
from bot.marketplace.times import timezones
from bot.messages.form import Answer
from bot.messages.voice import LANGUAGES, Voice
from bot.work import Work
from db.models import Account, Community, Person, Place
from db.queries.people import Known, account_of

LONGEST_SKILLS = 500
MOST_HOURS = 80
ON_OFF = {"on": True, "oui": True, "yes": True, "off": False, "non": False, "no": False}
LANGUAGE_NAMES = {
    "en": "en", "english": "en", "anglais": "en",
    "fr": "fr", "french": "fr", "francais": "fr",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform says of somebody: locale such as "fr-CA", IANA zone, and whether they run the place.

    What it does not say is empty, and leaves what was known. `active`: their account there has not been closed.
    `changed_at`: when any of it last changed, by the platform's clock; none if it does not say.
    """

    name: str
    locale: str
    timezone: str
    admin: bool
    active: bool = True
    changed_at: datetime | None = None


def recognise(work: Work, place: Place, platform_id: str, profile: Profile | None) -> Account:
    """The account of that platform user, made or brought up to date from `profile`.

    Without a profile (the platform could not be asked) a newcomer gets the community's language and zone until
    it can be. A profile older than the one we know comes late and changes nothing. Who has closed their account is
    asked about again when they speak: they may have come back without our hearing of it.
    """
    account = account_of(work.db, place.id, platform_id)
    if account is None:
        account = _newcomer(work, place, platform_id)
    if profile is not None and not _older(profile.changed_at, account.changed_at):
        _update(work.db.get_one(Person, account.person_id), profile, appointed=platform_id in place.appointed)
        account.checked_at, account.changed_at = work.now if profile.active else None, profile.changed_at
    return account


def met(work: Work, place: Place, user: str) -> Person:
    """The person of that platform id, whom the platform has told us about, so that they read their own language.

    Raises NotMet for anybody else, and for whose account is closed.
    """
    account = account_of(work.db, place.id, user)
    if user == place.bot_user or account is None or account.checked_at is None:
        raise NotMet(user)
    return work.db.get_one(Person, account.person_id)


def _older(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other


def _update(known: Person, profile: Profile, *, appointed: bool) -> None:
    """A zone or a language we do not know leaves what was known: nobody can be written to in either."""
    known.name = profile.name or known.name
    if profile.locale[:2].lower() in LANGUAGES:
        known.locale = profile.locale
    if profile.timezone in timezones():
        known.timezone = profile.timezone
    known.admin = profile.active and (profile.admin or appointed)


def dismiss(work: Work, place: Place, platform_id: str) -> None:
    """Takes an admin's rights away: the operator no longer appoints them, and the platform cannot be asked."""
    account = account_of(work.db, place.id, platform_id)
    if account is not None:
        work.db.get_one(Person, account.person_id).admin = False


def _newcomer(work: Work, place: Place, platform_id: str) -> Account:
    community = work.db.get_one(Community, place.community_id)
    newcomer = Person(
        community_id=community.id,
        name=platform_id,
        chosen_language=None,
        locale=community.language,
        timezone=community.timezone,
        skills="",
        hours_per_week=None,
        work_languages=[],
        reminders=True,
        admin=False,
        created_at=work.now,
    )
    work.db.add(newcomer)
    work.db.flush()
    account = Account(person_id=newcomer.id, place_id=place.id, platform_id=platform_id)
    work.db.add(account)
    work.db.flush()
    return account


def voice_of(someone: Person | Known) -> Voice:
    """The voice that speaks to this person: their choice, else their platform's locale, else English."""
    language = someone.chosen_language or someone.locale[:2].lower()
    return Voice(language if language in LANGUAGES else "en", someone.timezone)


def choose_language(work: Work, given: str) -> Voice:
    """Speaks this language to the asker from now on. Raises ChoiceNeeded."""
    language = LANGUAGE_NAMES.get(folded(given))
    if language is None:
        raise ChoiceNeeded("volunteer language", given, LANGUAGES)
    asker = person(work)
    asker.chosen_language = language
    return voice_of(asker)


def choose_reminders(work: Work, given: str) -> bool:
    """Turns the asker's reminders on or off. Raises ChoiceNeeded."""
    wanted = on_or_off("volunteer reminders", given)
    person(work).reminders = wanted
    return wanted


def on_or_off(command: str, given: str) -> bool:
    """What "on", "off", "oui", "non" mean. Raises ChoiceNeeded."""
    try:
        return ON_OFF[folded(given)]
    except KeyError:
        raise ChoiceNeeded(command, given, ("on", "off")) from None


def save_profile(work: Work, answers: Mapping[str, Answer]) -> Person:
    """Keeps what the asker says of themselves, and what they were not asked as it was. Raises Faults, NoLongerThere."""
    faults: dict[str, Fault] = {}
    skills, hours = cleaned(str(answers.get("skills") or "")).strip(), answers.get("hours_per_week")
    if len(skills) > LONGEST_SKILLS:
        faults["skills"] = Fault("too_long", {"longest": LONGEST_SKILLS, "length": len(skills)})
    if isinstance(hours, int) and not 1 <= hours <= MOST_HOURS:
        faults["hours_per_week"] = Fault("number_range", {"least": 1, "most": MOST_HOURS})
    if faults:
        raise Faults(faults)
    asker = person(work)
    if "skills" in answers:
        asker.skills = skills
    if "hours_per_week" in answers:
        asker.hours_per_week = hours if isinstance(hours, int) else None
    if "work_languages" in answers:
        chosen = answers["work_languages"]
        asker.work_languages = [choice(WorkLanguage, one) for one in chosen] if isinstance(chosen, tuple) else []
    if "asked" in answers:
        asker.may_be_asked = bool(answers["asked"])
    return asker
