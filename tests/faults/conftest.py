"""A town, and the ledger of what is owed there."""

import pytest

from tests.faults.ledger import Ledger
from tests.town import Town


@pytest.fixture
def ledger(town: Town) -> Ledger:
    return Ledger(town)
