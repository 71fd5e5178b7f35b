"""Review with less work: edited and approved in one step, and skipped where an organization is vetted."""

import pytest

from tests.stories.saying import french
from tests.town import POSTING, Town

TITLE = "#1 Map the city's parks"


@pytest.mark.parametrize("listed", [False, True], ids=["from the message", "from the list"])
def test_an_admin_edits_and_approves_in_one_step_and_the_author_is_told(moderated: Town, *, listed: bool) -> None:
    maya = moderated.maya
    shown = moderated.answer(maya, "/volunteer-admin review") if listed else maya.last(maya.dm)
    maya.presses(shown, "Edit and approve")
    assert maya.sees_dialog().values["Title"] == "Map the city's parks"
    moderated.fills(maya, {"summary": "Count benches & taps"})
    assert maya.sees_dialog().words == f"{TITLE} is open now as you edited it, and its author will be told."
    maya.sees_dialog().close()
    moderated.deliver()
    assert moderated.card(1).words.splitlines()[2] == "Count benches & taps"
    approved = french("{posting} was approved and is now open.", posting=TITLE)
    edited = french("An admin edited it first. Look at it, and change it if something is wrong.")
    assert moderated.dms(moderated.jean) == [f"{approved}\n{edited}"]
    assert [m.words for m in maya.sees(maya.dm)] == [f"{TITLE} from Parks Ottawa was approved."]


def test_what_waits_for_review_is_not_called_posted(moderated: Town) -> None:
    moderated.jean.types(moderated.square, "/organiser publier")
    moderated.fills(moderated.jean, POSTING)
    assert moderated.dialog_of(moderated.jean).title == french("Sent for review")


def test_what_was_decided_or_edited_meanwhile_is_not_edited_unseen(moderated: Town) -> None:
    maya, shown = moderated.maya, moderated.maya.last(moderated.maya.dm)
    moderated.jean.types(moderated.square, "/organize edit 1")
    moderated.fills(moderated.jean, {"summary": "Buy my course"})
    assert moderated.press(maya, shown, "Edit and approve").words.startswith("#1 was edited after you got this.")
    moderated.deliver()
    maya.presses(maya.again(shown), "Edit and approve")
    moderated.answer(maya, "/volunteer-admin decline 1 No courses")
    moderated.fills(maya, {"summary": "Mine"})
    assert list(maya.sees_dialog().errors.values()) == [
        "#1 is already in that state: Declined. There is nothing to change."
    ]


def test_postings_of_a_vetted_organization_skip_review_where_the_community_wants_that(moderated: Town) -> None:
    maya, jean = moderated.maya, moderated.jean
    moderated.answer(maya, "/volunteer-admin approve 1")
    moderated.deliver()
    assert moderated.answer(maya, "/volunteer-admin vet parks ottawa").words == (
        "Parks Ottawa is vetted now, and its cards say so."
    )
    moderated.deliver()
    assert moderated.card(1).words.splitlines()[1] == "Parks Ottawa, vetted organization · Volunteering role"
    moderated.posts(jean, title="Second")
    assert moderated.answer(maya, "/volunteer-admin review").words.startswith("#2 Second"), "vetted is not trusted yet"
    settings = moderated.answer(maya, "/volunteer-admin settings vetted on").words
    assert "Postings of vetted organizations skip review: On" in settings
    moderated.posts(jean, title="Third")
    assert moderated.card(3).words.startswith("#3 Third")
    moderated.posts(moderated.rosa, title="Not hers")
    assert "#4 Not hers" in moderated.answer(maya, "/volunteer-admin review").words
    moderated.answer(maya, "/volunteer-admin unvet Parks Ottawa")
    moderated.posts(jean, title="Fifth")
    assert "#5 Fifth" in moderated.answer(maya, "/volunteer-admin review").words


def test_vetting_is_said_in_french_and_of_a_name_nobody_has(moderated: Town) -> None:
    moderated.maya.changes(locale="fr-CA")
    told = moderated.answer(moderated.maya, "/benevole-admin agreer Parks Otawa").words
    assert told == french(
        "No organization is called “{given}”. Did you mean {nearest}?",
        given="Parks Otawa",
        nearest="/benevole-admin agreer Parks Ottawa",
    )
    assert moderated.answer(moderated.maya, "/benevole-admin agreer <!channel>").words == french(
        "No organization is called “{given}”.", given="<!channel>"
    )
    which = moderated.answer(moderated.maya, "/benevole-admin retirer-agrement").words
    assert which == french(
        "Which organization? Type its name, for example {example}", example="/volunteer-admin vet Parks Ottawa"
    )
    assert moderated.answer(moderated.maya, "/benevole-admin agreer Parks Ottawa").words == french(
        "{organization} is vetted now, and its cards say so.", organization="Parks Ottawa"
    )


def test_the_setting_is_in_the_dialog_too(moderated: Town) -> None:
    moderated.maya.presses(moderated.answer(moderated.maya, "/volunteer-admin settings"), "Change settings")
    moderated.fills(moderated.maya, {"Postings of vetted organizations skip review": "On"})
    told = moderated.answer(moderated.maya, "/volunteer-admin settings").words
    assert "Postings of vetted organizations skip review: On" in told
