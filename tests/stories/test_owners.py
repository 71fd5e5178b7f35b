"""Several people run one posting; it is handed over, and passes on when an account is closed."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox.interactions import events
from tests.stories.saying import counted, french
from tests.town import START, Town

TITLE = "#1 Map the city's parks"


@pytest.fixture
def posted(town: Town) -> Town:
    """Rosa's #1; everybody has spoken to the bot once."""
    town.posts(town.rosa)
    for who in (town.ana, town.jean, town.luc):
        who.types(town.square, "/volunteer")
    return town


def chooses(town: Town, who: Any, **answers: Any) -> Any:
    """The dialog after these were chosen by somebody who organizes #1."""
    who.types(town.square, "/organize owners 1")
    town.fills(who, answers)
    town.deliver()
    return town.dialog_of(who)


def leaves_the_workspace(town: Town, who: Any) -> None:
    who.member.deleted = True
    events.change_profile(town.slack.platform, who.id, {})
    town.deliver()


def test_a_co_owner_may_do_all_that_its_author_may_and_is_told(posted: Town) -> None:
    refused = posted.answer(posted.jean, "/organiser liste 1").words
    assert refused.startswith("Cette action est réservée aux responsables")
    saved = chooses(posted, posted.rosa, owners=[posted.jean, posted.ana])
    assert saved.words == f"The organizers of {TITLE} are saved. New organizers are told."
    saved.close()
    told = french("You are now one of the organizers of {posting}.", posting=TITLE)
    assert posted.dms(posted.jean)[0].splitlines()[0] == told
    assert TITLE in posted.answer(posted.jean, "/organiser mes-offres").words
    posted.answer(posted.jean, "/organiser suspendre 1")
    posted.deliver()
    assert posted.card(1).words.splitlines()[-1] == "Paused: no sign-ups for now"
    posted.rosa.types(posted.square, "/organize owners 1")
    assert posted.rosa.sees_dialog().values["Co-organizers"] == [posted.jean.id, posted.ana.id]
    posted.fills(posted.rosa, {"owners": [posted.ana]})
    posted.rosa.sees_dialog().close()
    posted.deliver()
    assert posted.answer(posted.jean, "/organiser rouvrir 1").words == refused
    assert (len(posted.dms(posted.ana)), len(posted.dms(posted.jean))) == (1, 1), "nobody is told twice"


def test_co_owners_hear_what_is_decided(town: Town) -> None:
    town.answer(town.maya, "/volunteer-admin settings moderation on")
    town.posts(town.rosa)
    town.answer(town.jean, "/benevole")
    chooses(town, town.rosa, owners=[town.jean]).close()
    town.answer(town.maya, "/volunteer-admin approve 1")
    town.deliver()
    assert town.dms(town.rosa) == [f"{TITLE} was approved and is now open."]
    assert town.dms(town.jean)[-1] == french("{posting} was approved and is now open.", posting=TITLE)


def test_handing_over_makes_another_the_contact(posted: Town) -> None:
    chooses(posted, posted.rosa, author=posted.luc).close()
    yours = french("You are now one of the organizers of {posting}.", posting=TITLE)
    assert posted.dms(posted.luc)[0].splitlines()[0] == yours
    posted.answer(posted.ana, "/volunteer signup 1 designer")
    posted.move_to(START + timedelta(days=7, hours=9))
    assert "Contact: Luc Tremblay" in posted.dms(posted.ana)[-1]


def test_who_never_spoke_to_the_bot_is_told_in_their_own_language_and_named(town: Town) -> None:
    town.posts(town.rosa)
    chooses(town, town.rosa, owners=[town.jean], author=town.noemie).close()
    yours = french("You are now one of the organizers of {posting}.", posting=TITLE)
    assert [town.dms(who)[0].splitlines()[0] for who in (town.jean, town.noemie)] == [yours, yours]
    town.answer(town.ana, "/volunteer signup 1 designer")
    town.move_to(START + timedelta(days=7, hours=9))
    assert "Contact: Noémie Roy" in town.dms(town.ana)[-1]


def test_whose_account_is_closed_is_no_owner(town: Town) -> None:
    town.posts(town.rosa)
    town.jean.member.deleted = True
    refused = chooses(town, town.rosa, owners=[town.jean])
    assert refused.errors["Co-organizers"].startswith("I cannot write to them: this is an app, a closed account")


def test_who_hands_over_is_told_what_they_still_may(posted: Town) -> None:
    posted.rosa.types(posted.square, "/organize owners 1")
    shown = posted.dialog_of(posted.rosa).words.splitlines()
    assert shown[1] == "The organizers of Parks Ottawa can, too: Rosa Lindqvist"
    assert shown[-1] == "They run it from then on. You still can, as an organizer of Parks Ottawa."
    saved = chooses(posted, posted.rosa, author=posted.luc)
    assert saved.words.splitlines()[-1] == "You still can, as an organizer of Parks Ottawa."
    saved.close()
    assert posted.answer(posted.rosa, "/organize pause 1").words.startswith(f"{TITLE} is paused")
    assert posted.dms(posted.rosa) == [], "who did it knows"


def test_who_organizes_for_nobody_runs_it_no_longer(posted: Town) -> None:
    chooses(posted, posted.rosa, author=posted.luc).close()
    posted.luc.types(posted.square, "/organize owners 1")
    hint = french("They run it from then on. You no longer do, unless you are chosen above.")
    assert posted.dialog_of(posted.luc).words.splitlines()[-1] == hint
    saved = chooses(posted, posted.luc, author=posted.jean)
    assert saved.words.splitlines()[-1] == french("You run it no longer.")
    saved.close()
    refused = posted.answer(posted.luc, "/organiser suspendre 1").words
    assert refused.startswith("Cette action est réservée aux responsables")


def test_an_author_hears_who_replaced_them_and_what_they_still_may(posted: Town) -> None:
    chooses(posted, posted.rosa, owners=[posted.luc]).close()
    saved = chooses(posted, posted.luc, owners=[posted.luc], author=posted.jean)
    assert saved.words.splitlines()[-1] == french("So is {name}, who was its author.", name="Rosa Lindqvist")
    saved.close()
    assert posted.dms(posted.rosa)[-1].splitlines()[:2] == [
        f"Luc Tremblay has handed {TITLE}, which was yours, over to Jean Gagnon.",
        "You still can, as an organizer of Parks Ottawa.",
    ]
    chooses(posted, posted.luc, owners=[], author=posted.luc).close()
    assert posted.dms(posted.jean)[-1].splitlines()[:2] == [
        french("{name} has taken over {posting}, which was yours.", name="Luc Tremblay", posting=TITLE),
        french("You run it no longer."),
    ]


def test_an_app_is_no_owner(posted: Town) -> None:
    posted.rosa.types(posted.square, "/organize owners 1")
    dialog = posted.rosa.sees_dialog()
    dialog.fill({"owners": [posted.slack.platform.app.bot_user]}).submit()
    assert posted.rosa.sees_dialog().errors == {
        "Co-organizers": "I cannot write to this account. Choose people, not apps."
    }


def test_a_closed_account_passes_its_postings_to_the_co_owners(posted: Town) -> None:
    chooses(posted, posted.rosa, owners=[posted.jean, posted.ana]).close()
    leaves_the_workspace(posted, posted.rosa)
    closed = french("The account of {name} is closed. What they organized is yours now:", name="Rosa Lindqvist")
    assert posted.dms(posted.jean)[-1].splitlines()[:2] == [closed, TITLE]
    assert posted.dms(posted.ana)[-1].splitlines()[1] == TITLE
    assert posted.dms(posted.maya) == []
    assert posted.card(1).words.startswith(TITLE), "nothing is deleted"
    posted.jean.types(posted.square, "/organiser responsables 1")
    assert posted.dialog_of(posted.jean).values[french("Co-organizers")] == [posted.ana.id]


def test_else_to_the_admins_in_one_message(posted: Town) -> None:
    for n in range(2, 14):
        posted.posts(posted.rosa, title=f"Task {n}")
    posted.answer(posted.rosa, "/organize cancel 13")
    leaves_the_workspace(posted, posted.rosa)
    leaves_the_workspace(posted, posted.rosa)
    (told,) = posted.dms(posted.maya)
    assert told.splitlines() == [
        "The account of Rosa Lindqvist is closed. What they organized is yours now:",
        TITLE,
        *[f"#{n} Task {n}" for n in range(2, 11)],
        counted("en", "and {n} other", "and {n} others", 2),
        "To hand one to somebody else: /organize owners 12",
    ]
    assert posted.answer(posted.maya, "/organize pause 1").words.startswith(f"{TITLE} is paused")
