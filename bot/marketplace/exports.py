"""Every opportunity of a community given back, as records that an import takes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.desk import Desk
from bot.marketplace.fields import Record
from bot.marketplace.records import Held, record_of
from bot.work import Work
from db.queries.exports import opportunities_numbered_after, sessions_held
from db.queries.opportunities import postings, roles_on

BATCH = 100
"""Postings read at once."""


def give_out(desk: Desk, community_id: int) -> Iterator[Record]:
    """One record an opportunity, by number, as they all are at one moment."""
    with desk.reading() as work:
        last = 0
        while ids := opportunities_numbered_after(work.db, community_id, last, BATCH):
            found = postings(work.db, ids)
            last = found[-1].opportunity.number
            dates = _held(work, ids)
            yield from [record_of(facts, dates[facts.opportunity.id]) for facts in found]
            work.db.expunge_all()


def _held(work: Work, ids: Sequence[int]) -> dict[int, list[Held]]:
    """The dates of each that were not called off, soonest first, with their roles."""
    out: dict[int, list[Held]] = defaultdict(list)
    held = sessions_held(work.db, ids)
    roles = roles_on(work.db, [one.id for one in held])
    for one in held:
        out[one.opportunity_id].append((one, [role.role for role in roles[one.id]]))
    return out
