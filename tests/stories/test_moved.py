"""What moves, and who is told and asked: one date of a series, several of them, the place."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from tests.stories.saying import french
from tests.stories.test_series import TITLE, WEEK, posts_series
from tests.town import STARTS, Town


@pytest.fixture
def series(town: Town) -> Town:
    """Rosa's hack nights with three designers each: 1, 8, 15 and 22 December."""
    posts_series(town, roles="Designer 3")
    return town


def joins(town: Town, who: Any, *days: str) -> None:
    """Joins these dates, named as by ear: "December 8"."""
    for day in days:
        dates = town.answer(who, "/volunteer dates 1")
        town.press(who, dates, next(one for one in dates.accessible_buttons if one.endswith(")") and day in one))
    town.deliver()


def edits(town: Town, on: str, **answers: Any) -> None:
    """Rosa's edit of that date alone."""
    listed = town.answer(town.rosa, "/organize dates 1")
    label = next(one for one in listed.accessible_buttons if one.startswith("Edit") and on in one)
    town.rosa.presses(listed, label)
    town.fills(town.rosa, answers)
    assert not town.dialog_of(town.rosa).errors
    town.dialog_of(town.rosa).close()
    town.deliver()


def roster(town: Town, turns: int) -> str:
    """Who is in so many dates after the one that is shown."""
    shown = town.answer(town.rosa, "/organize roster 1")
    for _turn in range(turns):
        shown = town.turn(town.rosa, shown, "Next date")
    return str(shown.words)


@pytest.mark.parametrize("answer", ["Yes, I am coming", "No, leave"])
def test_who_is_in_another_date_than_the_shown_one_answers_for_that_date(series: Town, answer: str) -> None:
    joins(series, series.ana, "December 8")
    edits(series, "December 8", start=time(19), end=time(21))
    told = series.press(series.ana, series.ana.last(series.ana.dm), answer).words
    series.deliver()
    if answer == "No, leave":
        assert told.startswith(f"You have left {TITLE} (Designer), Tuesday, December 8th, 7:00 PM.")
        assert "Ana" not in roster(series, 1)
    else:
        assert told == f"Noted: you are coming to {TITLE}. Its organizers see it."
        assert "1. Ana Silva (in, confirmed)" in roster(series, 1)


def test_the_answer_stands_for_the_date_it_was_asked_of(series: Town) -> None:
    """Pressed once that date is over and another is shown, which the same person has joined meanwhile."""
    joins(series, series.ana, "December 1")
    edits(series, "December 1", start=time(19), end=time(21))
    asked = series.ana.last(series.ana.dm)
    joins(series, series.ana, "December 8")
    series.move_to(STARTS + WEEK - timedelta(days=1))
    gone = "This date of #1 is over. It has other dates."
    assert series.press(series.ana, asked, "Yes, I am coming").words == gone
    assert "1. Ana Silva (in)" in roster(series, 0)
    series.press(series.ana, asked, "No, leave")
    assert "1. Ana Silva (in)" in roster(series, 0)


def test_a_date_that_was_called_off_is_no_longer_confirmed(series: Town) -> None:
    joins(series, series.luc, "8 décembre")
    edits(series, "December 8", day=date(2026, 12, 9))
    asked = series.luc.last(series.luc.dm)
    series.rosa.types(series.square, "/organize cancel-date 1 December 9")
    series.fills(series.rosa, {})
    told = series.press(series.luc, asked, french("Yes, I am coming")).words
    assert told == french("This date of #{number} is cancelled. It has other dates.", number="1")


def test_who_is_in_several_dates_is_asked_of_all_and_can_leave_each(series: Town) -> None:
    joins(series, series.ana, "December 1,", "December 8")
    series.rosa.types(series.square, "/organize edit 1")
    series.fills(series.rosa, {"where": "12 Elm St."})
    series.deliver()
    asked = series.ana.last(series.ana.dm)
    words = asked.words.splitlines()
    assert words[0] == f"The place of {TITLE} has changed. Your dates are now:"
    assert ("December 1" in words[1], "December 8" in words[2], words[3]) == (True, True, "Remote, 12 Elm St.")
    assert words[4] == "Are you still coming?"
    assert asked.buttons == ["Leave", "Leave", "Yes, to all of these", "Other dates", "Details"]
    told = series.press(series.ana, asked, "Yes, to all of these").words
    assert told == f"Noted: you are coming to {TITLE}. Its organizers see it."
    assert all("1. Ana Silva (in, confirmed)" in roster(series, turns) for turns in (0, 1))
    series.press(series.ana, asked, next(one for one in asked.accessible_buttons if "December 8" in one))
    assert ("Ana" in roster(series, 0), "Ana" in roster(series, 1)) == (True, False)


def test_who_only_waits_is_not_asked_whether_they_come(town: Town) -> None:
    posts_series(town, roles="Designer 1")
    joins(town, town.ana, "December 1,", "December 8")
    joins(town, town.priya, "December 1,", "December 8")
    town.rosa.types(town.square, "/organize edit 1")
    town.fills(town.rosa, {"where": "12 Elm St."})
    town.deliver()
    told = town.priya.last(town.priya.dm)
    assert told.words.splitlines()[-1] == "Remote, 12 Elm St."
    assert told.buttons == ["Leave", "Leave", "Other dates", "Details"]


def test_sixty_dates_make_one_message_that_slack_takes(town: Town) -> None:
    """The pretend Slack refuses what is too long: ten dates are told, and one answer is for all of them."""
    posts_series(town, roles="Designer 3", until=date(2027, 11, 30))
    for page in range(1, 7):
        dates = town.answer(town.ana, f"/volunteer dates 1 page {page}")
        for label in [one for one in dates.accessible_buttons if one.startswith("Join")]:
            town.press(town.ana, dates, label)
    town.rosa.types(town.square, "/organize edit 1")
    town.fills(town.rosa, {"where": "12 Elm St."})
    town.deliver()
    asked = town.ana.last(town.ana.dm)
    assert asked.words.count("You are still in as Designer.") == 10
    assert "and 43 more" in asked.words
    town.press(town.ana, asked, "Yes, to all of these")
    assert "(in, confirmed)" in roster(town, 0)
    assert "(in, confirmed)" in roster(town, 50)


def test_who_is_told_of_an_edit_hears_of_it_where_another_date_moved(series: Town) -> None:
    joins(series, series.ana, "December 1,", "December 8")
    joins(series, series.priya, "December 15")
    edits(series, "December 8", day=date(2026, 12, 9), tell="on")
    changed = f"{TITLE} was changed. Its time and place are the same; see the details."
    assert series.dms(series.priya) == [changed]
    assert [words.splitlines()[0] for words in series.dms(series.ana)] == [
        f"The time of {TITLE} has changed. Your dates are now:"
    ]


def test_who_said_that_they_come_to_another_date_has_still_said_so(series: Town) -> None:
    joins(series, series.ana, "December 8")
    edits(series, "December 8", start=time(19), end=time(21))
    series.press(series.ana, series.ana.last(series.ana.dm), "Yes, I am coming")
    edits(series, "December 15", start=time(19), end=time(21))
    assert "1. Ana Silva (in, confirmed)" in roster(series, 1)
    edits(series, "December 8", start=time(18), end=time(21))
    assert "1. Ana Silva (in)" in roster(series, 1)
