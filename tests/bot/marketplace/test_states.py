"""Which state of an opportunity may follow which."""

from itertools import product

import pytest

from bot.errors.organizing import WrongState
from bot.marketplace.states import MOVES, move
from db.models import Opportunity, OpportunityState

S = OpportunityState
ALLOWED = {
    *product([S.DRAFT], [S.SUBMITTED, S.OPEN, S.CANCELLED]),
    *product([S.SUBMITTED], [S.OPEN, S.DECLINED, S.CANCELLED]),
    *product([S.OPEN], [S.PAUSED, S.FILLED, S.IN_PROGRESS, S.COMPLETED, S.CANCELLED, S.EXPIRED]),
    *product([S.PAUSED], [S.OPEN, S.FILLED, S.IN_PROGRESS, S.COMPLETED, S.CANCELLED, S.EXPIRED]),
    *product([S.FILLED], [S.OPEN, S.IN_PROGRESS, S.COMPLETED, S.CANCELLED]),
    *product([S.IN_PROGRESS], [S.OPEN, S.COMPLETED, S.CANCELLED]),
    (S.EXPIRED, S.OPEN),
}
EVERY = set(product(S, S))


@pytest.mark.parametrize(("was", "to"), sorted(ALLOWED))
def test_a_move_in_the_table_is_made(was: S, to: S) -> None:
    opportunity = Opportunity(number=12, state=was)
    move(opportunity, to)
    assert opportunity.state is to


@pytest.mark.parametrize(("was", "to"), sorted(EVERY - ALLOWED))
def test_a_move_outside_the_table_is_refused_and_changes_nothing(was: S, to: S) -> None:
    opportunity = Opportunity(number=12, state=was)
    with pytest.raises(WrongState) as caught:
        move(opportunity, to)
    assert (caught.value, opportunity.state) == (WrongState(12, was, to), was)


def test_every_state_has_its_row() -> None:
    assert set(MOVES) == set(S)


def test_a_move_may_ask_where_it_comes_from() -> None:
    """Approving and reopening both lead to open."""
    submitted, closed = Opportunity(number=1, state=S.SUBMITTED), Opportunity(number=2, state=S.PAUSED)
    with pytest.raises(WrongState):
        move(submitted, S.OPEN, only_from=S.PAUSED)
    with pytest.raises(WrongState):
        move(closed, S.OPEN, only_from=S.SUBMITTED)
    move(submitted, S.OPEN, only_from=S.SUBMITTED)
    assert submitted.state is S.OPEN
