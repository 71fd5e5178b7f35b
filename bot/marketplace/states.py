"""The life of an opportunity: which state may follow which. `docs/how-it-works.md` draws this table."""

from bot.errors.organizing import WrongState
from db.models import Opportunity, OpportunityState
from db.queries import opportunities as queries

S = OpportunityState

MOVES: dict[OpportunityState, frozenset[OpportunityState]] = {
    S.DRAFT: frozenset({S.SUBMITTED, S.OPEN, S.CANCELLED}),
    S.SUBMITTED: frozenset({S.OPEN, S.DECLINED, S.CANCELLED}),
    S.OPEN: frozenset({S.PAUSED, S.FILLED, S.IN_PROGRESS, S.COMPLETED, S.CANCELLED, S.EXPIRED}),
    S.PAUSED: frozenset({S.OPEN, S.FILLED, S.IN_PROGRESS, S.COMPLETED, S.CANCELLED, S.EXPIRED}),
    S.FILLED: frozenset({S.OPEN, S.IN_PROGRESS, S.COMPLETED, S.CANCELLED}),
    S.IN_PROGRESS: frozenset({S.OPEN, S.COMPLETED, S.CANCELLED}),
    S.EXPIRED: frozenset({S.OPEN}),
    S.COMPLETED: frozenset(),
    S.DECLINED: frozenset(),
    S.CANCELLED: frozenset(),
}

LIVE = frozenset(queries.LIVE)
"""States in which people may be signed up."""

EDITABLE = LIVE | {S.DRAFT, S.SUBMITTED, S.EXPIRED}
EDITED = "edited"
"""What is wanted of a posting that is edited: no state, but refused like one."""


def move(opportunity: Opportunity, to: OpportunityState, only_from: OpportunityState | None = None) -> None:
    """Takes the opportunity to another state. Raises WrongState if the table has no such move.

    Several moves lead to open, of which approving is one; `only_from` tells it apart.
    """
    if to not in MOVES[opportunity.state] or only_from not in (None, opportunity.state):
        raise WrongState(opportunity.number, opportunity.state, to)
    opportunity.state = to
