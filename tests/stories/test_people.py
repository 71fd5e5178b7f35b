"""What people choose for themselves: profile, language, reminders."""

from datetime import timedelta

from tests.stories.saying import french, said
from tests.town import STARTS, Town


def test_profile_is_kept_and_shown_to_organizers(town: Town) -> None:
    number = town.posts(town.rosa)
    town.ana.types(town.square, "/volunteer profile")
    profile = town.ana.sees_dialog()
    assert profile.fields == ["Skills", "Hours a week you can give", "Languages you can work in", "Requests for help"]
    town.fills(town.ana, {"Skills": "Figma, facilitation", "Hours a week you can give": 4, "work_languages": ["fr"]})
    assert town.ana.sees_dialog().words == "Your profile is saved."
    town.answer(town.ana, f"/volunteer signup {number} designer")
    assert "1. Ana Silva (in) · Figma, facilitation" in town.answer(town.rosa, f"/organize roster {number}").words
    town.ana.types(town.square, "/volunteer profile")
    kept = town.ana.sees_dialog().values
    assert (kept["Skills"], kept["Hours a week you can give"]) == ("Figma, facilitation", "4")
    assert [option["value"] for option in kept["Languages you can work in"]] == ["fr"]


def test_profile_speaks_french_and_may_be_emptied(town: Town) -> None:
    town.luc.types(town.square, "/benevole profil")
    profile = town.luc.sees_dialog()
    assert profile.title == french("Your profile")
    assert profile.submit_label == french("Save")
    assert profile.fields == [
        french(one) for one in ("Skills", "Hours a week you can give", "Languages you can work in", "Requests for help")
    ]
    town.fills(town.luc, {"skills": "Recherche"})
    town.luc.sees_dialog().close()
    town.luc.types(town.square, "/benevole profil")
    town.luc.sees_dialog().fill({"skills": ""}).submit()
    assert town.luc.sees_dialog().words == french("Your profile is saved.")
    town.luc.types(town.square, "/benevole profil")
    assert town.luc.sees_dialog().values[french("Skills")] is None


def test_profile_opens_from_the_home_tab(town: Town) -> None:
    town.luc.opens_home().press(french("Your profile"))
    assert town.luc.sees_dialog().title == french("Your profile")


def test_language_chosen_wins_over_the_platforms(town: Town) -> None:
    number = town.posts(town.rosa)
    told = town.answer(town.ana, "/volunteer language fr")
    assert told.words == french("I will speak English with you from now on.")
    assert town.answer(town.ana, f"/benevole inscription {number} designer").buttons[0] == french("Leave")
    assert town.answer(town.luc, "/benevole langue anglais").words == "I will speak English with you from now on."
    assert town.answer(town.luc, f"/benevole inscription {number} developer").buttons == ["Leave", "Details"]
    town.luc.changes(tz="America/Halifax")
    assert town.answer(town.luc, "/benevole").words.startswith("1 open opportunity")


def test_language_unknown_is_told_which_there_are(town: Town) -> None:
    for language, someone, typed in (("en", town.ana, "/volunteer language"), ("fr", town.luc, "/benevole langue")):
        ways = [said(language, way) for way in ("/volunteer language en", "/volunteer language fr")]
        assert town.answer(someone, typed).words.splitlines() == [said(language, "Type one of these:"), *ways]
        head = said(language, "I do not understand “{given}”. Type one of these:", given="klingon")
        assert town.answer(someone, f"{typed} klingon").words.splitlines() == [head, *ways]


def test_reminders_off_are_not_sent_and_on_again_they_are(town: Town) -> None:
    number = town.posts(town.rosa)
    for someone, role in ((town.ana, "designer"), (town.luc, "developer")):
        town.answer(someone, f"/volunteer signup {number} {role}")
    assert town.answer(town.ana, "/volunteer reminders off").words == (
        "Reminders are off. To turn them on again, type /volunteer reminders on"
    )
    sentence = "Reminders are off. To turn them on again, type {command}"
    assert town.answer(town.luc, "/benevole rappels non").words == french(sentence, command="/volunteer reminders on")
    town.move_to(STARTS - timedelta(hours=24))
    assert (town.dms(town.ana), town.dms(town.luc)) == ([], [])
    told = town.answer(town.luc, "/benevole rappels oui").words
    assert told == french("Reminders are on: a day and an hour before what you are in.")
    town.move_to(STARTS - timedelta(hours=1))
    assert (len(town.dms(town.ana)), len(town.dms(town.luc))) == (0, 1)


def test_reminders_need_on_or_off(town: Town) -> None:
    ways = [french(way) for way in ("/volunteer reminders on", "/volunteer reminders off")]
    assert town.answer(town.luc, "/benevole rappels").words.splitlines() == [french("Type one of these:"), *ways]
