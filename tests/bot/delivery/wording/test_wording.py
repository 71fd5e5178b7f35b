"""Every kind of delivery has its words."""

from bot.delivery.wording import WORDING
from db.models import Opportunity
from tests.bot.delivery.wording.happening import cancels, moves
from tests.bot.marketplace.village import UNDATED, Village


def test_every_kind_that_is_owed_has_its_words(village: Village, number: int) -> None:
    moves(village, number)
    village.posts("jean", **UNDATED)
    cancels(village, number)
    assert {one.kind for one in village.owed(state=None)} <= WORDING.keys()
    assert village.sees(lambda work: work.db.query(Opportunity).count()) == 2
