"""What admins are asked to decide, and what authors hear of it."""

from bot.delivery.saying import NOTHING
from bot.marketplace import reviewing
from tests.bot.delivery.said import said, words
from tests.bot.marketplace.village import UNDATED, Village


def test_a_review_is_asked_for_until_somebody_decided(village: Village, number: int) -> None:
    waiting = village.posts("jean", title="Count trees", **UNDATED)
    assert words(said(village, "posting.review"))[0] == (
        f"#{waiting} Count trees from Parks Ottawa is waiting for your review."
    )
    village.does("maya", lambda work: reviewing.approve(work, waiting))
    assert said(village, "posting.review") == NOTHING
    assert words(said(village, "posting.decided")) == [f"#{waiting} Count trees was approved and is now open."]


def test_an_author_learns_why_a_posting_was_declined(village: Village, number: int) -> None:
    waiting = village.posts("jean", title="Count trees", **UNDATED)
    village.does("maya", lambda work: reviewing.decline(work, waiting, "Say where."))
    assert words(said(village, "posting.decided"))[:2] == [
        f"#{waiting} Count trees was not approved.", "Reason given: Say where.",
    ]  # fmt: skip
