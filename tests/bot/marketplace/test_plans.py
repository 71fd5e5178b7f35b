"""What SQLite reads: requests and ticks find their rows by an index, however many there are."""

import re
from collections.abc import Callable

import pytest

from bot.marketplace import (
    browsing,
    digests,
    freshness,
    leaving,
    life,
    opportunities,
    publishing,
    questions,
    shortfall,
)
from bot.marketplace.invitations import invite
from bot.work import Work
from db.queries import delivery, outbox, receipts
from db.queries.people import asker
from tests.bot.marketplace.village import TEAM, Village, draft, joining

TABLE = re.compile(
    r"^SCAN (?!anon_|CONSTANT)\w+\b(?!.* INDEX (?:ix_delivery_(?:due|unknown|parked)|uq_delivery_one_)).*"
)
"""A table or an index read from end to end: what a query has found already is not meant, nor an index that holds
the deliveries of one unsettled state only."""
QUESTION = {"number": "1", "channel": "C1"}
RULES: dict[str, tuple[str, Callable[[Work], object]]] = {
    "who asks": ("ana", lambda work: asker(work.sql, "slack", "T1", "ana", "key")),
    "signing up": ("ana", joining(1, "developer")),
    "leaving, and the next is promoted": ("ana", lambda work: leaving.leave(work, 1)),
    "browsing": ("ana", lambda work: browsing.browse(work, "", 1, 10)),
    "what is one's own": ("ana", browsing.mine),
    "posting": ("rosa", lambda work: opportunities.publish(work, draft(work))),
    "closing": ("rosa", lambda work: life.pause(work, 1)),
    "what waits for review": ("maya", lambda work: browsing.waiting_for_review(work, 1)),
    "the digest": ("maya", digests.digest_now),
    "claiming": ("maya", lambda work: delivery.claim_next(work.db, work.now, "lease")),
    "expiring": ("maya", lambda work: delivery.expire(work.db, work.now)),
    "what the outbox holds": ("maya", lambda work: outbox.outbox(work.db, work.now)),
    "what is over": ("maya", life.complete_past),
    "drafts whose hour has come": ("maya", publishing.publish_due),
    "what has been quiet": ("maya", freshness.keep_fresh),
    "what is short of people": ("maya", shortfall.warn_short),
    "asking for help": ("rosa", lambda work: shortfall.start(work, 1, 1)),
    "asking somebody to join": ("rosa", lambda work: invite(work, TEAM, 1, "<@ULUC> developer")),
    "asking a question": ("ana", lambda work: questions.ask(work, TEAM, {"text": "Where?"}, QUESTION)),
    "old receipts": ("maya", lambda work: receipts.forget_receipts(work.db, work.now)),
}

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # how SQLite explains itself


@pytest.fixture
def town(village: Village) -> Village:
    """A dated posting with a card and a waiting list."""
    village.people("rosa", "ana", "luc", "ULUC")
    village.person("maya", admin=True)
    village.channel("C1")
    village.posts("rosa")
    village.joins("ana", 1, "designer")
    village.joins("luc", 1, "designer")
    return village


def plans(work: Work, rule: Callable[[Work], object]) -> list[str]:
    """The steps SQLite takes for each statement of the rule, and of what follows from it."""
    said: list[str] = []
    driver = work.sql.connection.dbapi_connection
    assert driver is not None
    driver.set_trace_callback(said.append)
    rule(work)
    work.react()
    work.db.flush()
    driver.set_trace_callback(None)
    statements = [one for one in said if not one.startswith(("BEGIN", "SAVEPOINT", "RELEASE", "--"))]
    assert statements
    return [row[3] for one in statements for row in driver.execute(f"EXPLAIN QUERY PLAN {one}")]


@pytest.mark.parametrize(("who", "rule"), RULES.values(), ids=RULES.keys())
def test_no_table_is_read_from_end_to_end(town: Village, who: str, rule: Callable[[Work], object]) -> None:
    with town.work(who) as work:
        assert [step for step in plans(work, rule) if TABLE.match(step)] == []


def test_a_whole_table_read_would_be_seen(town: Village) -> None:
    with town.work("ana") as work:
        steps = plans(work, lambda work: work.sql.exec_driver_sql("SELECT * FROM signup WHERE position > 0"))
    assert [step for step in steps if TABLE.match(step)] == ["SCAN signup"]


def test_whom_it_matches_are_looked_for_among_who_may_be_asked(town: Village) -> None:
    with town.work("rosa") as work:
        steps = plans(work, lambda work: shortfall.start(work, 1, 1))
    assert [step for step in steps if "person USING INDEX ix_person_willing" in step] != []
