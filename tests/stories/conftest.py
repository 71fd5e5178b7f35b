"""Towns in which something has happened already."""

import pytest

from tests.town import Town


@pytest.fixture
def posted(town: Town) -> Town:
    """Rosa's #1, with Luc in, Priya waiting for the same seat and Ana in the other role."""
    town.posts(town.rosa)
    for who, typed in ((town.luc, "/benevole inscription 1 designer"), (town.priya, "/volunteer waitlist 1 designer")):
        town.answer(who, typed)
    town.answer(town.ana, "/volunteer signup 1 developer")
    town.deliver()
    return town


@pytest.fixture
def moderated(town: Town) -> Town:
    """A town where postings are reviewed and Jean's waits as #1."""
    town.answer(town.maya, "/volunteer-admin settings moderation on")
    town.posts(town.jean)
    return town
