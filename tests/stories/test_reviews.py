"""Postings that wait for an admin: shown, decided by message, list or typed, and said once they are decided."""

import pytest

from tests.stories.saying import french
from tests.town import Town

TITLE = "#1 Map the city's parks"


def cards(town: Town) -> list[str]:
    """The first line of each of the bot's public messages."""
    return [m.words.splitlines()[0] for m in town.ana.sees(town.square) if not m.is_ephemeral]


def test_a_posting_to_be_reviewed_is_seen_by_its_author_and_admins_only(moderated: Town) -> None:
    assert cards(moderated) == []
    assert moderated.answer(moderated.ana, "/volunteer 1").words == "There is no opportunity #1."
    assert moderated.answer(moderated.jean, "/benevole 1").words.startswith(TITLE)
    (asked,) = moderated.maya.sees(moderated.maya.dm)
    assert asked.words.splitlines() == [
        f"{TITLE} from Parks Ottawa is waiting for your review.",
        "Walk a park and write down what is in it",
        "Tuesday, December 1st, 6:30 PM to 8:30 PM (in 8 days) · Remote, https://meet.example.org/parks",
        "Designer 0 of 1",
        "Developer 0 of 2",
        "Time asked: 3 h a week for 8 weeks, 24 h in all",
        "We need benches, taps and shade on the map before summer.",
    ]
    assert asked.accessible_buttons == ["Approve #1", "Edit and approve #1", "Decline #1", "Details of #1"]


def test_approving_from_the_message_opens_it_and_tells_the_author(moderated: Town) -> None:
    told = moderated.press(moderated.maya, moderated.maya.last(moderated.maya.dm), "Approve")
    assert told.words == f"{TITLE} is open now, and its author will be told."
    moderated.deliver()
    assert cards(moderated) == [TITLE]
    assert moderated.dms(moderated.jean) == [french("{posting} was approved and is now open.", posting=TITLE)]


@pytest.mark.parametrize(
    ("decision", "said", "left"),
    [
        (("maya", "/volunteer-admin approve 1"), "{title} from Parks Ottawa was approved.", ["Details of #1"]),
        (
            ("maya", "/volunteer-admin decline 1 No budget"),
            "{title} from Parks Ottawa was declined.\nReason given: No budget",
            [],
        ),
        (("jean", "/organize cancel 1"), "{title} from Parks Ottawa was cancelled before it was reviewed.", []),
    ],
)
def test_the_message_says_what_was_decided_and_asks_no_more(
    moderated: Town, decision: tuple[str, str], said: str, left: list[str]
) -> None:
    """Also to the admins who did not decide, and in their language."""
    who, typed = decision
    moderated.answer(getattr(moderated, who), typed)
    moderated.deliver()
    (asked,) = moderated.maya.sees(moderated.maya.dm)
    assert (asked.words, asked.accessible_buttons) == (said.format(title=TITLE), left)


def test_the_message_follows_what_is_edited_and_then_approves_it(moderated: Town) -> None:
    moderated.jean.types(moderated.square, "/organize edit 1")
    moderated.fills(moderated.jean, {"summary": "Count the benches"})
    moderated.deliver()
    (asked,) = moderated.maya.sees(moderated.maya.dm)
    assert asked.words.splitlines()[1] == "Count the benches"
    told = moderated.press(moderated.maya, asked, "Approve")
    assert told.words == f"{TITLE} is open now, and its author will be told."


def test_what_was_edited_since_it_was_shown_is_not_approved_unseen(moderated: Town) -> None:
    """From the message and from the list: the admin sees first what changed; then what is shown is approved."""
    maya, message = moderated.maya, moderated.maya.last(moderated.maya.dm)
    listed = moderated.answer(maya, "/volunteer-admin review")
    moderated.jean.types(moderated.square, "/organize edit 1")
    moderated.fills(moderated.jean, {"summary": "Buy my course"})
    stale = [moderated.press(maya, shown, "Approve #1") for shown in (message, listed)]
    assert [told.words for told in stale] == ["#1 was edited after you got this. Look again, then decide."] * 2
    assert stale[0].accessible_buttons == ["Details of #1", "What is waiting"]
    maya.presses(message, "Decline")
    moderated.fills(maya, {"Why, and what to change": "No courses, please"})
    assert list(maya.sees_dialog().errors.values()) == [stale[0].words]
    maya.sees_dialog().close()
    again = moderated.turn(maya, stale[0], "What is waiting")
    assert "Buy my course" in again.words
    moderated.deliver()
    assert cards(moderated) == []
    assert moderated.press(maya, again, "Approve #1").words == f"{TITLE} is open now, and its author will be told."


def test_a_decision_made_elsewhere_is_said_at_the_old_buttons(moderated: Town) -> None:
    asked = moderated.maya.last(moderated.maya.dm)
    moderated.answer(moderated.maya, "/volunteer-admin approve 1")
    for label, begins in (
        ("Approve", "#1 is already in that state: Open"),
        ("Decline", "#1 cannot be changed that way"),
    ):
        assert moderated.press(moderated.maya, asked, label).words.startswith(begins), label
    assert moderated.maya.dialog is None, "nobody writes a reason that goes nowhere"


def test_approving_typed_does_the_same(moderated: Town) -> None:
    moderated.answer(moderated.maya, "/benevole-admin approuver 1")
    moderated.deliver()
    assert cards(moderated) == [TITLE]
    assert len(moderated.dms(moderated.jean)) == 1


def test_the_review_list_decides_with_its_buttons(moderated: Town) -> None:
    moderated.posts(moderated.jean, title="Second")
    waiting = moderated.answer(moderated.maya, "/volunteer-admin review")
    assert waiting.accessible_buttons == [
        "Details of #1", "Approve #1", "Edit and approve #1", "Decline #1",
        "Details of #2", "Approve #2", "Edit and approve #2", "Decline #2",
    ]  # fmt: skip
    moderated.press(moderated.maya, waiting, "Approve #2")
    left = moderated.answer(moderated.maya, "/volunteer-admin review")
    assert left.accessible_buttons == ["Details of #1", "Approve #1", "Edit and approve #1", "Decline #1"]


@pytest.mark.parametrize("by_button", [True, False], ids=["by button", "typed"])
def test_declining_gives_the_author_the_reason(moderated: Town, *, by_button: bool) -> None:
    reason = "Please name a contact & a room"
    if by_button:
        moderated.maya.presses(moderated.maya.last(moderated.maya.dm), "Decline")
        moderated.fills(moderated.maya, {"Why, and what to change": reason})
        told = moderated.maya.sees_dialog().words
    else:
        told = moderated.answer(moderated.maya, f"/volunteer-admin decline 1 {reason}").words
    assert told == f"{TITLE} is declined, and its author will be told why."
    moderated.deliver()
    assert moderated.dms(moderated.jean)[0].splitlines() == [
        french("{posting} was not approved.", posting=TITLE),
        french("Reason given: {reason}", reason=reason),
        french("To post it again, corrected, press the button or type {command}", command="/organiser dupliquer 1"),
    ]
    moderated.jean.presses(moderated.jean.last(moderated.jean.dm), "Dupliquer l'offre #1")
    moderated.fills(moderated.jean, {"Description": f"{reason}: 12"})
    moderated.deliver()
    assert moderated.maya.last(moderated.maya.dm).words.startswith("#2 Map the city's parks from Parks Ottawa")
    assert cards(moderated) == []


def test_declining_typed_needs_a_reason(moderated: Town) -> None:
    told = moderated.answer(moderated.maya, "/volunteer-admin decline 1").words
    assert told == (
        "Say why: its author reads it, and can post it again, corrected. /volunteer-admin decline 12 reason"
    )
    assert moderated.answer(moderated.maya, "/volunteer-admin review").accessible_buttons[0] == "Details of #1"


def test_nothing_waiting_is_said(town: Town) -> None:
    town.maya.changes(locale="fr-CA")
    assert town.answer(town.maya, "/benevole-admin examiner").words == french("Nothing is waiting for review.")


def test_admins_own_postings_need_no_review(moderated: Town) -> None:
    moderated.posts(moderated.maya, title="From Maya")
    assert cards(moderated) == ["#2 From Maya"]
