"""One of several roles: which one is asked, offered and left."""

from tests.stories.saying import french
from tests.town import Town


def test_several_roles_are_asked_for_and_one_press_answers(town: Town) -> None:
    number = town.posts(town.rosa)
    which = town.answer(town.luc, f"/benevole inscription {number}")
    sentence = "#{number} has several roles: {roles}. Choose one, or type {command}"
    command = f"{french('/volunteer signup {number}', number='1')} designer"
    assert which.words == french(sentence, number="1", roles="Designer et Developer", command="") + command
    assert town.answer(town.ana, f"/volunteer signup {number}").text == (
        "#1 has several roles: Designer and Developer. Choose one, or type `/volunteer signup 1 designer`"
    ), "a notification shows the words alone"
    assert which.buttons == [french("Join as {role}", role=role) for role in ("Designer", "Developer")]
    assert town.press(town.luc, which, which.buttons[1]).buttons[0] == french("Leave")


def test_who_is_in_is_offered_the_other_roles_only(town: Town) -> None:
    number = town.posts(town.rosa)
    town.answer(town.ana, f"/volunteer signup {number} designer")
    which = town.answer(town.ana, f"/volunteer signup {number}")
    assert which.words == (
        "You are already signed up for #1 (Designer). Its other role: Developer. "
        "To take it too, choose it or type /volunteer signup 1 developer"
    )
    details = town.answer(town.ana, f"/volunteer show {number}")
    assert (which.buttons, details.buttons) == (["Join as Developer"], ["Join as Developer", "Leave", "Ask a question"])
    town.press(town.ana, which, "Join as Developer")
    assert town.answer(town.ana, f"/volunteer signup {number}").words == "You are already in as Designer for #1."
    details = town.answer(town.ana, f"/volunteer show {number}")
    assert (details.words.splitlines()[-1], details.buttons) == ("Open", ["Leave", "Ask a question"])
    town.deliver()
    assert town.card(number).buttons[:2] == ["Join waiting list: Designer", "Join as Developer"], "a card is for all"


def test_leaving_names_what_was_left_and_the_way_back(town: Town) -> None:
    number = town.posts(town.rosa)
    for role in ("designer", "developer"):
        town.answer(town.ana, f"/volunteer signup {number} {role}")
    told = town.press(town.ana, town.card(number), "Leave")
    assert told.words == (
        "You have left #1 Map the city's parks (Designer and Developer). To come back, type /volunteer signup 1"
    )
    again = town.answer(town.ana, f"/volunteer signup {number} designer")
    assert again.words.startswith("You are in as Designer")


def test_leaving_one_role_of_two_keeps_the_other(town: Town) -> None:
    number = town.posts(town.rosa)
    for role in ("designer", "developer"):
        town.answer(town.luc, f"/volunteer signup {number} {role}")
    town.answer(town.luc, f"/benevole quitter {number} designer")
    town.deliver()
    assert "Designer 0 of 1\nDeveloper 1 of 2: Luc Tremblay" in town.card(number).words


def test_leave_on_an_old_message_leaves_the_role_it_names_and_no_other(town: Town) -> None:
    number = town.posts(town.rosa, roles="Host 1\nGuest 1")
    town.answer(town.ana, f"/volunteer signup {number} host")
    town.answer(town.priya, f"/volunteer signup {number} guest")
    town.answer(town.luc, f"/benevole attente {number} host")
    town.answer(town.ana, f"/volunteer leave {number}")
    town.deliver()
    promoted = town.luc.last(town.luc.dm)
    town.answer(town.luc, f"/benevole quitter {number}")
    town.answer(town.luc, f"/benevole attente {number} guest")
    told = town.press(town.luc, promoted, french("Leave"))
    sentence = "You are not signed up for #{number} ({role}). What you are in: {command}"
    assert told.words == french(sentence, number="1", role="Host", command="/volunteer mine")
    town.deliver()
    assert "Guest 1 of 1: Priya Nair; 1 waiting" in town.card(number).words


def test_leaving_beside_one_role_keeps_the_others(town: Town) -> None:
    number = town.posts(town.rosa)
    for role in ("designer", "developer"):
        town.answer(town.ana, f"/volunteer signup {number} {role}")
    mine = town.answer(town.ana, "/volunteer mine")
    assert mine.accessible_buttons == ["Leave #1 (Designer)", "Leave #1 (Developer)"]
    told = town.press(town.ana, mine, "Leave #1 (Developer)")
    assert told.words.startswith("You have left #1 Map the city's parks (Developer).")
    assert town.answer(town.ana, "/volunteer mine").accessible_buttons == ["Leave #1"]
    again = town.press(town.ana, mine, "Leave #1 (Developer)")
    assert again.words == "You are not signed up for #1 (Developer). What you are in: /volunteer mine"
    town.deliver()
    assert "Designer 1 of 1: Ana Silva\nDeveloper 0 of 2" in town.card(number).words


def test_a_role_that_begins_with_a_point_is_typed_as_it_is_written(town: Town) -> None:
    """And the command that a refusal names can be typed as it stands there."""
    number = town.posts(town.rosa, roles=".NET developer 1\nDesigner 1")
    assert town.answer(town.ana, f"/volunteer signup {number} .NET developer").words.startswith("You are in as .NET")
    full = town.answer(town.priya, f"/volunteer signup {number} .net")
    offered = f"/volunteer waitlist {number} .net developer"
    assert full.words.endswith(offered)
    assert town.answer(town.priya, offered).words.startswith("You are number 1 on the waiting list for .NET developer")
