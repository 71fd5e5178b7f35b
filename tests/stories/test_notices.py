"""Writing to everyone of a posting: to whom, a preview, once each, and not too often."""

import pytest

from tests.stories.saying import french, said
from tests.stories.test_applying import COHORT, applies, posts
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
    assert posted.rosa.sees_dialog().words == f"Sent to 3 people of {TITLE}."
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
    writes(town, "You hear from us by Friday.", to="Who applied and has no answer yet")
    assert town.rosa.sees_dialog().words == "Sent to 1 person of #1 Digital fellowship."
    town.deliver()
    told = [[one.splitlines()[-1] for one in town.dms(who) if "writes about" in one] for who in (town.ana, town.priya)]
    assert told == [["The door code is 1234."], ["You hear from us by Friday."]]


def test_only_what_is_by_application_offers_its_applicants(posted: Town) -> None:
    posted.rosa.types(posted.square, "/organize message 1")
    with pytest.raises(LookupError):
        posted.rosa.sees_dialog().fill({"to": "Who applied and has no answer yet"})


def test_a_fourth_message_in_a_day_is_refused(posted: Town) -> None:
    for text in ("One", "Two", "Three"):
        writes(posted, text)
    told = posted.answer(posted.rosa, "/organize message 1")
    assert told.words == ("The people of #1 got 3 messages in the last 24 hours. Wait a day, or write in the channel.")


def test_nobody_to_write_to_is_said(town: Town) -> None:
    town.posts(town.jean)
    told = town.answer(town.jean, "/organiser ecrire 1")
    sentence = "Nobody is signed up for #{number} or waits: there is nobody to write to."
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
    assert posted.rosa.sees_dialog().words == f"Sent to 2 people of {TITLE}."
    posted.deliver()
    assert posted.dms(posted.ana) == []


def test_the_roster_leads_to_it(posted: Town) -> None:
    roster = posted.answer(posted.rosa, "/organize roster 1")
    posted.rosa.presses(roster, "Message everyone")
    assert posted.rosa.sees_dialog().title == "Message everyone"
