"""Running a posting: edit, roster, close, reopen, cancel; typed and by buttons."""

from datetime import date, time
from typing import Any

import pytest

from tests.stories.saying import french
from tests.town import UNDATED, Town


@pytest.fixture
def posted(town: Town) -> Town:
    """A town where Rosa posted #1, and Ana is in as developer, Luc as designer, Priya waits to be designer."""
    town.posts(town.rosa)
    town.answer(town.ana, "/volunteer signup 1 developer")
    town.answer(town.luc, "/benevole inscription 1 designer")
    town.answer(town.priya, "/volunteer waitlist 1 designer")
    town.deliver()
    return town


def edits(town: Town, **answers: Any) -> str:
    """Rosa changes these fields of #1; what she is told. Delivers what follows."""
    town.rosa.types(town.square, "/organize edit 1")
    town.fills(town.rosa, answers)
    dialog = town.rosa.sees_dialog()
    assert not dialog.errors, dialog.errors
    dialog.close()
    town.deliver()
    return dialog.words


EDITS: list[tuple[dict[str, Any], str]] = [
    ({"title": "Count the trees"}, "#1 Count the trees"),
    ({"organization": "Trees Ottawa"}, "Trees Ottawa · Volunteering role"),
    ({"summary": "One tree at a time"}, "One tree at a time"),
    ({"roles": "Designer 4\nDeveloper 2"}, "Designer 2 of 4: Luc Tremblay and Priya Nair"),
    ({"roles": "Designer 4\nDeveloper"}, "Developer 1 in, no limit: Ana Silva"),
    ({"roles": "Designer 4\nDeveloper\nWriter 3"}, "Writer 0 of 3"),
    ({"day": date(2026, 12, 2)}, "When: Wednesday, December 2nd, 6:30 PM to 8:30 PM (in 9 days)"),
    ({"start": time(18, 0)}, "When: Wednesday, December 2nd, 6:00 PM to 8:30 PM (in 9 days)"),
    ({"end": time(21, 0)}, "When: Wednesday, December 2nd, 6:00 PM to 9:00 PM (in 9 days)"),
    ({"timezone": "America/Vancouver"}, "When: Wednesday, December 2nd, 9:00 PM to 12:00 AM (in 9 days)"),
    ({"place": "in_person", "where": "12 Elm St."}, "Where: In person, 12 Elm St."),
    ({"hours": 5, "hours_total": 12}, "Time asked: 5 h a week, 12 h in all"),
    ({"hours": 6, "hours_unit": "all"}, "Time asked: 6 h in all"),
    ({"work_languages": ["fr"]}, "Languages of work: French"),
    ({"kind": "team"}, "Trees Ottawa · Project team"),
]
"""Made one after another: what is changed, and a line of the card after it."""


def test_each_field_can_be_edited_and_the_card_shows_it(posted: Town) -> None:
    for answers, line in EDITS:
        assert " is saved, and its cards will show it.\n" in edits(posted, **answers)
        assert line in posted.card(1).words.splitlines()[:12], answers


def test_description_and_skills_edited_are_in_the_details(posted: Town) -> None:
    edits(posted, description="Bring boots.", skills="Walking")
    details = posted.answer(posted.ana, "/volunteer 1").words
    assert "Bring boots." in details
    assert "Skills: Walking" in details


def test_a_moved_date_is_told_to_everyone_in_their_own_words(posted: Town) -> None:
    edits(posted, start=time(19, 0), end=time(21, 0))
    (ana,), (luc,), (priya,) = posted.dms(posted.ana), posted.dms(posted.luc), posted.dms(posted.priya)
    assert ana.splitlines() == [
        "The time of #1 Map the city's parks has changed. It is now:",
        "Tuesday, December 1st, 7:00 PM to 9:00 PM (in 8 days)",
        "Remote, https://meet.example.org/parks",
        "Contact: Rosa Lindqvist",
        "You are still in as Developer. Are you still coming?",
    ]
    changed = french("The time of {posting} has changed.", posting="#1 Map the city's parks")
    assert luc.splitlines()[0] == f"{changed} {french('It is now:')}"
    assert luc.splitlines()[-1] == french("You are still in as {role}. Are you still coming?", role="Designer")
    assert priya.splitlines()[1] == "Tuesday, December 1st, 4:00 PM to 6:00 PM (in 8 days)"
    assert priya.splitlines()[-1] == "You are still on the waiting list for Designer."


def test_another_place_is_said_to_be_that_and_both_to_be_both(posted: Town) -> None:
    edits(posted, where="12 Elm St.")
    edits(posted, where="14 Elm St.", start=time(19, 0), end=time(21, 0))
    assert [words.splitlines()[0] for words in posted.dms(posted.ana)] == [
        "The place of #1 Map the city's parks has changed. It is now:",
        "The time and place of #1 Map the city's parks have changed. It is now:",
    ]


def test_other_edits_tell_nobody(posted: Town) -> None:
    edits(posted, title="Map more parks", hours=2)
    assert (posted.dms(posted.ana), posted.dms(posted.luc)) == ([], [])


FAULTS: list[tuple[dict[str, Any], str, str]] = [
    (
        {"roles": "Designer 1"},
        "Roles and seats",
        "Developer: people are in, wait or have applied, so it must stay. To stop sign-ups, pause the posting.",
    ),
    (UNDATED, "Day", "People count on this date, so it cannot be taken away. Change it, or cancel the posting."),
]


def test_nobody_loses_seat_or_date_by_an_edit(posted: Town) -> None:
    posted.answer(posted.rosa, "/volunteer signup 1 developer")
    for answers, field, sentence in FAULTS:
        posted.rosa.types(posted.square, "/organize edit 1")
        posted.rosa.sees_dialog().fill(answers).submit()
        assert posted.rosa.sees_dialog().errors == {field: sentence}
    posted.rosa.types(posted.square, "/organize edit 1")
    posted.fills(posted.rosa, {"roles": "Designer 1\nDeveloper 1"})
    assert posted.rosa.sees_dialog().errors == {
        "Roles and seats": (
            "Developer: 2 are in. With 1, the last ones would go to the waiting list: Rosa Lindqvist. "
            "Allow that below, or keep more seats."
        )
    }


def test_who_edits_an_old_version_is_told_and_nothing_is_lost(posted: Town) -> None:
    posted.rosa.types(posted.square, "/organize edit 1")
    posted.maya.types(posted.square, "/organize edit 1")
    posted.fills(posted.maya, {"summary": "Maya was here"})
    posted.fills(posted.rosa, {"title": "Rosa too"})
    late = posted.rosa.sees_dialog()
    assert late.errors["Kind"].startswith("Somebody else changed #1 while you were editing, so nothing was saved.")
    assert late.values["Title"] == "Rosa too"
    posted.deliver()
    assert posted.card(1).words.splitlines()[2] == "Maya was here"


def test_roster_is_in_order_role_by_role(posted: Town) -> None:
    assert posted.answer(posted.rosa, "/organize roster 1").words.splitlines() == [
        "Who is in #1 Map the city's parks",
        "Designer 1 of 1",
        "1. Luc Tremblay (in)",
        "2. Priya Nair (waiting)",
        "Developer 1 of 2",
        "1. Ana Silva (in)",
    ]
    pressed = posted.press(posted.rosa, posted.answer(posted.rosa, "/organize mine"), "Who is in")
    assert pressed.words == posted.answer(posted.rosa, "/organiser liste 1").words


def test_closing_keeps_who_is_in_and_reopening_takes_again(posted: Town) -> None:
    closed = posted.answer(posted.rosa, "/organize pause 1")
    assert closed.words == "#1 Map the city's parks is paused: no sign-ups for now. The people signed up stay in."
    posted.deliver()
    assert posted.card(1).words.splitlines()[-1] == "Paused: no sign-ups for now"
    assert "Designer 1 of 1: Luc Tremblay; 1 waiting" in posted.card(1).words
    assert not [label for label in posted.card(1).buttons if label.startswith("Join")]
    assert posted.press(posted.rosa, closed, "Reopen").words == "#1 Map the city's parks takes sign-ups again."
    posted.deliver()
    assert "Join as Developer" in posted.card(1).buttons
    assert (posted.dms(posted.ana), posted.dms(posted.luc)) == ([], [])


def test_a_seat_freed_in_a_closed_posting_still_goes_to_who_waits(posted: Town) -> None:
    posted.answer(posted.rosa, "/organize pause 1")
    posted.answer(posted.luc, "/benevole quitter 1")
    posted.deliver()
    assert "Designer 1 of 1: Priya Nair" in posted.card(1).words
    assert posted.dms(posted.priya)[0].startswith("A seat was freed and it is yours")


def test_cancelling_with_people_asks_once_more_then_tells_everyone_why(posted: Town) -> None:
    asked = posted.answer(posted.rosa, "/organize cancel 1 Snow storm")
    assert asked.words.splitlines() == [
        "Cancel #1 Map the city's parks? 3 people are signed up or waiting, and will be told.",
        "Press the button, or type /organize cancel 1 yes Snow storm",
    ]
    posted.rosa.presses(asked, "Cancel #1", confirm=False)
    posted.deliver()
    assert posted.card(1).words.endswith("type /volunteer signup 1"), "kept when not confirmed"
    done = posted.turn(posted.rosa, asked, "Cancel #1", confirm=True)
    assert done.words == "#1 Map the city's parks is cancelled. 3 people will be told."
    posted.deliver()
    assert posted.card(1).words.splitlines()[-1] == "Cancelled: Snow storm"
    assert posted.card(1).buttons == ["Details"]
    cancelled = "#1 Map the city's parks is cancelled. You have nothing to do.\nReason given: Snow storm"
    assert posted.dms(posted.ana) == posted.dms(posted.priya) == [cancelled]
    in_french = french("{posting} is cancelled. You have nothing to do.", posting="#1 Map the city's parks")
    assert posted.dms(posted.luc) == [f"{in_french}\n{french('Reason given: {reason}', reason='Snow storm')}"]


WAYS: list[tuple[str, str, str]] = [
    ("/organize cancel 1 yes", "Cancelled", "3 people will be told."),
    ("/organiser annuler 1 oui Verglas", "Cancelled: Verglas", "3 people will be told."),
]


@pytest.mark.parametrize(("typed", "state", "told"), WAYS)
def test_cancelling_can_be_typed_to_the_end(posted: Town, typed: str, state: str, told: str) -> None:
    assert posted.answer(posted.rosa, typed).words == f"#1 Map the city's parks is cancelled. {told}"
    posted.deliver()
    assert posted.card(1).words.splitlines()[-1] == state
    assert [len(posted.dms(one)) for one in (posted.ana, posted.luc, posted.priya)] == [1, 1, 1]


def test_cancelling_without_people_needs_no_question(town: Town) -> None:
    town.posts(town.jean)
    told = town.answer(town.jean, "/organiser annuler 1")
    assert told.words == french("{posting} is cancelled.", posting="#1 Map the city's parks")
    town.deliver()
    assert town.card(1).words.splitlines()[-1] == "Cancelled"


def test_mine_lists_states_with_buttons_to_act(posted: Town) -> None:
    posted.posts(posted.rosa, title="Second")
    mine = posted.answer(posted.rosa, "/organize mine")
    assert mine.words.splitlines()[:4] == [
        "#2 Second",
        "Open · Designer 0 of 1; Developer 0 of 2",
        "#1 Map the city's parks",
        "Open · Designer 1 of 1; Developer 1 of 2",
    ]
    posted.press(posted.rosa, mine, "Pause sign-ups for #2")
    assert posted.answer(posted.rosa, "/organize mine").words.splitlines()[1].startswith("Paused: no sign-ups for now")
    posted.rosa.presses(mine, "Edit #1")
    assert posted.rosa.sees_dialog().values["Title"] == "Map the city's parks"


def test_nothing_organized_offers_to_post(town: Town) -> None:
    nothing = town.answer(town.jean, "/organiser mes-offres")
    assert nothing.words == french("You have posted nothing yet.")
    town.jean.presses(nothing, french("Post an opportunity"))
    assert town.jean.sees_dialog().title == french("Post an opportunity")
