"""Dates as people type them."""

from datetime import date

import pytest

from bot.errors.dates import NoSuchDate
from bot.marketplace import dates
from tests.bot.marketplace.evenings import WEEKLY
from tests.bot.marketplace.village import Village


@pytest.fixture
def number(village: Village) -> int:
    village.person("rosa")
    village.people("ana", "luc", "priya")
    return village.posts("rosa", **WEEKLY)


@pytest.mark.parametrize(
    "typed",
    ["2026-12-15", "15 décembre", "15 decembre 2026", "December 15", "Dec 15, 2026", "15/12/2026", "12/15/2026"],
)
def test_a_date_is_understood_as_it_is_typed_in_both_languages(village: Village, number: int, typed: str) -> None:
    found, _rest = village.does("rosa", lambda work: dates.typed(work, number, typed))
    assert found.starts.date() == date(2026, 12, 15)


@pytest.mark.parametrize("typed", ["12/01/2026", "01/12/2026"])
def test_a_date_that_may_be_read_both_ways_is_the_one_with_a_session(village: Village, number: int, typed: str) -> None:
    """1 December, and not 12 January."""
    found, _rest = village.does("rosa", lambda work: dates.typed(work, number, typed))
    assert found.starts.date() == date(2026, 12, 1)


def test_words_after_a_date_are_the_reason(village: Village, number: int) -> None:
    assert (
        village.does("rosa", lambda work: dates.typed(work, number, "2026-12-15 Freezing rain"))[1] == "Freezing rain"
    )


@pytest.mark.parametrize("typed", ["", "garbage", "2026-12-16", "9" * 300, "<!channel>", "\x00", "2026-13-45"])
def test_what_names_no_date_of_the_posting_is_refused(village: Village, number: int, typed: str) -> None:
    refused = village.refused("rosa", lambda work: dates.typed(work, number, typed))
    assert isinstance(refused, NoSuchDate)
    assert (refused.number, refused.given) == (number, typed[:40])
