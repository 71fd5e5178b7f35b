"""A dialog that does not open: who asked for it is told, where Slack leaves a place to say so."""

from dataclasses import replace

import pytest

from sandbox.faults import Call, NoFaults, Reply
from tests.stories.saying import french
from tests.town import Town

SORRY = "Slack did not open the form. Try again."


class Refusing(NoFaults):
    """Slack opens no dialog, and answers in this way."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    def before(self, call: Call) -> Reply | None:
        return self._reply if call.method == "views.open" else None


class Late(NoFaults):
    """Slack opens the dialog, and says so too late to be heard."""

    def after(self, call: Call, reply: Reply) -> Reply:
        return replace(reply, delay=1.7) if call.method == "views.open" else reply


BROKEN = Refusing(Reply({"ok": False, "error": "internal_error"}, status=500))
ANSWERS = {
    "broken": BROKEN,
    "ill": Refusing(Reply({}, status=503)),
    "refused": Refusing(Reply({"ok": False, "error": "expired_trigger_id"})),
}


@pytest.mark.parametrize("fault", ANSWERS.values(), ids=ANSWERS.keys())
def test_a_command_whose_dialog_does_not_open_is_answered(town: Town, fault: Refusing) -> None:
    town.slack.platform.faults = fault
    for someone, typed, sentence in (
        (town.rosa, "/organize post", SORRY),
        (town.jean, "/organiser publier", french(SORRY)),
    ):
        told = town.answer(someone, typed)
        assert (told.words, told.is_ephemeral, someone.dialog) == (sentence, True, None)
    town.slack.platform.faults = NoFaults()
    assert town.rosa.types(town.square, "/organize post") == []
    assert town.rosa.sees_dialog().title == "Post an opportunity"


def test_a_button_whose_dialog_does_not_open_is_answered_beside_its_message(town: Town) -> None:
    town.maya.changes(locale="fr-CA")
    listed = town.answer(town.maya, "/benevole-admin canaux")
    town.slack.platform.faults = BROKEN
    told = town.press(town.maya, listed, french("Announce in a channel"))
    assert (told.words, told.is_ephemeral) == (french(SORRY), True)
    assert town.maya.again(listed).words == listed.words


def test_a_message_shortcut_whose_dialog_does_not_open_is_answered_beside_the_message(town: Town) -> None:
    town.luc.types(town.square, "Who can help?")
    asked = town.luc.last(town.square)
    town.slack.platform.faults = BROKEN
    town.rosa.uses_message_shortcut("Turn into an opportunity", asked)
    assert town.rosa.waits_for(town.square, SORRY).is_ephemeral
    assert town.luc.last(town.square).words == "Who can help?"


def test_where_nothing_can_be_said_nothing_breaks(town: Town) -> None:
    home = town.rosa.opens_home()
    town.slack.platform.faults = BROKEN
    home.press("Your profile")
    town.rosa.uses_shortcut("Post an opportunity")
    assert (town.rosa.dialog, town.rosa.sees(town.square)) == (None, [])


def test_a_dialog_that_may_have_opened_is_not_said_to_be_missing(town: Town) -> None:
    town.answer(town.rosa, "/volunteer")
    town.slack.platform.faults = Late()
    assert town.rosa.types(town.square, "/organize post") == []
    assert town.rosa.sees_dialog().title == "Post an opportunity"


def test_a_command_that_comes_again_is_not_said_to_open_nothing(town: Town) -> None:
    """Its trigger is used up, because the first of them opened the dialog."""
    town.rosa.types(town.square, "/organize post")
    assert [answer.payload for answer in town.slack.repeat_last(2)] == [{}, {}]
    assert town.rosa.sees_dialog().title == "Post an opportunity"
