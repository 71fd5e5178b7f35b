"""The Home tab: a person's own page."""

from tests.stories.saying import french
from tests.town import UNDATED, Town


def test_home_is_empty_at_first(town: Town) -> None:
    assert town.ana.opens_home().words.splitlines() == [
        "What is coming",
        "You are not signed up for anything.",
        "Open opportunities",
        "Nothing is open at the moment.",
        "Everything here can also be typed: /volunteer help",
    ]
    in_french = town.luc.opens_home()
    assert in_french.words.splitlines()[1] == french("You are not signed up for anything.")
    assert in_french.buttons == [french("Post an opportunity"), french("Your profile")]


def test_home_shows_what_i_am_in_and_what_is_open(town: Town) -> None:
    number = town.posts(town.rosa, roles="Guide 1")
    town.posts(town.rosa, title="Answer letters", roles="Writer", **UNDATED)
    town.answer(town.ana, f"/volunteer signup {number}")
    town.answer(town.luc, f"/benevole attente {number}")
    assert town.ana.opens_home().words.splitlines()[1:8] == [
        "#1 Map the city's parks",
        "Guide, you are in · Tuesday, December 1st, 6:30 PM",
        "Open opportunities",
        "#2 Answer letters · Parks Ottawa",
        "Walk a park and write down what is in it",
        "No fixed date · Writer 0 in, no limit",
        "#1 Map the city's parks · Parks Ottawa",
    ]
    assert town.ana.opens_home().words.splitlines()[10] == "Guide, you are in", "and is said to be"
    waiting = french("{role}, number {place} on the waiting list", role="Guide", place=1)
    assert town.luc.opens_home().words.splitlines()[2] == f"{waiting} · mardi 1er décembre, 18:30"


def test_home_shows_the_newest_of_what_one_organizes_and_the_way_to_all(town: Town) -> None:
    for n in range(1, 8):
        town.posts(town.jean, title=f"Task {n}", **UNDATED)
    town.answer(town.jean, "/organiser annuler 7 oui")
    home = town.jean.opens_home()
    told = home.words.splitlines()
    start = told.index(french("What you organize"))
    assert told[start + 1 : start + 11 : 2] == [f"#{n} Task {n}" for n in (6, 5, 4, 3, 2)]
    home.press(french("All that you organize"))
    assert "#7 Task 7" in town.jean.sees_dialog().words
    assert "What you organize" not in town.ana.opens_home().words


def test_leaving_from_home_says_so_on_top_and_redraws_it(town: Town) -> None:
    number = town.posts(town.rosa)
    town.answer(town.luc, f"/benevole inscription {number} designer")
    town.luc.opens_home().press(french("Leave"))
    home = town.luc.home
    assert home is not None
    told, heading, nothing = home.words.splitlines()[:3]
    sentence = "You have left {posting} ({roles})."
    assert told.startswith(french(sentence, posting="#1 Map the city's parks", roles="Designer"))
    assert (heading, nothing) == (french("What is coming"), french("You are not signed up for anything."))
    assert len(town.luc.sees(town.square)) == 2, "nothing more is written in the channel"
    assert town.luc.opens_home().words.splitlines()[0] == french("What is coming"), "gone when they come back"


def test_leaving_beside_one_role_on_home_keeps_the_others(town: Town) -> None:
    number = town.posts(town.rosa)
    for role in ("designer", "developer"):
        town.answer(town.luc, f"/benevole inscription {number} {role}")
    leave = "Leave #{number} ({role})"
    home = town.luc.opens_home()
    assert home.accessible_buttons[:2] == [french(leave, number="1", role=role) for role in ("Designer", "Developer")]
    home.press(french(leave, number="1", role="Developer"))
    assert town.luc.home is not None
    sentence = "You have left {posting} ({roles})."
    assert town.luc.home.words.startswith(french(sentence, posting="#1 Map the city's parks", roles="Developer"))
    assert [one for one in town.luc.home.accessible_buttons if one.startswith(french("Leave"))] == [
        french("Leave #{number}", number="1")
    ]


def test_details_from_home_open_a_page_to_sign_up_on(town: Town) -> None:
    town.posts(town.rosa)
    town.luc.opens_home().press(french("Details of #{number}", number="1"))
    details = town.luc.sees_dialog()
    assert details.words.splitlines()[0] == "#1 Map the city's parks"
    details.press(french("Join as {role}", role="Designer"))
    told = town.luc.sees_dialog()
    assert told.buttons == [french("Leave"), french("Details")]
    assert "Map the city's parks" in told.words
    told.close()
    assert french("Leave") in town.luc.opens_home().buttons


def test_home_turns_pages(town: Town) -> None:
    town.stocks(11)
    home = town.ana.opens_home()
    assert home.buttons.count("Details") == 10
    home.press("Next page")
    assert town.ana.home is not None
    assert town.ana.home.accessible_buttons[0] == "Details of #1"
    town.ana.home.press("Previous page")
    assert town.ana.home.accessible_buttons[0] == "Details of #11"


def test_posting_from_home_opens_the_dialog(town: Town) -> None:
    town.jean.opens_home().press(french("Post an opportunity"))
    assert town.jean.sees_dialog().title == french("Post an opportunity")


def test_the_messages_tab_is_left_alone(town: Town) -> None:
    assert town.ana.opens_messages_tab() == []
    assert town.ana.home is None


def test_a_refusal_on_home_is_said_there(town: Town) -> None:
    number = town.posts(town.rosa)
    town.answer(town.ana, f"/volunteer signup {number} designer")
    home = town.ana.opens_home()
    town.answer(town.ana, f"/volunteer leave {number}")
    home.press("Leave #1")
    assert town.ana.home is not None
    assert town.ana.home.words.startswith("You are not signed up for #1 (Designer). What you are in: /volunteer mine")
