"""Writing to everyone of a posting: to whom, a preview, once each, and not too often."""

from datetime import date
from typing import Any

import pytest

from tests.stories.saying import french, said
from tests.stories.test_applying import COHORT, applies, posts
from tests.stories.test_series import posts_series
from tests.town import Town

TITLE = "#1 Map the city's parks"
TEXT = "Bring boots & water <!channel>\nWe meet at the gate."


def writes(town: Town, text: str = TEXT, **to: str) -> None:
    """Rosa writes, looks at the preview and sends it."""
    town.rosa.types(town.square, "/organize message 1")
    town.fills(town.rosa, {"text": text, **to})
    town.rosa.sees_dialog().submit()
    assert town.rosa.sees_dialog().title == "Sent"


def test_everyone_gets_it_once_after_a_preview(posted: Town) -> None:
    posted.rosa.types(posted.square, "/organize message 1")
    posted.fills(posted.rosa, {"text": TEXT})
    shown = posted.rosa.sees_dialog()
    assert shown.words.splitlines()[:2] == ["3 people get this:", "Luc Tremblay, Priya Nair and Ana Silva"]
    assert shown.values["Message"] == TEXT
    posted.deliver()
    assert posted.dms(posted.ana) == [], "nothing goes before it is sent"
    shown.submit()
    assert posted.rosa.sees_dialog().words == f"Sent to 3 people in {TITLE}."
    posted.deliver()
    assert posted.dms(posted.ana) == posted.dms(posted.priya) == [f"Rosa Lindqvist writes about {TITLE}:\n{TEXT}"]
    assert posted.dms(posted.luc) == [
        f"{french('{name} writes about {posting}:', name='Rosa Lindqvist', posting=TITLE)}\n{TEXT}"
    ]


def test_one_role_alone_can_be_written_to(posted: Town) -> None:
    posted.rosa.types(posted.square, "/organize message 1")
    posted.fills(posted.rosa, {"to": "Developer", "text": "Bring a laptop"})
    assert posted.rosa.sees_dialog().words.splitlines()[:2] == ["1 person gets this:", "Ana Silva"]
    posted.fills(posted.rosa, {"text": "Bring a laptop, please"})
    posted.deliver()
    assert posted.dms(posted.ana)[-1].endswith("Bring a laptop, please"), "it can be reworded to the last"
    assert (posted.dms(posted.luc), posted.dms(posted.priya)) == ([], [])


def test_what_is_for_those_who_are_in_does_not_reach_who_has_no_answer(town: Town) -> None:
    posts(town, town.rosa, **COHORT)
    for who in (town.ana, town.priya):
        applies(town, who, "Apply as Designer")
    town.rosa.presses(town.answer(town.rosa, "/organize applicants 1"), "Look")
    town.rosa.sees_dialog().press("Accept")
    town.rosa.sees_dialog().close()
    writes(town, "The door code is 1234.")
    town.rosa.sees_dialog().close()
    writes(town, "You hear from us by Friday.", to="Applicants without an answer yet")
    assert town.rosa.sees_dialog().words == "Sent to 1 person in #1 Digital fellowship."
    town.deliver()
    told = [[one.splitlines()[-1] for one in town.dms(who) if "writes about" in one] for who in (town.ana, town.priya)]
    assert told == [["The door code is 1234."], ["You hear from us by Friday."]]


def test_only_what_is_by_application_offers_its_applicants(posted: Town) -> None:
    posted.rosa.types(posted.square, "/organize message 1")
    with pytest.raises(LookupError):
        posted.rosa.sees_dialog().fill({"to": "Applicants without an answer yet"})


def test_a_fourth_message_in_a_day_is_refused(posted: Town) -> None:
    for text in ("One", "Two", "Three"):
        writes(posted, text)
    told = posted.answer(posted.rosa, "/organize message 1")
    assert told.words == ("The people in #1 got 3 messages in the last 24 hours. Wait a day, or write in the channel.")


def test_nobody_to_write_to_is_said(town: Town) -> None:
    town.posts(town.jean)
    told = town.answer(town.jean, "/organiser ecrire 1")
    sentence = "Nobody is signed up for #{number} or waiting: there is nobody to write to."
    assert told.words == said("fr", sentence, number="1")


def test_only_its_organizers_write(posted: Town) -> None:
    told = posted.answer(posted.ana, "/organize message 1")
    assert told.words.startswith("Only the organizers of #1 and the admins can do this.")


def test_an_empty_message_is_said_beside_its_field(posted: Town) -> None:
    posted.rosa.types(posted.square, "/organize message 1")
    posted.fills(posted.rosa, {"text": " "})
    assert posted.rosa.sees_dialog().errors == {"Message": "Please fill this in."}


def test_who_left_meanwhile_does_not_get_it(posted: Town) -> None:
    posted.rosa.types(posted.square, "/organize message 1")
    posted.fills(posted.rosa, {"text": TEXT})
    posted.answer(posted.ana, "/volunteer leave 1")
    posted.rosa.sees_dialog().submit()
    assert posted.rosa.sees_dialog().words == f"Sent to 2 people in {TITLE}."
    posted.deliver()
    assert posted.dms(posted.ana) == []


def test_the_roster_leads_to_it(posted: Town) -> None:
    roster = posted.answer(posted.rosa, "/organize roster 1")
    posted.rosa.presses(roster, "Message everyone")
    assert posted.rosa.sees_dialog().title == "Message everyone"


@pytest.fixture
def evenings(town: Town) -> Town:
    """Rosa's four Tuesdays: Priya is in the first as a designer, Ana in the second, Luc in the second as a cook."""
    posts_series(town, roles="Designer 3\nCook 3")
    for who, role, day in ((town.priya, "Designer", "December 1,"), (town.ana, "Designer", "December 8")):
        joins(town, who, role, day)
    joins(town, town.luc, "Cook", "8 décembre")
    return town


def joins(town: Town, who: Any, role: str, day: str) -> None:
    dates = town.answer(who, "/volunteer dates 1")
    town.press(who, dates, next(one for one in dates.accessible_buttons if role in one and day in one))


def previews(town: Town, to: str) -> list[str]:
    """Who is shown to get it: the head, the names, and of which role or date."""
    town.rosa.types(town.square, "/organize message 1")
    town.fills(town.rosa, {"to": to, "text": TEXT})
    return str(town.rosa.sees_dialog().words).splitlines()[:3]


def test_one_role_is_that_role_on_all_dates_and_says_so(evenings: Town) -> None:
    evenings.rosa.types(evenings.square, "/organize message 1")
    (to,) = [one["element"] for one in evenings.rosa.sees_dialog().view.definition["blocks"] if "element" in one][:1]
    assert [one["text"]["text"] for one in to["options"]] == [
        "Everyone signed up or waiting",
        "Designer, on all dates",
        "Cook, on all dates",
        "Everyone on Tuesday, December 1, 2026, 6:30\u202fp.m.",
        "Everyone on Tuesday, December 8, 2026, 6:30\u202fp.m.",
    ]
    assert previews(evenings, "Designer, on all dates") == [
        "2 people get this:", "Priya Nair and Ana Silva", "Designer, on all dates",
    ]  # fmt: skip
    evenings.rosa.sees_dialog().submit()
    evenings.deliver()
    assert [len(evenings.dms(who)) for who in (evenings.priya, evenings.ana, evenings.luc)] == [1, 1, 0]


def test_the_people_of_one_date_can_be_written_to(evenings: Town) -> None:
    date = "Everyone on Tuesday, December 8, 2026, 6:30\u202fp.m."
    assert previews(evenings, date) == ["2 people get this:", "Ana Silva and Luc Tremblay", date]
    evenings.rosa.sees_dialog().submit()
    assert evenings.rosa.sees_dialog().words == f"Sent to 2 people in {TITLE}."
    evenings.deliver()
    assert [len(evenings.dms(who)) for who in (evenings.priya, evenings.ana, evenings.luc)] == [0, 1, 1]


def test_who_came_after_the_preview_does_not_get_it(posted: Town) -> None:
    posted.rosa.types(posted.square, "/organize message 1")
    posted.fills(posted.rosa, {"text": TEXT})
    posted.answer(posted.noemie, "/benevole attente 1 designer")
    posted.rosa.sees_dialog().submit()
    assert posted.rosa.sees_dialog().words == f"Sent to 3 people in {TITLE}."
    posted.deliver()
    assert posted.dms(posted.noemie) == []
    writes(posted)
    posted.deliver()
    assert len(posted.dms(posted.noemie)) == 1, "the next one counts them"


def test_fifty_dates_fit_the_list_to_choose_from(town: Town) -> None:
    posts_series(town, roles="Designer 3", until=date(2027, 11, 30))
    for page in range(1, 7):
        dates = town.answer(town.ana, f"/volunteer dates 1 page {page}")
        for label in [one for one in dates.accessible_buttons if one.startswith("Join")]:
            town.press(town.ana, dates, label)
    assert previews(town, "Everyone on Tuesday, November 30, 2027, 6:30\u202fp.m.")[:2] == [
        "1 person gets this:", "Ana Silva",
    ]  # fmt: skip
