"""What the tests of wording share."""

import pytest

from tests.bot.marketplace.village import Village


@pytest.fixture
def number(village: Village) -> int:
    """The usual posting by rosa, announced in C1, with ana in as designer."""
    village.person("rosa", name="Rosa")
    village.people("jean", "ana", "luc")
    village.person("maya", admin=True)
    village.channel("C1")
    posted = village.posts("rosa")
    village.joins("ana", posted, "designer")
    return posted
