"""The life of an opportunity: which state may follow which. `docs/how-it-works.md` draws this table."""

from bot.errors import WrongState
from db.models import Opportunity, OpportunityState

S = OpportunityState

MOVES: dict[OpportunityState, frozenset[OpportunityState]] = {
    S.SUBMITTED: frozenset({S.OPEN, S.DECLINED, S.CANCELLED}),
    S.OPEN: frozenset({S.CLOSED, S.COMPLETED, S.CANCELLED}),
    S.CLOSED: frozenset({S.OPEN, S.COMPLETED, S.CANCELLED}),
    S.COMPLETED: frozenset(),
    S.DECLINED: frozenset(),
    S.CANCELLED: frozenset(),
}

LIVE = frozenset({S.OPEN, S.CLOSED})
"""States in which people may be signed up."""

EDITABLE = LIVE | {S.SUBMITTED}
EDITED = "edited"
"""What is wanted of a posting that is edited: no state, but refused like one."""


def move(opportunity: Opportunity, to: OpportunityState, only_from: OpportunityState | None = None) -> None:
    """Takes the opportunity to another state. Raises WrongState if the table has no such move.

    Two moves lead to open, approving and reopening; `only_from` tells them apart.
    """
    if to not in MOVES[opportunity.state] or only_from not in (None, opportunity.state):
        raise WrongState(opportunity.number, opportunity.state, to)
    opportunity.state = to
