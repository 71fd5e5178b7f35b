"""Who came: noted once it has begun, told to the absent, contested and put right; in both languages."""

from datetime import timedelta

import pytest

from tests.stories.saying import french, said
from tests.town import STARTS, UNDATED, Town

TITLE = "#1 Map the city's parks"
IN_FRENCH = f"{TITLE}, aujourd’hui, 18:30"
AFTER = STARTS + timedelta(hours=3)


@pytest.fixture
def over(town: Town) -> Town:
    """Rosa's #1 has taken place: Luc was in, Priya waited, Ana and Noémie were in the other role."""
    town.posts(town.rosa)
    for who, typed in ((town.luc, "/benevole inscription 1 designer"), (town.priya, "/volunteer waitlist 1 designer")):
        town.answer(who, typed)
    for who in (town.ana, town.noemie):
        town.answer(who, "/volunteer signup 1 developer")
    town.move_to(AFTER)
    return town


def notes(town: Town, **marks: str) -> None:
    """Rosa notes who came; who is not named did."""
    town.rosa.types(town.square, "/organize attendance 1")
    people = {"luc": "Luc Tremblay (Designer)", "ana": "Ana Silva (Developer)", "noemie": "Noémie Roy (Developer)"}
    town.fills(town.rosa, {people[name]: mark for name, mark in marks.items()})


def test_everyone_with_a_seat_is_there_and_came_unless_said_otherwise(over: Town) -> None:
    over.rosa.types(over.square, "/organize attendance 1")
    dialog = over.rosa.sees_dialog()
    assert dialog.fields == [
        "Luc Tremblay (Designer)", "Ana Silva (Developer)", "Noémie Roy (Developer)", "Hours for each person who came",
    ]  # fmt: skip
    assert dialog.values["Luc Tremblay (Designer)"]["value"] == "came"
    assert dialog.values["Hours for each person who came"] == "2", "as long as it took"
    dialog.submit()
    told = over.rosa.sees_dialog().words
    assert told == "Noted: 3 people came. Anyone who did not is told, and can say otherwise."
    over.deliver()
    assert not any("noted" in words for words in over.dms(over.ana))


def test_who_did_not_come_is_told_once_and_who_was_excused_is_not(over: Town) -> None:
    notes(over, luc="Did not come", ana="Excused")
    notes(over)
    over.deliver()
    missed = french("You are noted as absent from {posting}.", posting=IN_FRENCH)
    assert [words for words in over.dms(over.luc) if words == missed] == [missed]
    assert not any("noted as" in words for words in over.dms(over.ana))


def test_what_was_noted_is_shown_again(over: Town) -> None:
    notes(over, luc="Excused")
    over.rosa.types(over.square, "/organize attendance 1")
    assert over.rosa.sees_dialog().values["Luc Tremblay (Designer)"]["value"] == "excused"


def test_the_roster_says_who_came_and_for_how_long(over: Town) -> None:
    notes(over, luc="Excused", ana="Did not come")
    dates = over.answer(over.rosa, "/organize roster 1").words.splitlines()
    assert dates[1:] == [
        "Designer 1 of 1", "1. Luc Tremblay (excused)", "2. Priya Nair (waiting)",
        "Developer 2 of 2", "1. Ana Silva (did not come)", "2. Noémie Roy (came, 2 h)",
    ]  # fmt: skip


def test_who_was_there_after_all_says_so_and_is_put_right(over: Town) -> None:
    notes(over, luc="Did not come")
    over.deliver()
    told = over.press(over.luc, over.luc.last(over.luc.dm), french("I was there"))
    assert told.words == french("The organizers of {posting} will look at it.", posting=TITLE)
    over.deliver()
    asked = over.rosa.last(over.rosa.dm)
    assert asked.words == f"Luc Tremblay says they were at {TITLE}, today, 6:30 PM."
    assert over.press(over.rosa, asked, "They came").words == f"Luc Tremblay came to {TITLE}."
    over.rosa.types(over.square, "/organize attendance 1")
    assert over.rosa.sees_dialog().values["Luc Tremblay (Designer)"]["value"] == "came"


def test_nobody_contests_for_somebody_else(over: Town) -> None:
    notes(over, luc="Did not come")
    over.deliver()
    stolen = over.luc.last(over.luc.dm).find(french("I was there")).element
    block = {"type": "actions", "block_id": "old", "elements": [stolen]}
    card = over.card(1)
    over.slack.workspace.edit(card.post, blocks=(block,))
    told = over.press(over.ana, over.ana.again(card), french("I was there"))
    assert told.words == said("en", "This button no longer works. Start again: {command}", command="/volunteer")
    over.deliver()
    assert over.rosa.sees(over.rosa.dm) == []


def test_who_came_is_not_noted_before_it_begins(town: Town) -> None:
    town.posts(town.rosa)
    town.answer(town.ana, "/volunteer signup 1 developer")
    told = town.answer(town.rosa, "/organize attendance 1")
    assert told.words == "#1 has not started yet. Note who came once it has."


def test_nobody_to_note_is_said(town: Town) -> None:
    town.posts(town.jean, **UNDATED)
    told = town.answer(town.jean, "/organiser presences 1")
    assert told.words == french("Nobody had a seat in #{number}: there is nobody to note.", number="1")


def test_only_its_organizers_note_who_came(over: Town) -> None:
    assert over.answer(over.ana, "/organize attendance 1").words.startswith("Only the organizers of #1")
