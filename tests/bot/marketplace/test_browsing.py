"""Looking around: what is open, what is mine, what waits; a page at a time."""

from datetime import timedelta

import pytest

from bot.errors.administration import AdminsOnly
from bot.marketplace import browsing, life, reviewing
from bot.marketplace.browsing import Listing
from sandbox.clock import FrozenClock
from tests.bot.marketplace.village import UNDATED, Village
from tests.town import TUESDAY


@pytest.fixture
def people(village: Village) -> Village:
    village.people("rosa", "jean", "ana", "luc")
    village.person("maya", admin=True)
    return village


def found(village: Village, words: str = "", page: int = 1, size: int = 10) -> Listing:
    return village.does("ana", lambda work: browsing.browse(work, words, page, size))


def numbers(listing: Listing) -> list[int]:
    return [one.opportunity.number for one in listing.postings]


def test_what_is_open_is_listed_newest_first(people: Village, clock: FrozenClock) -> None:
    for _ in range(3):
        people.posts("rosa", **UNDATED)
        clock.advance(timedelta(minutes=1))
    assert numbers(found(people)) == [3, 2, 1]


def test_nothing_open_is_an_empty_first_page(people: Village) -> None:
    assert found(people) == Listing((), 1, 1, 0)
    assert found(people, page=5) == Listing((), 1, 1, 0)


def test_what_is_closed_waits_or_is_over_is_not_listed(people: Village, clock: FrozenClock) -> None:
    people.posts("rosa", day=TUESDAY)
    closed = people.posts("rosa", **UNDATED)
    people.posts("jean", **UNDATED)
    later = people.posts("rosa", day=TUESDAY + timedelta(days=1))
    people.does("rosa", lambda work: life.pause(work, closed))
    clock.advance(timedelta(days=8, hours=10, minutes=30))
    assert numbers(found(people)) == [later]


@pytest.mark.parametrize(
    ("page", "shown", "at"),
    [
        (1, [7, 6, 5], 1),
        (2, [4, 3, 2], 2),
        (3, [1], 3),
        (4, [1], 3),
        (999_999, [1], 3),
        (0, [7, 6, 5], 1),
        (-3, [7, 6, 5], 1),
    ],
)
def test_a_page_past_either_end_is_the_one_there(people: Village, page: int, shown: list[int], at: int) -> None:
    for _ in range(7):
        people.posts("rosa", **UNDATED)
    listing = found(people, page=page, size=3)
    assert (numbers(listing), listing.page, listing.pages, listing.total) == (shown, at, 3, 7)


@pytest.mark.parametrize(
    "words", ["été", "ETE", "ete velo", "vélo ÉTÉ", "  cartographie  ", "pistes", "o'brien", "100%", "l_t"]
)
def test_words_are_found_without_case_and_accents(people: Village, words: str) -> None:
    people.posts(
        "rosa", organization="Vélo Québec & O'Brien", title="L'été à vélo", summary="100% pistes, l_t",
        skills="Cartographie", **UNDATED,
    )  # fmt: skip
    people.posts("rosa", title="Winter walk", **UNDATED)
    assert numbers(found(people, words)) == [1]


@pytest.mark.parametrize("words", ["bibliotheque", "bibliothèque", "BIBLIOTHE\u0300QUE"])
@pytest.mark.parametrize("title", ["La bibliothèque", "LA BIBLIOTHÈQUE", "la bibliotheque", "la bibliothe\u0300que"])
def test_accents_are_told_apart_neither_in_what_is_looked_for_nor_in_what_is_found(
    people: Village, words: str, title: str
) -> None:
    people.posts("rosa", title=title, **UNDATED)
    assert numbers(found(people, words)) == [1]


@pytest.mark.parametrize("words", ["hiver", "velo hiver", "%", "_", "\\", "'; DROP TABLE opportunity; --"])
def test_words_that_nothing_holds_find_nothing(people: Village, words: str) -> None:
    people.posts("rosa", title="L'été à vélo", summary="Pistes", **UNDATED)
    assert (found(people, words).total, found(people, words).words) == (0, words)


def test_a_search_of_a_hundred_words_is_answered(people: Village) -> None:
    people.posts("rosa", **UNDATED)
    assert found(people, "p " * 100).total == 1


def test_another_communitys_postings_are_not_found(people: Village) -> None:
    people.posts("rosa", **UNDATED)
    elsewhere = Village(people.desk, "T0ELSEWHERE")
    elsewhere.people("zoe")
    assert elsewhere.does("zoe", lambda work: browsing.browse(work, "", 1)).total == 0


def test_what_one_organizes_is_listed_newest_first_whoever_posted_it(people: Village) -> None:
    people.posts("rosa", **UNDATED)
    people.posts("jean", organization="Libraries", **UNDATED)
    people.posts("maya", **UNDATED)
    assert numbers(people.does("rosa", lambda work: browsing.organized_by_me(work, 1))) == [3, 1]
    assert numbers(people.does("ana", lambda work: browsing.organized_by_me(work, 1))) == []


@pytest.mark.parametrize("page", [2, 3, 99])
def test_what_one_organizes_has_a_last_page_too(people: Village, page: int) -> None:
    for _ in range(11):
        people.posts("rosa", **UNDATED)
    listing = people.does("rosa", lambda work: browsing.organized_by_me(work, page))
    assert (numbers(listing), listing.page, listing.pages) == ([1], 2, 2)


def test_what_waits_for_review_is_listed_oldest_first_to_admins(people: Village) -> None:
    people.posts("rosa", **UNDATED)
    for _ in range(12):
        people.posts("jean", **UNDATED)
    listing = people.does("maya", lambda work: browsing.waiting_for_review(work, 2))
    assert (numbers(listing), listing.page, listing.pages, listing.total) == ([12, 13], 2, 2, 12)
    assert people.refused("rosa", lambda work: browsing.waiting_for_review(work, 1)) == AdminsOnly()


def test_the_review_list_that_shrank_shows_its_last_page(people: Village) -> None:
    """An admin presses Next after another admin has decided the rest."""
    people.posts("rosa", **UNDATED)
    for _ in range(11):
        people.posts("jean", **UNDATED)
    people.does("maya", lambda work: reviewing.approve(work, 12))
    listing = people.does("maya", lambda work: browsing.waiting_for_review(work, 2))
    assert (numbers(listing), listing.page, listing.pages) == ([2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 1, 1)


def test_what_one_is_in_or_waits_for_is_listed_soonest_first(people: Village, clock: FrozenClock) -> None:
    undated, late, soon = (
        people.posts("rosa", **UNDATED),
        people.posts("rosa", day=TUESDAY + timedelta(days=7)),
        people.posts("rosa"),
    )
    people.joins("luc", soon, "designer")
    for number in (undated, late, soon):
        people.joins("ana", number, "designer")
    mine = people.does("ana", browsing.mine)
    assert [(one.opportunity.number, one.role.name, one.place) for one in mine] == [
        (soon, "Designer", 1),
        (late, "Designer", 0),
        (undated, "Designer", 0),
    ]
    people.leaves("luc", soon)
    people.does("rosa", lambda work: life.cancel(work, late, ""))
    assert [(one.opportunity.number, one.place) for one in people.does("ana", browsing.mine)] == [
        (soon, 0), (undated, 0),
    ]  # fmt: skip
    clock.advance(timedelta(days=30))
    assert [one.opportunity.number for one in people.does("ana", browsing.mine)] == [undated]


def test_who_has_several_roles_of_one_posting_is_told_so_beside_each(people: Village) -> None:
    both, other = people.posts("rosa"), people.posts("rosa")
    for number, role in ((both, "designer"), (other, "designer"), (both, "developer")):
        people.joins("ana", number, role)
    people.joins("luc", both, "designer")
    mine = people.does("ana", browsing.mine)
    assert [(one.opportunity.number, one.role.name, one.several) for one in mine] == [
        (both, "Designer", True),
        (other, "Designer", False),
        (both, "Developer", True),
    ]
    assert [one.several for one in people.does("luc", browsing.mine)] == [False]


def test_who_was_moved_up_has_no_place_in_line(people: Village) -> None:
    number = people.posts("rosa")
    for who in ("luc", "ana"):
        people.joins(who, number, "designer")
    people.leaves("luc", number)
    assert [one.place for one in people.does("ana", browsing.mine)] == [0]


def test_the_roles_one_is_in_or_waits_for_are_known_and_those_one_left_are_not(people: Village) -> None:
    number = people.posts("rosa")
    ident = people.facts(number).opportunity.id
    designer, developer = people.role(number, "Designer").id, people.role(number, "Developer").id
    for who in ("ana", "luc"):
        people.joins(who, number, "designer")
    people.joins("luc", number, "developer")
    assert people.does("luc", lambda work: browsing.my_roles(work, ident)) == {designer, developer}
    people.leaves("luc", number, "designer")
    assert people.does("luc", lambda work: browsing.my_roles(work, ident)) == {developer}
    assert people.does("jean", lambda work: browsing.my_roles(work, ident)) == frozenset()
