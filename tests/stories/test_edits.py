"""What an edit does to who is signed up: fewer seats, a small change, another time."""

from datetime import time, timedelta
from typing import Any

import pytest

from tests.stories.saying import french
from tests.town import STARTS, Town

TITLE = "#1 Map the city's parks"


@pytest.fixture
def posted(town: Town) -> Town:
    """Rosa's #1 with three designers, who came in this order: Ana, Luc, Noémie; Priya waits."""
    town.posts(town.rosa, roles="Designer 3")
    for who in (town.ana, town.luc, town.noemie, town.priya):
        town.answer(who, "/volunteer waitlist 1")
        town.slack.advance(timedelta(seconds=1))
    town.deliver()
    return town


def edits(town: Town, **answers: Any) -> Any:
    """The dialog after Rosa changed these fields of #1."""
    town.rosa.types(town.square, "/organize edit 1")
    town.fills(town.rosa, answers)
    return town.dialog_of(town.rosa)


def saves(town: Town, **answers: Any) -> None:
    dialog = edits(town, **answers)
    assert not dialog.errors, dialog.errors
    dialog.close()
    town.deliver()


def test_fewer_seats_name_who_would_wait_and_unseat_nobody_unasked(posted: Town) -> None:
    asked = edits(posted, roles="Designer 1")
    assert asked.errors == {
        "Roles and seats": (
            "Designer: 3 are in. With 1, the last ones would go to the waiting list: Noémie Roy, Luc Tremblay. "
            "Allow that below, or keep more seats."
        )
    }
    posted.deliver()
    assert "Designer 3 of 3" in posted.card(1).words
    asked.fill({"If a role has fewer seats than people": "The last ones in go to the waiting list"}).submit()
    posted.dialog_of(posted.rosa).close()
    posted.deliver()
    assert "Designer 1 of 1: Ana Silva; 3 waiting" in posted.card(1).words
    sentence = (
        "There are fewer seats for {posting} now. You are now on the waiting list for {role}, number {place} in line."
    )
    told = {"posting": TITLE, "role": "Designer"}
    assert posted.dms(posted.luc) == [french(sentence, **told, place=1)]
    assert posted.dms(posted.noemie) == [french(sentence, **told, place=2)]
    assert (posted.dms(posted.ana), posted.dms(posted.priya)) == ([], [])


def test_who_was_unseated_is_first_to_come_back_and_is_told_each_time(posted: Town) -> None:
    for _turn in range(2):
        saves(posted, roles="Designer 2", unseat="on")
        saves(posted, roles="Designer 3")
    freed = french("A seat was freed and it is yours: you are in as {role} for {posting}.", role="Designer",
                   posting=TITLE)  # fmt: skip
    heads = [words.splitlines()[0] for words in posted.dms(posted.noemie)]
    assert (heads[1::2], len(heads)) == ([freed, freed], 4)
    posted.move_to(STARTS - timedelta(days=1))
    assert len(posted.dms(posted.noemie)) == 5, "reminded once"


def test_a_small_edit_tells_people_only_when_that_is_chosen(posted: Town) -> None:
    saves(posted, summary="Count the benches")
    assert posted.dms(posted.luc) == []
    saves(posted, summary="Count the taps", tell="on")
    sentence = "{posting} was changed. Its time and place are the same; see the details."
    assert posted.dms(posted.luc) == [french(sentence, posting=TITLE)]
    assert len(posted.dms(posted.priya)) == 1, "who waits too"
    saves(posted, start=time(19), end=time(21), tell="on")
    assert [len(posted.dms(who)) for who in (posted.luc, posted.priya)] == [2, 2], "one message, that it moved"


def test_the_answer_says_who_is_told_who_got_a_seat_and_who_waits(posted: Town) -> None:
    head = f"{TITLE} is saved, and its cards will show it."
    said: list[tuple[dict[str, Any], list[str]]] = [
        ({"summary": "Count the benches"}, ["The time and the place are as they were, so nobody is told."]),
        ({"summary": "Count the taps", "tell": "on"}, ["4 people are told of the change."]),
        ({"start": time(19), "end": time(21)}, ["4 people are told of the new time or place."]),
        ({"roles": "Designer 4"}, ["From the waiting list, in now: Priya Nair."]),
        ({"roles": "Designer 2", "unseat": "on"}, ["On the waiting list now: Priya Nair and Noémie Roy."]),
    ]
    for answers, told in said:
        dialog = edits(posted, **answers)
        assert dialog.words.splitlines() == [head, *told], answers
        dialog.close()


def test_another_time_asks_who_still_comes(posted: Town) -> None:
    saves(posted, start=time(19), end=time(21))
    asked = posted.luc.last(posted.luc.dm)
    yes, no = french("Yes, I am coming"), french("No, leave")
    assert asked.buttons == [yes, no, french("Details")]
    assert posted.press(posted.luc, asked, yes).words == french(
        "Noted: you are coming to {posting}. Its organizers see it.", posting=TITLE
    )
    posted.press(posted.noemie, posted.noemie.last(posted.noemie.dm), no)
    assert posted.priya.last(posted.priya.dm).buttons == ["Leave", "Details"]
    posted.deliver()
    assert posted.answer(posted.rosa, "/organize roster 1").words.splitlines()[2:] == [
        "1. Ana Silva (in)", "2. Luc Tremblay (in, confirmed)", "3. Priya Nair (in)"
    ]  # fmt: skip
    saves(posted, where="12 Elm St.")
    assert "confirmed" not in posted.answer(posted.rosa, "/organize roster 1").words, "it moved once more"
    assert posted.press(posted.noemie, posted.noemie.again(posted.noemie.sees(posted.noemie.dm)[0]), yes).words
    assert "Noémie" not in posted.answer(posted.rosa, "/organize roster 1").words


def test_fewer_seats_and_another_hour_in_one_edit_are_one_message(posted: Town) -> None:
    saves(posted, roles="Designer 2", unseat="on", start=time(19), end=time(21))
    (told,) = posted.dms(posted.noemie)
    assert told.splitlines()[0] == " ".join(
        (french("The time of {posting} has changed.", posting=TITLE), french("It is now:"))
    )
    sentence = "There are fewer seats now: you are now on the waiting list for {role}, number {place} in line."
    assert told.splitlines()[-1] == french(sentence, role="Designer", place=1)
    assert [len(posted.dms(who)) for who in (posted.ana, posted.luc, posted.priya)] == [1, 1, 1]
    assert posted.dms(posted.priya)[0].endswith("You are still on the waiting list for Designer.")


def test_fewer_seats_and_another_place_for_who_has_a_seat_again_say_that_they_have_it(posted: Town) -> None:
    posted.rosa.types(posted.square, "/organize edit 1")
    posted.fills(posted.rosa, {"roles": "Designer 2", "unseat": "on", "where": "12 Elm St."})
    posted.dialog_of(posted.rosa).close()
    posted.answer(posted.ana, "/volunteer leave 1")
    posted.deliver()
    told = posted.dms(posted.noemie)
    assert french("You are still in as {role}. Are you still coming?", role="Designer") in told[0].splitlines()
