"""Signing up, waiting, being promoted and leaving; typed and by buttons, in both languages."""

from datetime import timedelta

from tests.stories.saying import french
from tests.town import STARTS, UNDATED, Town

IN = "You are in as {role} for {posting}, {when}."
REMINDED = "I will remind you a day and an hour before."


def test_signing_up_says_what_is_now_true(town: Town) -> None:
    number = town.posts(town.rosa)
    told = town.answer(town.ana, f"/volunteer signup {number} designer")
    assert told.words == (
        "You are in as Designer for #1 Map the city's parks, Tuesday, December 1st, 6:30 PM. "
        "I will remind you a day and an hour before."
    )
    assert told.accessible_buttons == ["Leave #1", "Details of #1"]
    assert told.is_ephemeral


def test_signing_up_in_french_says_it_in_french(town: Town) -> None:
    number = town.posts(town.rosa)
    told = town.answer(town.luc, f"/benevole inscription {number} designer")
    posting, when = "#1 Map the city's parks", "mardi 1er décembre, 18:30"
    assert told.words == f"{french(IN, role='Designer', posting=posting, when=when)} {french(REMINDED)}"
    assert told.buttons == [french("Leave"), french("Details")]


def test_each_language_understands_the_words_of_the_other(town: Town) -> None:
    number = town.posts(town.rosa)
    assert town.answer(town.ana, f"/benevole inscription nº{number} designer").words.startswith(
        "You are in as Designer"
    )
    assert town.answer(town.luc, f"/volunteer signup #{number} developer").buttons[0] == french("Leave")
    assert town.answer(town.ana, f"/volunteer QUITTER {number}").words.startswith("You have left #1")


def test_the_card_signs_up_for_the_role_pressed(town: Town) -> None:
    number = town.posts(town.rosa)
    told = town.press(town.priya, town.card(number), "Join as Developer")
    assert told.words.startswith("You are in as Developer for #1 Map the city's parks, Tuesday, December 1st, 3:30 PM.")
    town.deliver()
    assert "Developer 1 of 2: Priya Nair" in town.card(number).words


def test_more_than_four_roles_are_a_list_to_choose_from(town: Town) -> None:
    number = town.posts(town.rosa, roles="Designer 1\nDeveloper 2\nWriter\nTester 1\nFacilitator 3")
    card = town.card(number)
    assert card.buttons == ["Details", "Leave"]
    assert card.menus["Choose a role"][3] == "Join as Tester"
    town.chooses(town.ana, card, "Choose a role", "Join as Tester")
    town.deliver()
    assert "Tester 1 of 1: Ana Silva" in town.card(number).words
    assert town.card(number).menus["Choose a role"][3] == "Join waiting list: Tester"
    told = town.chooses(town.luc, town.card(number), "Choose a role", "Join waiting list: Tester")
    assert told.buttons == [french("Leave"), french("Details")]


def test_one_role_needs_no_name(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide 5", **UNDATED)
    told = town.answer(town.ana, f"/volunteer signup {number}")
    assert told.words == "You are in as Guide for #1 Map the city's parks."
    town.deliver()
    assert "Guide 1 of 5: Ana Silva" in town.card(number).words


def test_the_waiting_list_keeps_its_order(town: Town) -> None:
    number = town.posts(town.rosa)
    town.answer(town.ana, f"/volunteer signup {number} designer")
    full = town.answer(town.luc, f"/benevole inscription {number} designer")
    town.press(town.luc, full, full.buttons[0])
    assert town.answer(town.priya, f"/volunteer waitlist {number} designer").words == (
        "You are number 2 on the waiting list for Designer in #1 Map the city's parks, Tuesday, December 1st, 3:30 PM. "
        "If a seat is freed it is yours, and I will tell you."
    )
    town.press(town.noemie, town.card(number), "Leave")
    town.deliver()
    assert "Designer 1 of 1: Ana Silva; 2 waiting" in town.card(number).words
    town.answer(town.ana, f"/volunteer leave {number}")
    town.deliver()
    assert "Designer 1 of 1: Luc Tremblay; 1 waiting" in town.card(number).words
    told = "A seat was freed and it is yours: you are in as {role} for {posting}."
    assert [dm.splitlines()[0] for dm in town.dms(town.luc)] == [
        french(told, role="Designer", posting="#1 Map the city's parks")
    ]
    assert town.dms(town.priya) == []
    town.press(town.luc, town.luc.last(town.luc.dm), french("Leave"))
    town.deliver()
    assert town.dms(town.priya)[0] == (
        "A seat was freed and it is yours: you are in as Designer for #1 Map the city's parks.\n"
        "Tuesday, December 1st, 3:30 PM to 5:30 PM (in 8 days)\n"
        "Remote, https://meet.example.org/parks\n"
        "Contact: Rosa Lindqvist\n"
        "If you can no longer make it, leave, and the next person gets the seat."
    )


def test_a_promotion_waits_for_no_one_who_left_the_line(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide 1")
    for who in (town.ana, town.luc, town.priya):
        town.answer(who, f"/volunteer waitlist {number}")
    town.answer(town.luc, f"/benevole quitter {number}")
    town.answer(town.ana, f"/volunteer leave {number}")
    town.deliver()
    assert "Guide 1 of 1: Priya Nair" in town.card(number).words
    assert town.dms(town.luc) == []


def test_seats_added_by_an_edit_go_to_who_waits(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide 1")
    for who in (town.ana, town.luc, town.priya):
        town.answer(who, f"/volunteer waitlist {number}")
    town.rosa.types(town.square, f"/organize edit {number}")
    town.fills(town.rosa, {"roles": "Guide 2"})
    town.deliver()
    assert "Guide 2 of 2: Ana Silva and Luc Tremblay; 1 waiting" in town.card(number).words
    assert len(town.dms(town.luc)) == 1
    assert town.dms(town.priya) == []


def test_who_waits_may_leave_even_after_the_start(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide 1")
    for who in (town.ana, town.priya):
        town.answer(who, f"/volunteer waitlist {number}")
    town.move_to(STARTS + timedelta(minutes=5))
    assert town.answer(town.priya, f"/volunteer leave {number}").words.startswith("You have left #1")


def test_nobody_waiting_is_promoted_into_what_has_started(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide 1")
    for who in (town.ana, town.priya):
        town.answer(who, f"/volunteer waitlist {number}")
    town.deliver()
    town.slack.clock.move_to(STARTS + timedelta(minutes=10))
    town.rosa.types(town.square, f"/organize edit {number}")
    town.fills(town.rosa, {"roles": "Guide 2"})
    assert town.rosa.sees_dialog().title == "Saved"
    town.deliver()
    assert "Guide 1 of 2: Ana Silva; 1 waiting" in town.card(number).words
    assert town.dms(town.priya) == []
