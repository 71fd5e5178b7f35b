"""It is over: the organizers are asked who came, note it, and who came hears of their hours; in both languages."""

from datetime import timedelta

import pytest

from sandbox.actor import Actor
from tests.stories.saying import french
from tests.stories.test_series import posts_series
from tests.town import START, STARTS, Town

LUC = "Hours for Luc Tremblay (Designer), if different"
TITLE = "#1 Map the city's parks"
NEXT_MORNING = START + timedelta(days=8, hours=23)
"""Nine o'clock in Toronto after the evening of POSTING."""


@pytest.fixture
def over(town: Town) -> Town:
    """Rosa and Jean run #1, in which Luc and Ana were; it is the next morning."""
    town.answer(town.jean, "/benevole aide")
    town.posts(town.rosa)
    town.rosa.types(town.square, "/organize owners 1")
    town.fills(town.rosa, {"owners": [town.jean]})
    town.dialog_of(town.rosa).close()
    town.answer(town.luc, "/benevole inscription 1 designer")
    town.answer(town.ana, "/volunteer signup 1 developer")
    town.move_to(STARTS + timedelta(hours=3, minutes=5))
    for who in (town.rosa, town.jean):
        assert not asked(town, who), "not in the evening"
    town.move_to(NEXT_MORNING)
    return town


def asked(town: Town, who: Actor) -> list[str]:
    return [words for words in town.dms(who) if words.endswith(("Who came?", "Qui était là?"))]


def test_all_who_run_it_are_asked_once_and_the_first_answer_closes_it_for_the_others(over: Town) -> None:
    (told,) = asked(over, over.rosa)
    assert told.startswith(f"{TITLE}, ")
    assert told.endswith(" is over. Who came?")
    assert len(asked(over, over.jean)) == 1
    over.jean.presses(over.jean.last(over.jean.dm), french("Note who came"))
    over.dialog_of(over.jean).submit()
    over.dialog_of(over.jean).close()
    over.deliver()
    for who in (over.rosa, over.jean):
        assert asked(over, who) == []
    again = over.rosa.last(over.rosa.dm)
    assert again.words.startswith(f"Attendance at {TITLE}, ")
    assert again.words.endswith(" is noted.")
    over.rosa.presses(again, "Look again")
    assert over.rosa.sees_dialog().values["Luc Tremblay (Designer)"]["value"] == "came"
    over.move_to(NEXT_MORNING + timedelta(days=2))
    assert asked(over, over.rosa) == []


def test_hours_may_differ_and_each_hears_of_their_own_once(over: Town) -> None:
    over.rosa.presses(over.rosa.last(over.rosa.dm), "Note who came")
    over.rosa.sees_dialog().fill({"Ana Silva (Developer)": "Did not come"})
    over.rosa.sees_dialog().press("Different hours for some")
    dialog = over.rosa.sees_dialog()
    assert dialog.values["Ana Silva (Developer)"]["value"] == "absent", "what was chosen stays"
    dialog.fill({LUC: "2,5", "Hours for Ana Silva (Developer), if different": "3"})
    dialog.submit()
    over.deliver()
    assert not any("heures" in words for words in over.dms(over.luc)), "an hour is left to put a slip right"
    over.move_to(NEXT_MORNING + timedelta(hours=1))
    thanks = french(
        "Thank you for coming to {posting}. Hours noted for you: {hours}", posting=f"{TITLE}, hier, 18:30", hours="2,5"
    )
    told = [words for words in over.dms(over.luc) if words.startswith(thanks)]
    assert len(told) == 1
    assert french("All your hours: {command}", command="/volunteer mine") in told[0]
    assert not any("Thank you for coming" in words for words in over.dms(over.ana))
    mine = over.answer(over.luc, "/benevole mes-offres").words
    assert french("Hours you have given so far: {hours}", hours="2,5") in mine
    assert french("{posting}: {hours} h", posting=TITLE, hours="2,5") in mine


def test_hours_of_ones_own_are_shown_again(over: Town) -> None:
    over.rosa.presses(over.rosa.last(over.rosa.dm), "Note who came")
    over.rosa.sees_dialog().press("Different hours for some")
    over.fills(over.rosa, {LUC: "5"})
    over.rosa.sees_dialog().close()
    over.rosa.types(over.square, "/organize attendance 1")
    dialog = over.rosa.sees_dialog()
    assert (dialog.values[LUC], dialog.values["Hours for each person who came"]) == ("5", "2")


def test_hours_that_were_taken_back_within_the_hour_are_not_told(over: Town) -> None:
    for mark in ("Came", "Excused"):
        over.rosa.types(over.square, "/organize attendance 1")
        over.fills(over.rosa, {"Ana Silva (Developer)": mark})
        over.dialog_of(over.rosa).close()
    over.move_to(NEXT_MORNING + timedelta(hours=2))
    assert not any("Thank you for coming" in words for words in over.dms(over.ana))
    assert "so far" not in over.answer(over.ana, "/volunteer mine").words


def test_which_of_several_dates_is_asked_and_the_roster_leads_to_its_own(town: Town) -> None:
    posts_series(town, roles="Developer 5")
    for who in (town.ana, town.luc):
        town.answer(who, "/volunteer signup 1 developer")
    town.move_to(STARTS + timedelta(days=3))
    town.answer(town.priya, "/volunteer signup 1 developer")
    town.move_to(STARTS + timedelta(days=7, hours=3))
    which = town.answer(town.rosa, "/organize attendance 1")
    assert which.words.startswith(f"Who came to {TITLE}: which date?")
    (menu,) = which.menus.values()
    assert [option.partition(", 2026")[0] for option in menu] == ["Tuesday, December 8", "Tuesday, December 1"]
    town.rosa.chooses(which, "Choose a date", menu[1])
    assert town.rosa.sees_dialog().fields[:2] == ["Ana Silva (Developer)", "Luc Tremblay (Developer)"]
    town.rosa.sees_dialog().submit()
    town.rosa.sees_dialog().close()
    roster = town.answer(town.rosa, "/organize roster 1")
    earlier = town.turn(town.rosa, roster, "Previous date")
    town.rosa.presses(earlier, "Who came")
    assert town.rosa.sees_dialog().fields[0] == "Priya Nair (Developer)"
