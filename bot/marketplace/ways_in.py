"""How one comes in may change for whoever comes next, and never under those who are there."""

from bot.errors import Fault, Faults
from bot.marketplace.drafts import Draft
from bot.marketplace.kinds import Entry, Kind
from bot.work import Work
from db.models import Opportunity, SignupState
from db.queries.signups import APPLYING, current_signups_to


def must_hold(work: Work, opportunity: Opportunity, draft: Draft) -> None:
    """Raises Faults when the posting as drafted has no place for somebody who is in, waits or applied.

    Where one signs up at once nobody decides on applications; where one applies nobody moves up from a line; and who
    takes part in research has agreed to words, and is named on no card.
    """
    kind, entry = Kind(opportunity.kind), Entry(opportunity.entry)
    if (kind, entry) == (draft.kind, draft.entry):
        return
    there = {one.state for one in current_signups_to(work.db, opportunity.id, work.now)}
    if there and kind is not draft.kind and Kind.RESEARCH in (kind, draft.kind):
        raise Faults({"kind": Fault("people_and_research")})
    if entry is not draft.entry and draft.entry is Entry.OPEN and there.intersection(APPLYING):
        raise Faults({"entry": Fault("people_applied")})
    if entry is not draft.entry and draft.entry is Entry.APPLICATION and SignupState.WAITING in there:
        raise Faults({"entry": Fault("people_in_line")})
