"""A person's own list: what they are in or wait for, page by page."""

from datetime import timedelta

from tests.stories.saying import counted, french
from tests.town import STARTS, UNDATED, Town


def test_what_is_mine_is_soonest_first_with_a_way_out_of_each(town: Town) -> None:
    later = town.posts(town.rosa, roles="Guide 1")
    undated = town.posts(town.rosa, title="Answer letters", roles="Writer", **UNDATED)
    for number in (undated, later):
        town.answer(town.ana, f"/volunteer signup {number}")
    town.answer(town.luc, f"/benevole attente {later}")
    mine = town.answer(town.ana, "/volunteer mine")
    assert mine.words.splitlines()[1:] == [
        "#1 Map the city's parks",
        "Guide, you are in · Tuesday, December 1st, 6:30 PM",
        "#2 Answer letters",
        "Writer, you are in · No fixed date",
    ]
    assert mine.accessible_buttons == ["Leave #1", "Leave #2"]
    waiting = town.answer(town.luc, "/benevole mes-offres").words
    assert french("{role}, number {place} on the waiting list", role="Guide", place=1) in waiting
    town.press(town.ana, mine, "Leave #2")
    assert town.answer(town.ana, "/volunteer mine").accessible_buttons == ["Leave #1"]


def test_what_is_mine_turns_pages_typed_or_pressed(town: Town) -> None:
    town.stocks(23)
    for number in range(1, 24):
        town.answer(town.luc, f"/benevole inscription {number}")
    first = town.answer(town.luc, "/benevole mes-offres")
    assert first.words.splitlines()[:2] == [
        counted("fr", "You have {n} sign-up.", "You have {n} sign-ups.", 23),
        "#1 Task 1",
    ]
    second = town.turn(town.luc, first, french("Next page"))
    assert second.words.splitlines()[1] == "#11 Task 11"
    last = town.answer(town.luc, "/benevole mes-offres page 3")
    assert [line for line in last.words.splitlines() if line.startswith("#")] == [
        "#21 Task 21",
        "#22 Task 22",
        "#23 Task 23",
    ]
    assert town.turn(town.luc, last, french("Previous page")).words == second.words


def test_nothing_of_mine_leads_to_what_is_open(town: Town) -> None:
    town.posts(town.rosa)
    nothing = town.answer(town.luc, "/benevole mes-offres")
    sentence = "You are not signed up for anything. See what is open: {command}"
    assert nothing.words == french(sentence, command="/volunteer")
    assert town.turn(town.luc, nothing, french("See what is open")).buttons == [french("Details")]


def test_who_still_waits_when_it_is_over_is_told_nothing_and_has_nothing_left_of_it(town: Town) -> None:
    town.posts(town.rosa, roles="Designer 1")
    for who in (town.ana, town.priya):
        town.answer(who, "/volunteer waitlist 1")
    town.deliver()
    told = town.dms(town.priya)
    for hours in (-24, -1, 0, 2, 3, 30):
        town.move_to(STARTS + timedelta(hours=hours))
    assert town.card(1).words.splitlines()[-1] == "Completed"
    assert town.dms(town.priya) == told
    assert town.answer(town.priya, "/volunteer mine").words.startswith("You are not signed up for anything.")
    assert "Map the city's parks" not in town.priya.opens_home().words
