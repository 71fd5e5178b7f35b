"""Looking around: what is open, page by page; searching; one posting in full; help."""

from datetime import timedelta

import pytest

from tests.stories.saying import counted, french, said
from tests.town import STARTS, Town

DETAILS = """#1 Map the city's parks
Parks Ottawa · Volunteering role
Walk a park and write down what is in it
When: Tuesday, December 1st, 6:30 PM to 8:30 PM (in 8 days)
Where: Remote, https://meet.example.org/parks
Time asked: 3 h a week for 8 weeks, 24 h in all
Languages of work: English and French
Designer 0 of 1
Developer 0 of 2
We need benches, taps and shade on the map before summer.
Open. Press a button, or type /volunteer signup 1"""


def test_browse_says_when_nothing_is_open(town: Town) -> None:
    english = said("en", "Nothing is open at the moment. To post something, type {command}", command="/organize post")
    assert town.answer(town.ana, "/volunteer").words == english
    told = town.answer(town.luc, "/benevole").words
    assert told == french("Nothing is open at the moment. To post something, type {command}", command="/organize post")
    assert told.endswith("/organiser publier")


def test_browse_turns_pages_in_place(town: Town) -> None:
    town.stocks(23)
    page = town.answer(town.ana, "/volunteer")
    assert page.words.splitlines()[:2] == ["23 open opportunities", "#23 Task 23 · City Archive"]
    assert page.buttons.count("Details") == 10
    before = len(town.ana.sees(town.square))
    for label, first in (("Next page", "#13 Task 13"), ("Next page", "#3 Task 3"), ("Previous page", "#13 Task 13")):
        page = town.turn(town.ana, page, label)
        assert page.words.splitlines()[1].startswith(first)
    assert len(town.ana.sees(town.square)) == before, "the list is rewritten, not repeated"


def test_browse_last_page_has_no_next(town: Town) -> None:
    town.stocks(11)
    page = town.turn(town.ana, town.answer(town.ana, "/volunteer"), "Next page")
    assert [label for label in page.buttons if "page" in label] == ["Previous page"]


def test_browse_pages_can_be_typed(town: Town) -> None:
    town.stocks(12)
    pressed = town.turn(town.luc, town.answer(town.luc, "/benevole"), french("Next page"))
    assert town.answer(town.luc, "/benevole parcourir page 2").words == pressed.words


def test_browse_finds_words_without_case_or_accents(town: Town) -> None:
    town.posts(town.jean, title="Réparer des vélos", organization="Atelier Québec")
    town.posts(town.rosa)
    found = town.answer(town.luc, "/benevole parcourir VELOS quebec")
    assert len(found.buttons) == 1
    assert found.accessible_buttons == [french("Details of #{number}", number="1")]
    assert found.words.splitlines()[0] == counted(
        "fr", "{n} open opportunity for “{words}”", "{n} open opportunities for “{words}”", 1, words="VELOS quebec"
    )


def test_browse_without_a_find_offers_all(town: Town) -> None:
    town.posts(town.rosa)
    nothing = town.answer(town.ana, "/volunteer browse submarines")
    assert nothing.words == "Nothing open mentions “submarines”."
    assert town.turn(town.ana, nothing, "See all that is open").words.startswith("1 open opportunity\n")


def test_search_keeps_its_words_while_turning_pages(town: Town) -> None:
    town.posts(town.rosa)
    town.stocks(12)
    page = town.turn(town.ana, town.answer(town.ana, "/volunteer browse city archive"), "Next page")
    assert page.words.splitlines()[0] == "12 open opportunities for “city archive”"
    assert page.buttons.count("Details") == 2


def test_show_understands_every_way_to_write_a_number(town: Town) -> None:
    town.posts(town.rosa)
    for typed in ("show 1", "1", "#1", "nº1", "show #1", "show nº 1", "show n° 1", "show no 1", "voir 1"):
        assert town.answer(town.ana, f"/volunteer {typed}").words == DETAILS, typed


def test_details_by_button_are_the_same_and_seen_by_one(town: Town) -> None:
    number = town.posts(town.rosa)
    told = town.press(town.ana, town.card(number), "Details")
    assert told.words == DETAILS
    assert told.is_ephemeral
    assert told.buttons == ["Join as Designer", "Join as Developer", "Ask a question"]


def test_details_speak_the_language_and_zone_of_who_reads(town: Town) -> None:
    number = town.posts(town.rosa)
    told = town.answer(town.noemie, f"/benevole voir {number}")
    assert "mardi 1er décembre, 19:30" in told.words, "Moncton is an hour ahead of Toronto"
    joining = [french("Join as {role}", role=role) for role in ("Designer", "Developer")]
    assert told.buttons == [*joining, french("Ask a question")]
    assert "mardi 1er décembre 2026 à 19 h 30" in told.text.replace("\N{NO-BREAK SPACE}", " "), (
        "in words, for other eyes"
    )


@pytest.mark.parametrize(
    ("english", "in_french", "one"),
    [
        ("/volunteer help", "/benevole aide", "/volunteer signup 12 role"),
        ("/organize", "/organiser", "/organize cancel 12 reason"),
        ("/volunteer-admin", "/benevole-admin aide", "/volunteer-admin decline 12 reason"),
    ],
)
def test_help_names_commands_as_the_reader_types_them(town: Town, english: str, in_french: str, one: str) -> None:
    assert f"\n{one}" in town.answer(town.ana, english).words
    told = town.answer(town.luc, in_french).words
    assert f"\n{french(one)}" in told
    assert "/volunteer" not in told
    assert "/organize" not in told


def test_what_is_over_is_no_longer_offered(town: Town) -> None:
    number = town.posts(town.rosa)
    town.move_to(STARTS + timedelta(days=1))
    assert town.answer(town.ana, "/volunteer").words.startswith("Nothing is open")
    assert town.card(number).words.endswith("Completed")
    assert town.card(number).buttons == ["Details"]
