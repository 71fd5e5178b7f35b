"""What does not go together in the posting dialog is said beside its field, all at once, and nothing typed is lost."""

from datetime import date, time
from typing import Any

import pytest

from tests.stories.test_research import RESEARCH
from tests.town import POSTING, Town

MORE = "More: skills, way in, links, time zone"
UNASKED = "Questions are asked only by application: choose that as the way in, or leave them out."
SLOT = {"day1": date(2026, 12, 2), "start1": time(13, 0), "end1": time(14, 0)}


def starts(town: Town, kind: str = "team") -> Any:
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().press(MORE)
    town.rosa.sees_dialog().fill({"kind": kind})
    return town.rosa.sees_dialog()


def test_questions_that_nobody_would_be_asked_are_refused_and_kept(town: Town) -> None:
    starts(town)
    asked = {**POSTING, "questions": "Why you?\nSince when?", "most_waiting": 5}
    town.fills(town.rosa, asked)
    dialog = town.rosa.sees_dialog()
    limit = "This limits applications: choose “By application” as the way in, or leave it empty."
    assert dialog.errors == {"Questions": UNASKED, "Most applicants waiting at once": limit}
    assert dialog.values["Questions"] == "Why you?\nSince when?"
    town.fills(town.rosa, {"entry": "application"})
    assert town.rosa.sees_dialog().title == "Posted"


def test_all_that_is_wrong_is_said_at_once(town: Town) -> None:
    starts(town)
    wrong = {"timezone": "Mars", "hours": 4, "hours_total": 1, "links": "nowhere", "questions": "Why?"}
    town.fills(town.rosa, {**POSTING, **wrong})
    errors = town.rosa.sees_dialog().errors
    assert set(errors) == {"Total hours, over the whole time", "Questions", "Links", "Time zone"}
    assert errors["Total hours, over the whole time"] == (
        "This is less than the 4 hours of one week. Give the hours over the whole time."
    )
    town.fills(town.rosa, {"timezone": "America/Toronto", "hours_total": 4, "links": "", "questions": ""})
    assert town.rosa.sees_dialog().title == "Posted"


def test_a_research_session_has_a_slot_before_people_see_it(town: Town) -> None:
    starts(town, "research")
    town.fills(town.rosa, {**RESEARCH, "day": None, "start": None, "end": None})
    needed = "People choose a slot. Give the day, start and end of the first one, or keep it as a draft."
    assert town.rosa.sees_dialog().errors == {"Day": needed}
    town.fills(town.rosa, {"publish": "draft"})
    town.rosa.sees_dialog().close()
    refused = town.press(town.rosa, town.answer(town.rosa, "/organize mine"), "Publish")
    assert refused.words == (
        "#1 has no slot to choose yet, so nobody could take part. Add the first with /organize add-dates 1"
    )
    town.rosa.presses(refused, "Add dates")
    town.fills(town.rosa, SLOT)
    town.rosa.sees_dialog().close()
    town.press(town.rosa, town.answer(town.rosa, "/organize mine"), "Publish")
    town.deliver()
    assert "Wednesday, December 2nd, 1:00 PM to 2:00 PM" in town.card(1).words


@pytest.mark.parametrize("days", [1, 2])
def test_what_has_no_date_gets_its_first_with_whoever_is_in_it(town: Town, days: int) -> None:
    number = town.posts(town.rosa, day=None, start=None, end=None)
    town.answer(town.ana, f"/volunteer signup {number} designer")
    town.rosa.types(town.square, f"/organize add-dates {number}")
    town.rosa.sees_dialog().fill(SLOT)
    if days == 2:
        town.rosa.sees_dialog().press("Add another")
        town.rosa.sees_dialog().fill({"day2": date(2026, 12, 3), "start2": time(13, 0), "end2": time(14, 0)})
    town.fills(town.rosa, {})
    town.deliver()
    assert "Wednesday, December 2nd, 1:00 PM to 2:00 PM" in town.card(number).words
    assert "Designer 1 of 1: Ana Silva" in town.card(number).words
    assert "Wednesday, December 2nd" in town.dms(town.ana)[-1]
    listed = town.answer(town.rosa, f"/organize dates {number}").words
    assert listed.count("Developer 0 of 2") == days
