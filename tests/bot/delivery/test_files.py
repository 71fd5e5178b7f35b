"""Files: sent once at most, whatever became of the worker; who asked hears when nobody knows."""

from datetime import timedelta

import pytest

from bot.delivery.claiming import LEASE
from bot.delivery.sending import QUARANTINE
from bot.marketplace import files
from bot.messages.file import File
from db.models import DeliveryState
from sandbox.actor import Actor
from sandbox.clock import FrozenClock
from tests.bot.delivery.office import Office

S = DeliveryState
SECOND = timedelta(seconds=1)


@pytest.fixture
def asked(office: Office, clock: FrozenClock) -> int:
    """Rosa has asked for the roster of #1, in which Ana is."""
    number = office.posts()
    office.joins(office.ana, number)
    while office.deliver():
        clock.advance(SECOND)
    office.village.does(office.rosa.id, lambda work: files.ask_all(work, number))
    return number


def shown(who: Actor) -> int:
    return sum(len(message.files) for message in who.sees(who.dm))


@pytest.mark.parametrize("arrived", [True, False])
def test_a_worker_that_died_half_way_sends_no_file_twice(
    office: Office, clock: FrozenClock, asked: int, arrived: bool
) -> None:
    errand = office.claim()
    if arrived:
        assert isinstance(errand.message, File)
        office.messenger.send_file(office.rosa.dm.id, errand.message, lambda: None)
    office.rests(LEASE)
    clock.advance(SECOND)
    office.courier.reconcile()
    assert (office.state("file.roster"), office.deliver()) == (S.UNKNOWN, [])
    office.rests(QUARANTINE, SECOND)
    assert office.state("file.roster") is S.CANCELLED
    assert office.deliver() == ["doubt.file"]
    assert shown(office.rosa) == int(arrived)
    office.rests(QUARANTINE, SECOND)
    assert office.deliver() == [], "it is said once"


def test_a_file_that_nobody_could_send_for_an_hour_is_of_no_use(office: Office, clock: FrozenClock, asked: int) -> None:
    clock.advance(files.USEFUL)
    assert (office.deliver(), shown(office.rosa)) == ([], 0)


def test_a_file_is_as_of_the_moment_it_is_sent(office: Office, asked: int) -> None:
    office.village.leaves(office.ana.id, asked)
    assert "file.roster" in office.deliver()
    assert (office.state("file.roster"), shown(office.rosa)) == (S.CANCELLED, 0)
    assert office.village.owed("doubt.file", state=None) == [], "there was nothing to send, and no doubt"
