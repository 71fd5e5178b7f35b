"""Evenings that repeat: posted by a rule, joined one by one, edited and called off; typed and by buttons."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from tests.stories.saying import counted, french
from tests.town import POSTING, STARTS, Town

TITLE = "#1 Map the city's parks"
WEEK = timedelta(weeks=1)
JOIN = french("Join as {role}", role="Designer")


def posts_series(town: Town, **changes: Any) -> None:
    """Rosa's hack nights, on Tuesdays: 1, 8, 15 and 22 December. Delivers the card."""
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().fill({"kind": "event"})
    town.rosa.sees_dialog().fill(
        {name: value for name, value in POSTING.items() if name not in ("hours", "hours_total", "timezone")}
    )
    town.rosa.sees_dialog().fill({"repeat": "week"})
    town.fills(town.rosa, {"until": date(2026, 12, 22), "holidays": "ON", "roles": "Designer 1", **changes})
    assert not town.dialog_of(town.rosa).errors
    town.dialog_of(town.rosa).close()
    town.deliver()


@pytest.fixture
def series(town: Town) -> Town:
    posts_series(town)
    return town


def test_the_card_shows_the_next_date_and_how_many_more(series: Town) -> None:
    assert "Tuesday, December 1st" in series.card(1).words
    assert "; 3 more dates" in series.card(1).words
    series.move_to(STARTS + timedelta(hours=2))
    assert "Tuesday, December 8th" in series.card(1).words
    assert "; 2 more dates" in series.card(1).words
    for weeks in (1, 2, 3):
        series.move_to(STARTS + timedelta(hours=2) + weeks * WEEK)
    assert series.card(1).words.splitlines()[-1] == "Completed"


def test_the_dialog_asks_for_the_last_day_only_of_what_repeats(town: Town) -> None:
    town.jean.types(town.square, "/organiser publier")
    dialog = town.jean.sees_dialog()
    dialog.fill({"title": "Vélos", "kind": "event"})
    assert french("Last day") not in town.jean.sees_dialog().fields
    town.jean.sees_dialog().fill({"repeat": "month"})
    assert [french("Repeats"), french("Last day"), french("Holidays")] == [
        one for one in town.jean.sees_dialog().fields if one in {french(w) for w in ("Repeats", "Last day", "Holidays")}
    ]
    assert town.jean.sees_dialog().values[french("Title")] == "Vélos"


def test_each_date_has_seats_of_its_own(series: Town) -> None:
    series.press(series.ana, series.card(1), "Join as Designer")
    dates = series.press(series.luc, series.card(1), "Other dates")
    assert counted("fr", "{n} date to come", "{n} dates to come", 4) in dates.words
    assert "Designer 1 sur 1" in dates.words
    assert dates.words.count("Designer 0 sur 1") == 3
    second = french("Join as {role}", role="Designer")
    told = series.press(series.luc, dates, second)
    assert "8 décembre" in told.words
    assert series.answer(series.luc, "/benevole mes-offres").words.count("Designer") == 1


def test_reminders_leave_the_date_they_speak_of(series: Town) -> None:
    """Pressed a week later, the button of an old reminder does not leave the date that is shown then."""
    series.press(series.ana, series.card(1), "Join as Designer")
    series.press(series.ana, series.answer(series.ana, "/volunteer dates 1"), "Join as Designer")
    series.deliver()
    series.move_to(STARTS - timedelta(days=1))
    reminder = [one for one in series.ana.sees(series.ana.dm) if one.words.startswith("Reminder")][-1]
    series.move_to(STARTS + timedelta(hours=2))
    series.press(series.ana, reminder, "Leave")
    series.deliver()
    assert "Designer 1 of 1: Ana Silva" in series.card(1).words


def test_who_leaves_one_date_hears_which_and_what_they_are_still_in(series: Town) -> None:
    series.press(series.ana, series.card(1), "Join as Designer")
    series.press(series.ana, series.answer(series.ana, "/volunteer dates 1"), "Join as Designer")
    told = series.press(series.ana, series.card(1), "Leave")
    other = "To choose another date, type /volunteer dates 1"
    assert told.words.splitlines() == [
        f"You have left {TITLE} (Designer), Tuesday, December 1st, 6:30 PM. {other}",
        "You still have:",
        "Designer, you are in · Tuesday, December 8th, 6:30 PM",
    ]


@pytest.mark.parametrize("typed", [True, False], ids=["typed", "by button"])
def test_one_date_is_called_off_and_who_is_in_it_is_told_once(series: Town, *, typed: bool) -> None:
    series.answer(series.luc, "/benevole inscription 1")
    series.press(series.ana, series.answer(series.ana, "/volunteer dates 1"), "Join as Designer")
    series.deliver()
    if typed:
        series.jean.types(series.square, "/organiser annuler-date 1 1er décembre")
        series.rosa.types(series.square, "/organize cancel-date 1 December 1")
    else:
        listed = series.answer(series.rosa, "/organize dates 1")
        series.rosa.presses(listed, "Cancel this date")
    asked = series.rosa.sees_dialog()
    assert f"Cancel {TITLE} on Tuesday, December 1st" in asked.words
    assert "1 person is signed up or waiting, and will be told." in asked.words
    series.fills(series.rosa, {"reason": "Freezing <!channel> rain"})
    assert "1 person will be told." in series.rosa.sees_dialog().words
    before = len(series.dms(series.ana))
    series.deliver()
    told, count = series.dms(series.luc)[-1], len(series.dms(series.luc))
    assert french("Reason given: {reason}", reason="Freezing <!channel> rain") in told
    assert "mardi 1er décembre" in told
    assert len(series.dms(series.ana)) == before
    assert "Tuesday, December 8th" in series.card(1).words
    for instant in (STARTS - timedelta(days=1), STARTS - timedelta(hours=1)):
        series.move_to(instant)
    assert len(series.dms(series.luc)) == count


def test_what_is_edited_is_this_date_or_all_after(series: Town) -> None:
    series.answer(series.luc, "/benevole inscription 1")
    series.press(series.ana, series.answer(series.ana, "/volunteer dates 1"), "Join as Designer")
    series.deliver()
    series.rosa.types(series.square, "/organize edit 1")
    assert "What changes" in series.rosa.sees_dialog().fields
    series.fills(series.rosa, {"scope": "onwards", "day": date(2026, 12, 2)})
    series.deliver()
    assert "Wednesday, December 2nd" in series.card(1).words
    assert "mercredi 2 décembre" in series.dms(series.luc)[-1]
    assert "Wednesday, December 9th" in series.dms(series.ana)[-1]
    series.rosa.presses(series.answer(series.rosa, "/organize dates 1"), "Edit")
    series.fills(series.rosa, {"day": date(2026, 12, 3)})
    series.deliver()
    assert "jeudi 3 décembre" in series.dms(series.luc)[-1]
    assert "Wednesday, December 9th" in series.dms(series.ana)[-1]


def test_one_date_is_edited_in_a_short_dialog_that_names_it(series: Town) -> None:
    listed = series.answer(series.rosa, "/organize dates 1")
    series.rosa.presses(listed, "Edit", nth=1)
    dialog = series.rosa.sees_dialog()
    assert dialog.title == "Edit a date"
    assert dialog.words.startswith(f"{TITLE}, Tuesday, December 8, 2026, 6:30\u202fp.m.")
    assert dialog.fields[:5] == ["What changes", "Day", "Start", "End", "Roles and seats"]
    assert len(dialog.fields) == 7
    before = series.answer(series.maya, "/volunteer show 1").words
    series.fills(series.rosa, {"end": time(21, 0), "roles": "Designer 4"})
    assert not series.rosa.sees_dialog().errors
    series.deliver()
    told = series.answer(series.maya, "/volunteer dates 1").words
    assert told.count("to 9:00 PM") == told.count("Designer 0 of 4") == 1
    assert series.answer(series.maya, "/volunteer show 1").words == before, "all else is as it was"


def test_a_roster_is_turned_date_by_date(series: Town) -> None:
    series.press(series.ana, series.answer(series.ana, "/volunteer dates 1"), "Join as Designer")
    series.press(
        series.luc,
        series.answer(series.luc, "/volunteer dates 1"),
        french("Join waiting list: {role}", role="Designer"),
    )
    first = series.answer(series.rosa, "/organize roster 1")
    assert "1. Ana Silva (in)" in first.words
    assert "2. Luc Tremblay (waiting)" in first.words
    second = series.turn(series.rosa, first, "Next date")
    assert "Nobody has signed up" in second.words
    assert "December 8" in second.words
    assert "1. Ana Silva (in)" in series.turn(series.rosa, second, "Previous date").words


def test_dates_are_added_by_hand_with_seats_of_their_own(series: Town) -> None:
    series.jean.types(series.square, "/organiser ajouter-dates 1")
    series.rosa.types(series.square, "/organize add-dates 1")
    series.rosa.sees_dialog().fill({"day1": date(2026, 12, 10)})
    series.rosa.sees_dialog().press("Add another")
    series.fills(series.rosa, {"day2": date(2026, 12, 8)})
    assert list(series.rosa.sees_dialog().errors.values()) == [
        "It already takes place on that day at that hour. Choose another."
    ]
    series.fills(series.rosa, {"day2": date(2026, 12, 11)})
    assert "Friday, December 11th" in series.rosa.sees_dialog().words
    series.deliver()
    assert "; 5 more dates" in series.card(1).words


def test_what_cannot_be_is_said_in_words(series: Town) -> None:
    said = series.answer(series.jean, "/organiser annuler-date 1 1er décembre").words
    refusal = "Only the organizers of #{number} and the admins can do this. What you organize: {command}"
    assert said == french(refusal, number="1", command="/organize mine")
    said = series.answer(series.rosa, "/organize cancel-date 1 someday").words
    assert said.startswith("“someday” is no date. Its next dates: 2026-12-01 (Tuesday, December 1, 2026), 2026-12-08")
    said = series.answer(series.rosa, "/organize cancel-date 1 2026-12-16").words
    assert said.startswith("#1 has no single date to come on “2026-12-16”. Its next dates: 2026-12-01")
    assert said.endswith("See all: /organize dates 1")
    series.answer(series.ana, "/volunteer dates 1")
    assert series.answer(series.luc, "/benevole seances").words.startswith(
        french("Which opportunity? Type its number, for example {example}", example="/volunteer dates 12")
    )


def test_a_year_of_dates_is_paged(town: Town) -> None:
    posts_series(town, until=date(2027, 11, 30))
    first = town.answer(town.ana, "/volunteer dates 1")
    assert "February 2nd" in first.words
    last = town.answer(town.ana, "/volunteer dates 1 page 99").words
    assert "November 30th, 2027" in last
    assert "November 30" in town.turn(town.ana, town.answer(town.ana, "/volunteer dates 1 page 5"), "Next page").words


def test_who_came_to_one_date_is_noted_by_its_day(series: Town) -> None:
    series.press(series.ana, series.card(1), "Join as Designer")
    series.press(series.luc, series.answer(series.luc, "/volunteer dates 1"), JOIN)
    series.move_to(STARTS + WEEK + timedelta(hours=3))
    assert "which date" in series.answer(series.rosa, "/organize attendance 1").words
    series.rosa.types(series.square, "/organize attendance 1 2026-12-08")
    assert series.rosa.sees_dialog().fields[0] == "Luc Tremblay (Designer)"
    series.rosa.sees_dialog().close()
    series.rosa.types(series.square, "/organize attendance 1 December 1")
    series.fills(series.rosa, {"Ana Silva (Designer)": "Did not come"})
    series.deliver()
    assert any("absent from" in told and "December 1st, 6:30 PM" in told for told in series.dms(series.ana))


def test_the_answer_to_posting_counts_the_dates_and_names_the_holidays_left_out(town: Town) -> None:
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().fill({"kind": "event"})
    town.rosa.sees_dialog().fill({"repeat": "week"})
    usual = {name: value for name, value in POSTING.items() if name not in ("hours", "hours_total", "timezone")}
    friday = {"day": date(2026, 12, 4), "until": date(2027, 1, 8), "holidays": "ON"}
    town.fills(town.rosa, {**usual, **friday})
    told = town.rosa.sees_dialog().words.splitlines()[-1]
    left_out = "Friday, December 25, 2026 and Friday, January 1, 2027"
    assert told == f"It has 4 dates. Left out, as holidays: {left_out}."


def calls_off_from(series: Town, day: str, scope: str) -> str:
    """What the dialog that confirms has said, and what it then turned into."""
    series.rosa.types(series.square, f"/organize cancel-date 1 {day}")
    asked = str(series.rosa.sees_dialog().words)
    series.fills(series.rosa, {"scope": scope, "reason": "The hall is closed"})
    done = str(series.rosa.sees_dialog().words)
    series.rosa.sees_dialog().close()
    series.deliver()
    return f"{asked}\n{done}"


def test_all_dates_from_one_on_are_called_off_and_each_person_is_told_once(series: Town) -> None:
    dates = series.answer(series.ana, "/volunteer dates 1")
    for day in ("December 1,", "December 15", "December 22"):
        label = next(one for one in dates.accessible_buttons if one.startswith("Join") and day in one)
        series.press(series.ana, dates, label)
    listed = series.answer(series.luc, "/benevole seances 1")
    series.press(series.luc, listed, next(one for one in listed.accessible_buttons if "22" in one))
    series.deliver()
    told = calls_off_from(series, "December 15", "onwards")
    assert "This date and all after it are 2 dates: 2 people will be told." in told
    assert f"{TITLE}: 2 dates are cancelled, from Tuesday, December 15th" in told
    assert told.endswith("2 people will be told.")
    (words,) = series.dms(series.ana)
    lines = words.splitlines()
    assert lines[0] == f"{TITLE}: these dates are cancelled. You have nothing to do."
    assert ("December 15" in lines[1], "December 22" in lines[2]) == (True, True)
    assert lines[3:] == ["Reason given: The hall is closed"]
    assert len(series.dms(series.luc)) == 1
    assert "; 1 more date" in series.card(1).words
    assert "Designer 1 of 1: Ana Silva" in series.card(1).words


def test_this_date_only_leaves_those_after_it(series: Town) -> None:
    told = calls_off_from(series, "December 15", "one")
    assert "is cancelled. 0 people will be told." in told
    assert "; 2 more dates" in series.card(1).words


def test_all_dates_that_are_left_are_not_called_off_but_the_posting(series: Town) -> None:
    series.rosa.types(series.square, "/organize cancel-date 1 December 1")
    asked = series.rosa.sees_dialog()
    assert asked.fields == ["Why"]
    assert "To cancel all of its dates, cancel the posting: /organize cancel 1" in asked.words
    asked.close()
    series.rosa.types(series.square, "/organize cancel-date 1 December 8")
    asked = series.rosa.sees_dialog()
    assert asked.fields == ["Which dates", "Why"]
    series.maya.types(series.square, "/organize cancel-date 1 December 1")
    series.fills(series.maya, {"reason": "Ice"})
    series.fills(series.rosa, {"scope": "onwards"})
    refusal = "#1 would have no date left. To cancel the whole posting, type /organize cancel 1"
    assert list(series.rosa.sees_dialog().errors.values()) == [refusal]
