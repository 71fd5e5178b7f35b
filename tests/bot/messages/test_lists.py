"""Lists with previous and next, the roster, the digest and the Home tab."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.marketplace.browsing import Around, Listing, Mine
from bot.marketplace.digests import Digest, Part
from bot.marketplace.rosters import Roster
from bot.marketplace.versions import version
from bot.messages import digest, home, lists, organized, signups
from bot.messages.message import paragraph
from db.models import OpportunityState, Person, Signup, SignupState
from db.queries.opportunities import Posting
from tests.bot.messages.samples import ENGLISH, FRENCH, buttons, labels, posting, role, session, words
from tests.town import START

S = OpportunityState


def listing(page: int, pages: int, total: int, *facts: Posting, about: str = "") -> Listing:
    return Listing(facts, page, pages, total, about)


NOTHING = listing(1, 1, 0)


@pytest.mark.parametrize(
    ("page", "pages", "turned"),
    [
        (1, 1, []),
        (1, 3, [("Next page", "2|design")]),
        (2, 3, [("Previous page", "1|design"), ("Next page", "3|design")]),
        (3, 3, [("Previous page", "2|design")]),
    ],
)
def test_pages_are_turned_where_there_are_more(page: int, pages: int, turned: list[tuple[str, str]]) -> None:
    shown = lists.open_list(ENGLISH, listing(page, pages, 21, posting(), about="design"), START)
    assert [(one.label, one.about) for one in buttons(shown) if one.does == "opportunities.page"] == turned
    assert (f"Page {page} of {pages}." in " ".join(words(shown))) is (pages > 1)


def test_an_open_list_counts_what_it_found() -> None:
    assert words(lists.open_list(ENGLISH, listing(1, 1, 1, posting()), START))[0] == "1 open opportunity"
    assert words(lists.open_list(ENGLISH, listing(1, 1, 1200, posting()), START))[0] == "1,200 open opportunities"
    found = lists.open_list(ENGLISH, listing(1, 1, 2, posting(), about="*vélo*"), START)
    assert words(found)[0] == "2 open opportunities for “*vélo*”"


def test_what_to_type_names_a_number_of_the_list() -> None:
    fellows = posting(number=13, entry="application")
    shown = lists.open_list(ENGLISH, listing(1, 1, 2, fellows, posting(number=14)), START)
    assert words(shown)[-1].startswith("To sign up, type /volunteer signup 14;")
    only = lists.open_list(ENGLISH, listing(1, 1, 1, fellows), START)
    assert words(only)[-1].startswith("To sign up, type /volunteer apply 13;")
    ended, going = posting(number=15, state=S.COMPLETED), posting(number=16, state=S.PAUSED)
    shown = organized.organized_list(ENGLISH, listing(1, 1, 2, ended, going), START)
    assert words(shown)[-1] == "To call one off, type /organize cancel 16"
    assert "cancel" not in " ".join(words(organized.organized_list(ENGLISH, listing(1, 1, 1, ended), START)))


def test_an_empty_list_says_what_to_do() -> None:
    nothing = lists.open_list(ENGLISH, listing(1, 1, 0), START)
    assert words(nothing) == ["Nothing is open at the moment. To post something, type /organize post"]
    unfound = lists.open_list(ENGLISH, listing(1, 1, 0, about="ski"), START)
    assert (words(unfound), labels(unfound)) == (["Nothing open mentions “ski”."], ["See all that is open"])
    mine = organized.organized_list(ENGLISH, listing(1, 1, 0), START)
    assert (words(mine), labels(mine)) == (["You have posted nothing yet."], ["Post an opportunity"])
    assert words(lists.review_list(ENGLISH, listing(1, 1, 0), START)) == ["Nothing is waiting for review."]


def test_what_one_organizes_says_its_state_and_offers_what_works() -> None:
    shown = organized.organized_list(ENGLISH, listing(1, 1, 2, posting(), posting(number=13, state=S.PAUSED)), START)
    assert words(shown)[:4] == [
        "#12 Map the parks", "Open · Designer 0 of 3",
        "#13 Map the parks", "Paused: no sign-ups for now · Designer 0 of 3",
    ]  # fmt: skip
    assert labels(shown) == [
        "Who is in", "Edit", "Pause sign-ups", "Mark as filled", "Who is in", "Edit", "Reopen", "Mark as filled",
    ]  # fmt: skip


def test_what_waits_for_review_can_be_decided_on() -> None:
    shown = lists.review_list(ENGLISH, listing(1, 1, 1, posting(state=S.SUBMITTED)), START)
    decisions = [(one.label, one.does, one.about, one.says) for one in buttons(shown)]
    assert decisions == [
        ("Details", "opportunity.show", "12", "Details of #12"),
        ("Approve", "opportunity.approve", f"12|{version(posting())}", "Approve #12"),
        ("Edit and approve", "review.edit", f"12|{version(posting())}", "Edit and approve #12"),
        ("Decline", "opportunity.decline", f"12|{version(posting())}", "Decline #12"),
    ]


def test_a_roster_names_everybody_role_by_role() -> None:
    first, second = role(names=("Ana",), capacity=1, id=1).role, role("Developer", None, id=2).role
    seated = [
        (first, Signup(state=SignupState.IN), Person(name="Ana", skills="maps")),
        (first, Signup(state=SignupState.WAITING), Person(name="Luc", skills="")),
        (second, Signup(state=SignupState.IN), Person(name="Priya", skills="")),
    ]
    assert words(lists.roster(ENGLISH, Roster(posting().opportunity, seated))) == [
        "Who is in #12 Map the parks",
        "Designer 1 of 1", "1. Ana (in) · maps", "2. Luc (waiting)",
        "Developer 0 in, no limit", "1. Priya (in)",
    ]  # fmt: skip
    nobody = lists.roster(ENGLISH, Roster(posting().opportunity, []))
    assert words(nobody) == ["Nobody has signed up for #12 Map the parks yet."]


NONE = Part((), 0)


def a_digest(**parts: Part) -> Digest:
    every = dict.fromkeys(("waiting", "short", "new", "filling", "stale"), NONE) | parts
    return Digest(since=START, signed_up=1, left=0, **every)


def test_a_digest_leads_with_what_to_act_on_and_leaves_out_what_is_empty() -> None:
    told = a_digest(
        new=Part((posting(),), 1),
        waiting=Part((posting(number=1),) * 5, 7),
        short=Part((posting(role(capacity=2, names=("Ana",)), on=session()),), 1),
    )
    shown = digest.digest(ENGLISH, told)
    lines = [line.replace("\u202f", " ") for line in words(shown)]
    assert lines[0] == "Volunteer digest"
    assert lines[1].endswith("1 sign-up, 0 departures.")
    assert lines[2:4] == ["Waiting for review", "Parks Ottawa · Designer 0 of 3 · #1 Map the parks"]
    assert lines[8] == "and 2 more"
    assert lines[9:11] == [
        "Short of people, and the date is near",
        "Parks Ottawa · Designer 1 of 2 · #12 Map the parks · Tuesday, December 1, 2026 at 6:30 p.m. EST",
    ]
    assert lines[11:] == ["New", "Parks Ottawa · Designer 0 of 3 · #12 Map the parks"]
    assert [(one.label, one.does, one.about) for one in buttons(shown)] == [("Review now", "review.page", "1|")]


def mine(count: int, place: int = 0) -> list[Mine]:
    facts = posting(on=session())
    return [Mine(Signup(id=n), facts.roles[0].role, facts.opportunity, facts.session, place) for n in range(count)]


def test_what_one_is_in_has_a_way_out_of_each() -> None:
    shown = signups.mine(ENGLISH, mine(2))
    assert words(shown)[0] == "You have 2 sign-ups."
    assert words(shown)[1:3] == ["#12 Map the parks", words(shown)[2]]
    assert words(shown)[2].startswith("Designer, you are in · Tuesday, December 1, 2026")
    assert [one.does for one in buttons(shown)] == ["signup.leave_role", "signup.leave_role"]
    assert words(signups.mine(ENGLISH, mine(1, place=3)))[2].startswith("Designer, number 3 on the waiting list · ")


@pytest.mark.parametrize(
    ("page", "rows", "turned", "place"),
    [
        (0, 10, ["2|"], "Page 1 of 3."),
        (1, 10, ["2|"], "Page 1 of 3."),
        (2, 10, ["1|", "3|"], "Page 2 of 3."),
        (3, 3, ["2|"], "Page 3 of 3."),
        (99, 3, ["2|"], "Page 3 of 3."),
    ],
)
def test_a_long_list_of_ones_own_has_pages(page: int, rows: int, turned: list[str], place: str) -> None:
    shown = signups.mine(ENGLISH, mine(23), page)
    assert words(shown)[0] == "You have 23 sign-ups."
    assert sum(one.does == "signup.leave_role" for one in buttons(shown)) == rows
    assert [one.about for one in buttons(shown) if one.does == "mine.page"] == turned
    assert words(shown)[-1].startswith(place)
    assert "page" not in " ".join(words(signups.mine(ENGLISH, mine(10)))).lower()


def test_each_way_out_is_of_its_role_and_says_so_where_there_are_several() -> None:
    (one,) = mine(1)
    (alone,) = buttons(signups.mine(ENGLISH, [one]))
    assert (alone.does, alone.about, alone.says) == ("signup.leave_role", "7", "Leave #12")
    (among,) = buttons(signups.mine(ENGLISH, [replace(one, several=True)]))
    assert (among.does, among.about, among.says) == ("signup.leave_role", "7", "Leave #12 (Designer)")


def test_the_home_tab_shows_what_is_coming_and_what_is_open() -> None:
    shown = home.home(ENGLISH, Around(mine(1), NOTHING, listing(2, 3, 21, posting(number=9))), None, START)
    told = words(shown)
    assert (told[0], told[1], told[3]) == ("What is coming", "#12 Map the parks", "Open opportunities")
    assert labels(shown) == [
        "Leave", "Details", "Previous page", "Next page", "Post an opportunity", "Your profile",
    ]  # fmt: skip
    assert [one.about for one in buttons(shown) if one.does == "home.page"] == ["1|", "3|"]


def test_an_answer_stands_on_top_of_the_home_tab() -> None:
    shown = home.home(FRENCH, Around([], NOTHING, NOTHING), paragraph("Fait."), START)
    assert words(shown)[0] == "Fait."


def test_a_full_home_tab_keeps_to_fifteen_of_ones_own() -> None:
    shown = home.home(ENGLISH, Around(mine(18), NOTHING, NOTHING), None, START + timedelta(days=1))
    assert sum(one.does == "signup.leave_role" for one in buttons(shown)) == 15
    assert "3 more later on: /volunteer mine" in words(shown)
