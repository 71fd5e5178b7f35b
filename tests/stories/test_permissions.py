"""Who may do what: asked of who presses or types, at every command and every button, at that moment."""

import re
from datetime import timedelta

import pytest

from sandbox.actor import Actor, Message
from tests.stories.saying import said
from tests.town import START, UNDATED, Town

ADMINS_ONLY = "Only admins can do this. Ask an admin of this workspace, or see what you can do: {command}"
NOT_YOURS = "Only the organizers of #{number} and the admins can do this. What you organize: {command}"

ORGANIZERS = [
    "/organize edit 1", "/organize roster 1", "/organize pause 1", "/organize reopen 1", "/organize cancel 1 yes",
    "/organize owners 1", "/organiser modifier 1", "/organiser liste 1", "/organiser suspendre 1",
    "/organiser rouvrir 1", "/organiser annuler 1 oui", "/organiser responsables 1",
]  # fmt: skip
ADMINS = [
    "/volunteer-admin review", "/volunteer-admin approve 1", "/volunteer-admin decline 1 no",
    "/volunteer-admin channels", "/volunteer-admin channels #volunteering off", "/volunteer-admin digest",
    "/volunteer-admin settings", "/volunteer-admin settings moderation on",
    "/benevole-admin examiner", "/benevole-admin approuver 1", "/benevole-admin refuser 1 non",
    "/benevole-admin canaux", "/benevole-admin recapitulatif", "/benevole-admin parametres langue fr",
]  # fmt: skip


@pytest.fixture
def posted(town: Town) -> Town:
    """A town where Rosa posted #1 and Jean, for his own organization, #2."""
    town.posts(town.rosa)
    town.posts(town.jean, title="Vélos", organization="Atelier")
    return town


def admins_only(language: str) -> str:
    return said(language, ADMINS_ONLY, command="/volunteer help")


def not_yours(language: str) -> str:
    return said(language, NOT_YOURS, number="1", command="/organize mine")


def test_commands_of_organizers_are_refused_to_everybody_else(posted: Town) -> None:
    for typed in ORGANIZERS:
        assert posted.answer(posted.ana, typed).words == not_yours("en"), typed
        assert posted.answer(posted.jean, typed).words == not_yours("fr"), typed
    assert posted.ana.dialog is None
    assert "Join as Designer" in posted.card(1).buttons


def test_commands_of_admins_are_refused_to_everybody_else(posted: Town) -> None:
    for typed in ADMINS:
        assert posted.answer(posted.ana, typed).words == admins_only("en"), typed
        assert posted.answer(posted.luc, typed).words == admins_only("fr"), typed
    told = posted.answer(posted.maya, "/volunteer-admin settings").words
    assert "Review postings before they open: Off" in told


def test_admins_may_do_all_that_organizers_may(posted: Town) -> None:
    for typed in ("/organize roster 1", "/organize pause 1", "/organize reopen 1", "/organize cancel 1 yes"):
        assert posted.answer(posted.maya, typed).words != not_yours("en"), typed
    posted.deliver()
    assert posted.card(1).words.splitlines()[-1] == "Cancelled"


def pressed_by(town: Town, someone: Actor, message: Message, label: str) -> str:
    """Somebody who should not have the button presses it, as a forged or copied request would.

    The answer they read, in a message or in a dialog.
    """
    post = message.post
    town.slack.workspace.edit(post, ephemeral_to=None)
    shown = town.slack.workspace.find_post(post.channel, post.ts)
    assert shown is not None
    if someone.id not in town.slack.workspace.channels[post.channel].members:
        town.slack.workspace.channels[post.channel].members.append(someone.id)
    return town.press(someone, Message(someone, shown), label, confirm=True).words


def test_buttons_of_organizers_are_refused_to_everybody_else(posted: Town) -> None:
    posted.answer(posted.luc, "/benevole inscription 1 designer")
    mine = posted.answer(posted.rosa, "/organize mine")
    for label in ("Who is in", "Edit", "Pause sign-ups", "Mark as filled"):
        assert pressed_by(posted, posted.ana, mine, label) == not_yours("en"), label
    cancel = posted.answer(posted.rosa, "/organize cancel 1")
    closed = posted.answer(posted.rosa, "/organize pause 1")
    assert pressed_by(posted, posted.ana, cancel, "Cancel #1") == not_yours("en")
    assert pressed_by(posted, posted.jean, closed, "Reopen") == not_yours("fr")
    posted.deliver()
    assert posted.card(1).words.splitlines()[-1] == "Paused: no sign-ups for now"


def test_a_quiet_posting_is_kept_open_by_its_organizers_alone(town: Town) -> None:
    town.posts(town.rosa, **UNDATED)
    town.move_to(START + timedelta(days=31))
    asked = town.rosa.last(town.rosa.dm)
    assert pressed_by(town, town.jean, asked, "Yes, still open") == not_yours("fr")
    town.move_to(START + timedelta(days=39))
    assert town.card(1).words.splitlines()[-1].startswith("Expired"), "nobody has kept it open"


def test_who_organizes_no_more_cannot_choose_the_organizers_in_an_open_dialog(posted: Town) -> None:
    posted.luc.types(posted.square, "/benevole")
    posted.rosa.types(posted.square, "/organize owners 1")
    posted.fills(posted.rosa, {"owners": [posted.luc]})
    posted.luc.types(posted.square, "/organiser responsables 1")
    posted.rosa.types(posted.square, "/organize owners 1")
    posted.fills(posted.rosa, {"owners": []})
    late = posted.luc.sees_dialog().fill({"author": posted.luc}).submit()
    assert late is not None
    assert set(late.errors.values()) == {not_yours("fr")}
    assert posted.answer(posted.luc, "/organiser liste 1").words == not_yours("fr")


def test_buttons_of_admins_are_refused_to_everybody_else(posted: Town) -> None:
    posted.answer(posted.maya, "/volunteer-admin settings moderation on")
    posted.posts(posted.jean, title="To review", organization="Atelier")
    asked = posted.maya.last(posted.maya.dm)
    review = posted.answer(posted.maya, "/volunteer-admin review")
    channels = posted.answer(posted.maya, "/volunteer-admin channels")
    settings = posted.answer(posted.maya, "/volunteer-admin settings")
    for message, label in (
        (asked, "Approve"), (asked, "Decline"), (review, "Approve"), (review, "Decline"),
        (channels, "Stop"), (channels, "Announce in a channel"), (settings, "Change settings"),
    ):  # fmt: skip
        for language, someone in (("en", posted.ana), ("fr", posted.jean)):
            assert pressed_by(posted, someone, message, label) == admins_only(language), label
            assert someone.dialog is None
    assert posted.answer(posted.maya, "/volunteer-admin review").accessible_buttons[1] == "Approve #3"


def test_an_admin_no_more_is_refused_at_the_old_button(posted: Town) -> None:
    posted.answer(posted.maya, "/volunteer-admin settings moderation on")
    boss = posted.slack.member("boss", "Bo Singh", admin=True)
    review = posted.answer(boss, "/volunteer-admin review")
    settings = posted.answer(boss, "/volunteer-admin settings")
    boss.presses(settings, "Change settings")
    open_dialog = boss.sees_dialog()
    boss.changes(is_admin=False)  # type: ignore[arg-type]
    assert posted.answer(boss, "/volunteer-admin review").words == admins_only("en")
    open_dialog.fill({"Time zone": "America/Halifax"}).submit()
    posted.slack.workspace.edit(review.post, blocks=settings.post.blocks)
    assert posted.press(boss, boss.again(review), "Change settings").words == admins_only("en")
    assert "America/Toronto" in posted.answer(posted.maya, "/volunteer-admin settings").words


def test_a_new_admin_needs_nothing_but_to_be_one(posted: Town) -> None:
    assert posted.answer(posted.ana, "/volunteer-admin review").words == admins_only("en")
    posted.ana.changes(is_admin=True)  # type: ignore[arg-type]
    assert posted.answer(posted.ana, "/volunteer-admin review").words == "Nothing is waiting for review."


def test_stale_buttons_meet_the_state_of_now(posted: Town) -> None:
    fresh = posted.card(1)
    posted.answer(posted.luc, "/benevole inscription 1 designer")
    assert posted.press(posted.ana, fresh, "Join as Designer").words.startswith("Designer in #1 is full.")
    posted.answer(posted.rosa, "/organize pause 1")
    assert posted.press(posted.ana, fresh, "Join as Developer").words == "#1 is paused: it takes no sign-ups for now."
    posted.answer(posted.rosa, "/organize cancel 1 yes")
    assert posted.press(posted.ana, fresh, "Join as Developer").words == "#1 was cancelled."
    assert posted.press(posted.luc, fresh, "Leave").buttons == [said("fr", "See what is open")]
    assert posted.answer(posted.rosa, "/organize reopen 1").words.startswith("#1 has ended for good: Cancelled.")


def test_a_stale_waiting_list_button_gives_the_seat_that_is_free(posted: Town) -> None:
    posted.answer(posted.luc, "/benevole inscription 1 designer")
    full = posted.answer(posted.ana, "/volunteer signup 1 designer")
    posted.answer(posted.luc, "/benevole quitter 1")
    assert posted.press(posted.ana, full, "Join waiting list: Designer").words.startswith("You are in as Designer")


def test_a_decision_made_twice_is_made_once(posted: Town) -> None:
    posted.answer(posted.maya, "/volunteer-admin settings moderation on")
    posted.posts(posted.jean, title="To review", organization="Atelier")
    asked = posted.maya.last(posted.maya.dm)
    posted.maya.presses(asked, "Decline")
    posted.answer(posted.maya, "/volunteer-admin approve 3")
    late = posted.maya.sees_dialog().fill({"Why, and what to change": "Too late"}).submit()
    assert late is not None
    assert re.match("#3 cannot be changed that way. Its state: Open.", next(iter(late.errors.values())))
    posted.deliver()
    assert len(posted.dms(posted.jean)) == 1


def test_what_waits_for_review_hides_behind_no_button(posted: Town) -> None:
    posted.answer(posted.maya, "/volunteer-admin settings moderation on")
    posted.posts(posted.jean, title="To review", organization="Atelier")
    details = posted.answer(posted.jean, "/benevole voir 3")
    label = said("fr", "Edit")
    assert pressed_by(posted, posted.ana, details, label) == "There is no opportunity #3."


def test_a_button_of_another_time_is_answered(posted: Town) -> None:
    card = posted.card(1)
    element = {**card.find("Details").element, "action_id": "opportunity.applaud/0"}
    block = {"type": "actions", "block_id": "old", "elements": [element]}
    posted.slack.workspace.edit(card.post, blocks=(block,))
    told = posted.press(posted.luc, posted.luc.again(card), "Details")
    sentence = "This button no longer works. Start again: {command}"
    assert told.words == said("fr", sentence, command="/volunteer")
