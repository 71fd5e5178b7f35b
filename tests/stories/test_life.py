"""The life of a posting once it is open: filled, started, closed with a text; typed and by buttons."""

from datetime import timedelta

import pytest

from tests.stories.saying import french
from tests.town import STARTS, Town

TITLE = "#1 Map the city's parks"


def test_what_is_filled_takes_nobody_new_and_a_freed_seat_goes_to_who_waits(posted: Town) -> None:
    posted.press(posted.rosa, posted.answer(posted.rosa, "/organize mine"), "Mark as filled: #1")
    posted.deliver()
    assert posted.card(1).words.splitlines()[-1] == "Filled"
    assert posted.answer(posted.noemie, "/benevole inscription 1").words == french(
        "#{number} is filled: it takes no more sign-ups.", number="1"
    )
    posted.answer(posted.luc, "/benevole quitter 1")
    posted.deliver()
    assert "Designer 1 of 1: Priya Nair" in posted.card(1).words


def test_what_was_filled_is_in_progress_from_its_hour_on(posted: Town) -> None:
    posted.answer(posted.rosa, "/organiser comblee 1")
    posted.move_to(STARTS)
    assert posted.card(1).words.splitlines()[-1] == "In progress"


def test_work_that_has_begun_takes_nobody_until_it_is_reopened(posted: Town) -> None:
    told = posted.answer(posted.rosa, "/organize start 1")
    assert told.words == f"{TITLE} is in progress: no more sign-ups. The people signed up stay in."
    refused = posted.answer(posted.noemie, "/volunteer signup 1 developer")
    assert refused.words == french("#{number} is in progress: it takes no more sign-ups.", number="1")
    posted.press(posted.rosa, told, "Reopen")
    assert "Developer" in posted.answer(posted.noemie, "/volunteer signup 1 developer").words


@pytest.mark.parametrize("by_button", [True, False], ids=["by button", "typed"])
def test_closing_with_a_text_tells_everyone_once(posted: Town, *, by_button: bool) -> None:
    asked = posted.answer(posted.rosa, "/organize close 1 The map is online & complete")
    question = asked.words.splitlines()[0]
    assert question == f"Close {TITLE} for good? 3 people are signed up or waiting, and will be told."
    if by_button:
        told = posted.turn(posted.rosa, asked, "Close #1", confirm=True)
    else:
        told = posted.answer(posted.rosa, "/organiser fermer 1 oui The map is online & complete")
    assert told.words == f"{TITLE} is closed. 3 people will be told."
    posted.deliver()
    text = "The map is online & complete"
    assert posted.dms(posted.ana)[-1] == (
        f"{TITLE} has ended. Thank you for being part of it.\nFrom the organizer: {text}"
    )
    assert posted.dms(posted.priya)[-1].startswith(f"{TITLE} ended before a seat came free for you.")
    thanks = french("{posting} has ended. Thank you for being part of it.", posting=TITLE)
    assert posted.dms(posted.luc)[-1] == f"{thanks}\n{french('From the organizer: {text}', text=text)}"
    assert posted.card(1).words.splitlines()[-1] == "Completed"
    again = posted.answer(posted.rosa, "/organize close 1 yes")
    assert again.words == "#1 is already in that state: Completed. There is nothing to change."


def test_who_was_told_that_it_has_ended_is_reminded_of_nothing(posted: Town) -> None:
    posted.answer(posted.rosa, "/organize close 1 yes Done early")
    posted.deliver()
    before = posted.dms(posted.ana)
    for instant in (STARTS - timedelta(days=1), STARTS - timedelta(hours=1), STARTS):
        posted.move_to(instant)
    assert posted.dms(posted.ana) == before
