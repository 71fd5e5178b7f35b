"""Running the marketplace: review, channels and settings; typed, by buttons and by dialogs."""

from typing import Any

import pytest

from sandbox.workspace import Channel
from tests.stories.saying import french
from tests.town import POSTING, Town

TITLE = "#1 Map the city's parks"


@pytest.fixture
def moderated(town: Town) -> Town:
    """A town where postings are reviewed and Jean's waits as #1."""
    town.answer(town.maya, "/volunteer-admin settings moderation on")
    town.posts(town.jean)
    return town


@pytest.fixture
def lounge(town: Town) -> Channel:
    """A second channel, with the bot in it."""
    channel = town.slack.channel("lounge")
    town.slack.invite_bot(channel)
    return channel


def cards_in(town: Town, channel: Channel) -> list[str]:
    """The first line of each of the bot's public messages there."""
    return [m.words.splitlines()[0] for m in town.ana.sees(channel) if not m.is_ephemeral]


def test_a_posting_to_be_reviewed_is_seen_by_its_author_and_admins_only(moderated: Town) -> None:
    assert cards_in(moderated, moderated.square) == []
    assert moderated.answer(moderated.ana, "/volunteer 1").words == "There is no opportunity #1."
    assert moderated.answer(moderated.jean, "/benevole 1").words.startswith(TITLE)
    (asked,) = moderated.maya.sees(moderated.maya.dm)
    assert asked.words.splitlines() == [
        f"{TITLE} from Parks Ottawa is waiting for your review.",
        "Walk a park and write down what is in it",
        "Tuesday, December 1st, 6:30 PM to 8:30 PM (in 1 week) · Remote, https://meet.example.org/parks",
        "Designer 0 of 1",
        "Developer 0 of 2",
        "Time asked: 3 h a week for 8 weeks, 24 h in all",
        "We need benches, taps and shade on the map before summer.",
    ]
    assert asked.accessible_buttons == ["Approve #1", "Decline #1", "Details of #1"]


def test_approving_from_the_message_opens_it_and_tells_the_author(moderated: Town) -> None:
    told = moderated.press(moderated.maya, moderated.maya.last(moderated.maya.dm), "Approve")
    assert told.words == f"{TITLE} is open now, and its author will be told."
    moderated.deliver()
    assert cards_in(moderated, moderated.square) == [TITLE]
    assert moderated.dms(moderated.jean) == [french("{posting} was approved and is now open.", posting=TITLE)]


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
    assert cards_in(moderated, moderated.square) == []
    assert moderated.press(maya, again, "Approve #1").words == f"{TITLE} is open now, and its author will be told."


def test_a_decision_made_elsewhere_is_said_at_the_old_buttons(moderated: Town) -> None:
    asked = moderated.maya.last(moderated.maya.dm)
    moderated.answer(moderated.maya, "/volunteer-admin approve 1")
    for label, begins in (("Approve", "#1 is already so: Open"), ("Decline", "#1 cannot be changed that way")):
        assert moderated.press(moderated.maya, asked, label).words.startswith(begins), label
    assert moderated.maya.dialog is None, "nobody writes a reason that goes nowhere"


def test_approving_typed_does_the_same(moderated: Town) -> None:
    moderated.answer(moderated.maya, "/benevole-admin approuver 1")
    moderated.deliver()
    assert cards_in(moderated, moderated.square) == [TITLE]
    assert len(moderated.dms(moderated.jean)) == 1


def test_the_review_list_decides_with_its_buttons(moderated: Town) -> None:
    moderated.posts(moderated.jean, title="Second")
    waiting = moderated.answer(moderated.maya, "/volunteer-admin review")
    assert waiting.accessible_buttons == [
        "Details of #1", "Approve #1", "Decline #1", "Details of #2", "Approve #2", "Decline #2"
    ]  # fmt: skip
    moderated.press(moderated.maya, waiting, "Approve #2")
    left = moderated.answer(moderated.maya, "/volunteer-admin review")
    assert left.accessible_buttons == ["Details of #1", "Approve #1", "Decline #1"]


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
        french("You can post it again: {command}", command="/organize post"),
    ]
    assert cards_in(moderated, moderated.square) == []


def test_declining_typed_needs_a_reason(moderated: Town) -> None:
    told = moderated.answer(moderated.maya, "/volunteer-admin decline 1").words
    assert told == "Say why, so that the organizer can fix it: /volunteer-admin decline 12 reason"
    assert moderated.answer(moderated.maya, "/volunteer-admin review").accessible_buttons[0] == "Details of #1"


def test_nothing_waiting_is_said(town: Town) -> None:
    town.maya.changes(locale="fr-CA")
    assert town.answer(town.maya, "/benevole-admin examiner").words == french("Nothing is waiting for review.")


def test_admins_own_postings_need_no_review(moderated: Town) -> None:
    moderated.posts(moderated.maya, title="From Maya")
    assert cards_in(moderated, moderated.square) == ["#2 From Maya"]


def test_channels_typed_announce_by_kind(town: Town, lounge: Channel) -> None:
    told = town.answer(town.maya, "/volunteer-admin channels #lounge event recherche")
    assert told.words == (
        "#lounge announces: Event or hack night and Research session. "
        "If I am not a member of it yet, invite me there with /invite @Elan"
    )
    town.posts(town.rosa, title="A role")
    town.rosa.types(town.square, "/organize post")
    town.rosa.sees_dialog().press("More: kind, skills, time zone")
    town.fills(town.rosa, {**POSTING, "title": "A hack night", "kind": "event"})
    town.deliver()
    assert cards_in(town, lounge) == ["#2 A hack night"]
    assert cards_in(town, town.square) == ["#1 A role", "#2 A hack night"]


def test_channels_by_dialog_and_stopped_by_button(town: Town, lounge: Channel) -> None:
    listed = town.answer(town.maya, "/volunteer-admin channels")
    assert listed.words.splitlines()[0] == "#volunteering announces: everything"
    town.maya.presses(listed, "Announce in a channel")
    town.fills(town.maya, {"Channel": lounge, "What it announces": ["Volunteering role"]})
    assert town.maya.sees_dialog().words.startswith("#lounge announces: Volunteering role.")
    listed = town.answer(town.maya, "/volunteer-admin channels")
    assert listed.buttons == ["Stop", "Stop", "Announce in a channel"]
    number = town.posts(town.rosa)
    listed = town.turn(town.maya, listed, "Stop")
    assert listed.words.splitlines()[0] == "#lounge announces: Volunteering role"
    town.answer(town.ana, f"/volunteer signup {number} designer")
    town.posts(town.rosa, title="Later")
    assert cards_in(town, town.square) == [TITLE]
    assert "Ana Silva" in town.card(number).words, "a card stays up to date where nothing new is announced"
    assert cards_in(town, lounge) == [TITLE, "#2 Later"]


def test_channels_typed_wrong_say_what_can_be_typed(town: Town, lounge: Channel) -> None:
    town.maya.changes(locale="fr-CA")
    told = town.answer(town.maya, "/benevole-admin canaux salon").words
    sentence = "“{given}” is not a channel I can see. Choose it from the list that # opens: {example}"
    assert told == french(sentence, given="salon", example="/volunteer-admin channels #general")
    told = town.answer(town.maya, "/benevole-admin canaux #lounge fêtes").words
    assert told.splitlines()[0] == french("I do not understand “{given}”. Type one of these:", given="fetes")


def test_a_channel_without_the_bot_is_told_then_tried_again(town: Town) -> None:
    design = town.slack.channel("design")
    town.answer(town.maya, "/volunteer-admin channels #design")
    number = town.posts(town.rosa)
    town.posts(town.rosa, title="Second")
    (told,) = town.maya.sees(town.maya.dm)
    assert told.words.splitlines() == [
        "I cannot post in #design: I am not a member of it.",
        "Invite me there with /invite @Elan, then press the button.",
    ]
    town.answer(town.ana, f"/volunteer signup {number} designer")
    town.slack.invite_bot(design)
    assert town.press(town.maya, told, "Try again").words == "I am trying again in #design."
    town.deliver()
    assert cards_in(town, design) == [TITLE, "#2 Second"]
    assert "Designer 1 of 1: Ana Silva" in town.card(number, design).words


SETTINGS: list[tuple[str, str]] = [
    ("moderation on", "Review postings before they open: On"),
    ("moderation off", "Review postings before they open: Off"),
    ("language french", "Language of cards in channels: French"),
    ("timezone america/st johns", "Time zone: America/St_Johns"),
    ("digest friday 16:30", "Weekly digest for admins: Friday at 4:30 p.m."),
    ("digest vendredi 8 h 15", "Weekly digest for admins: Friday at 8:15 a.m."),
    ("digest off", "Weekly digest for admins: Off"),
]


def test_settings_typed_are_shown_as_they_are(town: Town) -> None:
    for typed, line in SETTINGS:
        told = town.answer(town.maya, f"/volunteer-admin settings {typed}")
        assert line in told.words.replace("\N{NARROW NO-BREAK SPACE}", " ").splitlines(), typed


def test_settings_by_dialog_change_the_cards_language(town: Town) -> None:
    town.maya.presses(town.answer(town.maya, "/volunteer-admin settings"), "Change settings")
    values: dict[str, Any] = {"Language of cards in channels": "French", "Time zone": "Nowhere"}
    town.fills(town.maya, values)
    assert town.maya.sees_dialog().errors == {
        "Time zone": "This is not a time zone. Use a name such as America/Toronto."
    }
    town.fills(town.maya, {"Time zone": "America/Halifax"})
    assert town.maya.sees_dialog().words == "The settings are saved."
    number = town.posts(town.rosa)
    assert town.card(number).buttons[0] == french("Join as {role}", role="Designer")
    assert "19 h 30" in town.card(number).text.replace("\N{NO-BREAK SPACE}", " ")


def test_settings_in_french(town: Town) -> None:
    town.maya.changes(locale="fr-CA")
    told = town.answer(town.maya, "/benevole-admin parametres langue français").words
    assert french("Language of cards in channels") in told
    assert french("French") in told
