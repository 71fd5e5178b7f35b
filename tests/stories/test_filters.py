"""An organizer looks at a part of who applied, chosen from a menu or typed; and accepts with a text."""

import pytest

from tests.stories.saying import french
from tests.stories.test_applying import COHORT, TITLE, applies, looks, posts
from tests.town import Town


@pytest.fixture
def cohort(town: Town) -> Town:
    """Luc, who works in French, Ana, who works in English, and Priya, who does not say, applied to Rosa's #1."""
    posts(town, town.rosa, **COHORT)
    for who, typed, about in (
        (town.luc, "/benevole profil", {"skills": "Figma", "hours_per_week": 9, "work_languages": ["fr"]}),
        (town.ana, "/volunteer profile", {"skills": "Maps", "work_languages": ["en"]}),
    ):
        who.types(town.square, typed)
        town.fills(who, about)
        who.sees_dialog().close()
    for who in (town.luc, town.ana, town.priya):
        applies(town, who, "Apply as Designer")
    return town


def listed(words: str) -> list[str]:
    return [name for name in ("Luc Tremblay", "Ana Silva", "Priya Nair") if f"{name} ·" in words]


def test_who_works_in_a_language_is_chosen_from_the_menu_and_everyone_again(cohort: Town) -> None:
    everyone = cohort.answer(cohort.rosa, "/organize applicants 1")
    assert len(listed(everyone.words)) == 3
    cohort.rosa.chooses(everyone, "Show only some", "Works in French")
    assert cohort.slack.workspace.wait(lambda: cohort.rosa.again(everyone).post != everyone.post, 5)
    some = cohort.rosa.again(everyone)
    assert "Waiting for an answer: 1\nOnly: works in French\n" in some.words
    assert listed(some.words) == ["Luc Tremblay"]
    assert "Decline all the rest" not in some.buttons, "the rest is more than what is shown"
    assert len(listed(cohort.turn(cohort.rosa, some, "Show everyone").words)) == 3


def test_a_name_is_typed_in_french_too(cohort: Town) -> None:
    found = cohort.answer(cohort.rosa, "/organiser candidatures 1 tremblay")
    assert listed(found.words) == ["Luc Tremblay"]
    assert "Only: “tremblay” in the name" in found.words
    nobody = cohort.answer(cohort.rosa, "/organize applicants 1 <!channel> *zoe*")
    assert "Nobody here matches." in nobody.words
    assert listed(nobody.words) == []


def test_a_french_organizer_reads_what_is_filtered_in_french(town: Town) -> None:
    posts(town, town.jean, **COHORT)
    applies(town, town.ana, "Apply as Designer")
    found = town.answer(town.jean, "/organiser candidatures 1 silva")
    assert french("Only: {what}", what=french("“{words}” in the name", words="silva")) in found.words
    assert french("Show everyone") in found.buttons


def test_accepting_with_a_text_tells_it_in_their_language(cohort: Town) -> None:
    looks(cohort, cohort.answer(cohort.rosa, "/organize applicants 1 luc"), "Look").press("Accept with a text")
    assert cohort.rosa.sees_dialog().words.startswith("Luc Tremblay will read this.")
    cohort.fills(cohort.rosa, {"text": "Bring a laptop <!here>"})
    assert "Luc Tremblay · Designer · accepted" in cohort.rosa.sees_dialog().words
    cohort.deliver()
    told = cohort.dms(cohort.luc)[-1]
    assert told.startswith(
        french("You were accepted: you are in as {role} for {posting}.", role="Designer", posting=TITLE)
    )
    assert french("From the organizer: {text}", text="Bring a laptop <!here>") in told
    assert "Your answer: Bring a laptop <!here>" in cohort.rosa.sees_dialog().words
