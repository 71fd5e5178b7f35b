"""People: recognised from their platform, and what they chose for themselves."""

import pytest

from bot.errors import Fault, Faults
from bot.errors.typed import ChoiceNeeded
from bot.marketplace import people
from bot.marketplace.people import Profile
from bot.messages.form import Answer
from bot.messages.voice import Voice
from db.models import Account, Community, Person, Place
from tests.bot.marketplace.village import Village
from tests.town import START

LUC = Profile("Luc", "fr-CA", "America/Montreal", admin=False)


def meets(village: Village, user: str, profile: Profile | None) -> tuple[Person, Account]:
    with village.desk.work() as work:
        account = people.recognise(work, work.db.get_one(Place, village.place), user, profile)
        return work.db.get_one(Person, account.person_id), account


def test_somebody_new_is_kept_as_the_platform_describes_them(village: Village) -> None:
    person, account = meets(village, "U1", LUC)
    assert (person.name, person.locale, person.timezone, person.admin) == ("Luc", "fr-CA", "America/Montreal", False)
    assert (person.reminders, person.chosen_language, person.skills) == (True, None, "")
    assert (account.platform_id, account.checked_at) == ("U1", START)


def test_somebody_is_known_again_and_brought_up_to_date(village: Village) -> None:
    first, _account = meets(village, "U1", LUC)
    again, _account = meets(village, "U1", Profile("Lucie", "en-GB", "Europe/London", admin=True))
    assert (again.id, again.name, again.locale, again.timezone, again.admin) == (
        first.id, "Lucie", "en-GB", "Europe/London", True,
    )  # fmt: skip


def test_what_the_platform_does_not_say_is_kept(village: Village) -> None:
    """An event about a changed profile carries no locale."""
    meets(village, "U1", LUC)
    person, _account = meets(village, "U1", Profile("", "", "", admin=False))
    assert (person.name, person.locale, person.timezone) == ("Luc", "fr-CA", "America/Montreal")


def test_somebody_the_platform_could_not_describe_speaks_as_the_community_does(village: Village) -> None:
    with village.desk.work() as work:
        community = work.db.get_one(Community, village.id)
        community.language, community.timezone = "fr", "America/St_Johns"
    person, account = meets(village, "U1", None)
    assert people.voice_of(person) == Voice("fr", "America/St_Johns")
    assert (person.name, account.checked_at) == ("U1", None)


def test_who_the_operator_appointed_is_an_admin_whatever_the_platform_says(village: Village) -> None:
    with village.desk.work() as work:
        work.db.get_one(Place, village.place).appointed = ["U1"]
    assert [meets(village, user, LUC)[0].admin for user in ("U1", "U2")] == [True, False]


def test_a_zone_or_language_nobody_knows_leaves_what_was_known(village: Village) -> None:
    """Nobody could be told a time in it."""
    meets(village, "U1", LUC)
    person, _account = meets(village, "U1", Profile("Luc", "tlh-KX", "Mars/Olympus", admin=False))
    assert people.voice_of(person) == Voice("fr", "America/Montreal")


def test_who_is_gone_or_no_longer_appointed_is_no_admin(village: Village) -> None:
    boss = Profile("Maya", "en-CA", "UTC", admin=True)
    assert meets(village, "U1", boss)[0].admin
    assert not meets(village, "U1", Profile("Maya", "en-CA", "UTC", admin=True, active=False))[0].admin
    meets(village, "U2", boss)
    with village.desk.work() as work:
        for user in ("U2", "U0NOBODY"):
            people.dismiss(work, work.db.get_one(Place, village.place), user)
        assert village.known(work, "U2").admin is False


@pytest.mark.parametrize(
    ("chosen", "locale", "language"),
    [
        (None, "fr-CA", "fr"),
        (None, "FR", "fr"),
        (None, "de-DE", "en"),
        (None, "", "en"),
        ("fr", "en-CA", "fr"),
        ("en", "fr-CA", "en"),
    ],
)
def test_a_person_is_spoken_to_in_their_choice_or_their_platforms_language(
    chosen: str | None, locale: str, language: str
) -> None:
    someone = Person(chosen_language=chosen, locale=locale, timezone="UTC")
    assert people.voice_of(someone) == Voice(language, "UTC")


@pytest.mark.parametrize(
    ("typed", "language"), [("fr", "fr"), ("FRANÇAIS", "fr"), ("French", "fr"), ("en", "en"), (" Anglais ", "en")]
)
def test_a_language_is_chosen_by_any_of_its_names(village: Village, typed: str, language: str) -> None:
    village.people("ana")
    assert village.does("ana", lambda work: people.choose_language(work, typed)).language == language
    assert village.does("ana", lambda work: village.known(work, "ana").chosen_language) == language


@pytest.mark.parametrize("typed", ["", "de", "frfr"])
def test_a_language_nobody_speaks_here_is_refused(village: Village, typed: str) -> None:
    village.people("ana")
    assert village.refused("ana", lambda work: people.choose_language(work, typed)) == ChoiceNeeded(
        "volunteer language", typed, ("en", "fr")
    )


def test_reminders_are_turned_off_and_on(village: Village) -> None:
    village.people("ana")
    for typed, wanted in (("off", False), ("OUI", True), ("non", False), ("on", True)):
        assert village.does("ana", lambda work, typed=typed: people.choose_reminders(work, typed)) is wanted  # type: ignore[misc]
        assert village.does("ana", lambda work: village.known(work, "ana").reminders) is wanted
    assert village.refused("ana", lambda work: people.choose_reminders(work, "maybe")) == ChoiceNeeded(
        "volunteer reminders", "maybe", ("on", "off")
    )


def test_a_profile_is_kept(village: Village) -> None:
    village.people("ana")
    given: dict[str, Answer] = {
        "skills": " Py\u202ethon\x00, maps ",
        "hours_per_week": 80,
        "work_languages": ("fr", "en"),
    }
    village.does("ana", lambda work: people.save_profile(work, given))
    with village.work("ana") as work:
        kept = village.known(work, "ana")
    assert (kept.skills, kept.hours_per_week, kept.work_languages) == ("Python, maps", 80, ["fr", "en"])


def test_an_emptied_profile_is_empty(village: Village) -> None:
    village.people("ana")
    village.does("ana", lambda work: people.save_profile(work, {"skills": "s" * 500, "hours_per_week": 1}))
    village.does("ana", lambda work: people.save_profile(work, {"skills": None, "hours_per_week": None}))
    with village.work("ana") as work:
        kept = village.known(work, "ana")
    assert (kept.skills, kept.hours_per_week, kept.work_languages) == ("", None, [])


@pytest.mark.parametrize("hours", [0, -1, 81])
def test_every_fault_of_a_profile_is_named_and_nothing_kept(village: Village, hours: int) -> None:
    village.people("ana")
    given: dict[str, Answer] = {"skills": "s" * 501, "hours_per_week": hours}
    assert village.refused("ana", lambda work: people.save_profile(work, given)) == Faults(
        {
            "skills": Fault("too_long", {"longest": 500, "length": 501}),
            "hours_per_week": Fault("number_range", {"least": 1, "most": 80}),
        }
    )
    assert village.does("ana", lambda work: village.known(work, "ana").skills) == ""
