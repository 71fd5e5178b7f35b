"""Every opportunity of a community given back, as records that an import takes."""

from collections.abc import Iterator

from bot.desk import Desk
from bot.marketplace.fields import Record
from bot.marketplace.records import record_of
from db.queries.exports import opportunities_numbered_after
from db.queries.opportunities import postings

BATCH = 100
"""Postings read at once."""


def give_out(desk: Desk, community_id: int) -> Iterator[Record]:
    """One record an opportunity, by number, as they all are at one moment."""
    with desk.reading() as work:
        last = 0
        while ids := opportunities_numbered_after(work.db, community_id, last, BATCH):
            found = postings(work.db, ids)
            last = found[-1].opportunity.number
            yield from [record_of(facts) for facts in found]
            work.db.expunge_all()
