"""Many at once from several processes: never one too many, and a waiting list without gaps or doubles."""

import pytest
from sqlalchemy import select

from bot.desk import Desk
from db.models import Signup, SignupState
from tests.bot.marketplace.village import Village
from tests.faults.crowd import Crowd, rush
from tests.faults.running import PROCESSES

IN, WAITING = SignupState.IN, SignupState.WAITING
PROCESS_COUNT, THREADS = 2, 8
ENDS_WITHIN_S = 50


@pytest.fixture
def village(desk: Desk) -> Village:
    return Village(desk)


def everybody_rushes(village: Village, number: int, names: list[str]) -> None:
    """Sixteen threads in two processes; all begin at once."""
    url = village.desk.engine.url.render_as_string(hide_password=False)
    start = PROCESSES.Barrier(PROCESS_COUNT)
    queues = [names[n :: PROCESS_COUNT * THREADS] for n in range(PROCESS_COUNT * THREADS)]
    halves = [queues[n::PROCESS_COUNT] for n in range(PROCESS_COUNT)]
    known = (village.id, village.place)
    crew = [PROCESSES.Process(target=rush, args=(Crowd(url, known, number, half, start),)) for half in halves]
    for one in crew:
        one.start()
    for one in crew:
        one.join(ENDS_WITHIN_S)
        one.kill()
    assert [one.exitcode for one in crew] == [0] * PROCESS_COUNT


def came(village: Village) -> list[tuple[SignupState, int]]:
    """Every sign-up's state and position, in the order they were written."""
    every = select(Signup.state, Signup.position).order_by(Signup.id)
    return village.sees(lambda work: [(state, position) for state, position in work.db.execute(every)])


def test_sixteen_threads_of_two_processes_get_one_seat_once(village: Village) -> None:
    names = village.people(*[f"u{n}" for n in range(PROCESS_COUNT * THREADS)])
    number = village.posts("u0", roles="Walker 1")
    everybody_rushes(village, number, names)
    assert came(village) == [(IN, 0)] + [(WAITING, place) for place in range(1, len(names))]
    assert village.taken(number) == {"Walker": 1}


def test_four_hundred_requests_of_two_processes_fill_fifty_seats(village: Village) -> None:
    names = village.people(*[f"u{n}" for n in range(400)])
    number = village.posts("u0", roles="Walker 50")
    everybody_rushes(village, number, names)
    assert came(village) == [(IN, 0)] * 50 + [(WAITING, place) for place in range(1, 351)]
    assert village.taken(number) == {"Walker": 50}
