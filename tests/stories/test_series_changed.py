"""The rule of a series that exists, changed: shown first, then done; by button and typed, in both languages."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from sandbox.actor import Actor, Message
from tests.stories.saying import counted, french
from tests.stories.test_series import posts_series
from tests.town import STARTS, Town

WEDNESDAYS = {
    "from": "Tuesday, December 8, 2026, 6:30\u202fp.m.",
    "day": date(2026, 12, 9),
    "repeat": "week",
    "until": date(2026, 12, 23),
}
"""9, 16 and 23 December."""


@pytest.fixture
def series(town: Town) -> Town:
    """Tuesdays: 1, 8, 15 and 22 December. Luc is in on the 1st, Ana on the 8th."""
    posts_series(town)
    town.answer(town.luc, "/benevole inscription 1")
    town.press(town.ana, town.answer(town.ana, "/volunteer dates 1"), "Join as Designer")
    town.deliver()
    return town


def asks(town: Town, who: Actor, command: str, **rule: Any) -> str:
    """What the preview says of that rule."""
    who.types(town.square, command)
    town.fills(who, rule)
    return str(who.sees_dialog().words)


def confirms(town: Town, who: Actor, **answers: Any) -> str:
    """What is said of it when it is done."""
    town.fills(who, answers)
    told = str(who.sees_dialog().words)
    who.sees_dialog().close()
    town.deliver()
    return told


def days(listed: Message) -> list[str]:
    """The days of a list of dates, as its reader reads them."""
    return [line.rpartition(", ")[0] for line in listed.words.splitlines() if line.endswith("8:30 PM")]


def test_dates_nobody_is_in_are_replaced_and_those_with_people_are_kept(series: Town) -> None:
    told = asks(series, series.rosa, "/organize repeat 1", **WEDNESDAYS)
    lines = told.splitlines()
    assert "3 dates are new:" in lines
    assert "2 dates go; nobody is signed up for them:" in lines
    left = lines[lines.index("1 date is not among the new ones, and people are signed up for it:") + 1]
    assert left.startswith("Tuesday, December 8")
    assert left.endswith(": 1 person")
    assert "December 1," not in told
    assert len(days(series.answer(series.ana, "/volunteer dates 1"))) == 4, "nothing was done yet"
    before = len(series.dms(series.ana)), len(series.dms(series.luc))
    done = confirms(series, series.rosa)
    assert "3 dates are new.\n2 dates are gone.\n1 date with people signed up stays." in done
    assert (len(series.dms(series.ana)), len(series.dms(series.luc))) == before
    listed = series.answer(series.maya, "/volunteer dates 1")
    assert [day.split(", ")[1] for day in days(listed)] == [
        "December 1st", "December 8th", "December 9th", "December 16th", "December 23rd",
    ]  # fmt: skip
    assert listed.words.count("Designer 0 of 1") == 3
    assert "; 4 more dates" in series.card(1).words


def test_dates_with_people_are_called_off_when_that_is_chosen_and_who_is_in_them_is_told_once(series: Town) -> None:
    asks(series, series.rosa, "/organize repeat 1", **WEDNESDAYS)
    before = len(series.dms(series.ana)), len(series.dms(series.luc))
    done = confirms(series, series.rosa, joined="cancel", reason="The hall <!channel>")
    assert "1 date is cancelled; the people signed up are told." in done
    assert (len(series.dms(series.ana)), len(series.dms(series.luc))) == (before[0] + 1, before[1])
    assert "Reason given: The hall <!channel>" in series.dms(series.ana)[-1]
    assert "December 8th" not in series.answer(series.priya, "/volunteer dates 1").words


def test_another_hour_moves_the_dates_and_who_is_in_them_is_told(series: Town) -> None:
    """In French, by the button; the seats are kept."""
    series.answer(series.rosa, "/benevole langue français")
    listed = series.answer(series.rosa, "/organiser seances 1")
    series.rosa.presses(listed, french("Change how it repeats"))
    series.fills(series.rosa, {"start": time(19, 0), "end": time(21, 0)})
    told = series.rosa.sees_dialog().words
    moved = (
        "{n} date moves to another time; the people signed up are told:",
        "{n} dates move to another time; the people signed up are told:",
    )
    assert counted("fr", *moved, 4) in told
    assert counted("fr", "{n} date is new:", "{n} dates are new:", 0) not in told
    before = len(series.dms(series.luc)), len(series.dms(series.ana)), len(series.dms(series.priya))
    done = confirms(series, series.rosa)
    assert counted("fr", "{n} date has a new time.", "{n} dates have a new time.", 4) in done
    assert (len(series.dms(series.luc)), len(series.dms(series.ana)), len(series.dms(series.priya))) == (
        before[0] + 1, before[1] + 1, before[2],
    )  # fmt: skip
    assert "19:00" in series.dms(series.luc)[-1]
    assert "Designer 1 of 1: Luc Tremblay" in series.card(1).words


def test_a_longer_series_keeps_its_dates_and_adds_to_them(series: Town) -> None:
    told = asks(series, series.rosa, "/organize repeat 1", until=date(2027, 1, 5))
    assert "4 dates stay as they are:" in told
    assert "2 dates are new:" in told
    confirms(series, series.rosa)
    assert "; 5 more dates" in series.card(1).words
    series.rosa.types(series.square, "/organize repeat 1")
    values = series.rosa.sees_dialog().values
    assert values["Last day"] == "2027-01-05"
    assert values["Holidays"]["value"] == "ON"


def test_what_is_another_change_by_now_is_not_done(series: Town) -> None:
    asks(series, series.rosa, "/organize repeat 1", **WEDNESDAYS)
    shown = series.answer(series.luc, "/benevole seances 1")
    series.press(series.luc, shown, french("Join as {role}", role="Designer"))
    told = str(series.rosa.sees_dialog().words)
    series.fills(series.rosa, {"joined": "cancel"})
    assert series.rosa.sees_dialog().errors
    assert str(series.rosa.sees_dialog().words) == told
    series.deliver()
    assert len(days(series.answer(series.ana, "/volunteer dates 1"))) == 4


def test_what_cannot_be_is_said_beside_the_field(series: Town) -> None:
    for rule, field in (
        ({"day": date(2026, 11, 2)}, "First new day"),
        ({"until": date(2026, 12, 1)}, "Last day"),
        ({"until": date(2027, 12, 31)}, "Last day"),
    ):
        asks(series, series.rosa, "/organize repeat 1", **rule)
        assert list(series.rosa.sees_dialog().errors) == [field]
        series.rosa.sees_dialog().close()
    said = series.answer(series.jean, "/organiser repeter 1").words
    refusal = "Only the organizers of #{number} and the admins can do this. What you organize: {command}"
    assert said == french(refusal, number="1", command="/organize mine")
    said = series.answer(series.jean, "/organiser repeter").words
    assert said.startswith(
        french("Which opportunity? Type its number, for example {example}", example="/organize repeat 12")
    )


def test_a_date_under_way_is_left_as_it_is(series: Town) -> None:
    series.move_to(STARTS + timedelta(minutes=30))
    told = asks(series, series.rosa, "/organize repeat 1", day=date(2026, 12, 9), until=date(2026, 12, 23))
    assert "1 date is not among the new ones, and people are signed up for it:" in told
    confirms(series, series.rosa)
    assert "Designer 1 of 1: Luc Tremblay" in series.card(1).words


def test_the_new_dates_begin_at_the_chosen_one_and_none_stands_twice_on_an_evening(series: Town) -> None:
    later = {"from": "Tuesday, December 8, 2026, 6:30\u202fp.m.", "end": time(21, 0), "until": date(2026, 12, 29)}
    told = asks(series, series.rosa, "/organize repeat 1", **later)
    assert "December 1st" not in told
    assert "Tuesday, December 8th, 6:30 PM to 9:00 PM" in told
    confirms(series, series.rosa)
    listed = series.answer(series.maya, "/volunteer dates 1").words.splitlines()
    assert [line for line in listed if " PM to " in line] == [
        "Tuesday, December 1st, 6:30 PM to 8:30 PM",
        *[f"Tuesday, December {day}, 6:30 PM to 9:00 PM" for day in ("8th", "15th", "22nd", "29th")],
    ]


def test_a_first_day_before_the_chosen_date_is_refused_at_its_field(series: Town) -> None:
    asks(series, series.rosa, "/organize repeat 1", **{**WEDNESDAYS, "day": date(2026, 12, 7)})
    refusal = "This is before the date chosen above. Choose that day or a later one, or leave it empty."
    assert series.rosa.sees_dialog().errors == {"First new day": refusal}


def test_a_day_that_was_called_off_is_new_again_and_the_preview_says_so(series: Town) -> None:
    series.rosa.types(series.square, "/organize cancel-date 1 2026-12-15")
    confirms(series, series.rosa)
    told = asks(series, series.rosa, "/organize repeat 1", until=date(2026, 12, 29))
    new = told.partition("2 dates are new:")[2].splitlines()[1:3]
    assert ["(cancelled before)" in line for line in new] == [True, False]
