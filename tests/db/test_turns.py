"""Turns: in order, one at a time, for as long as somebody can wait, and passed on whatever happens."""

import threading
import time

import pytest
from sqlalchemy.exc import TimeoutError as TooLate

from db.turns import Turn


def test_turns_are_taken_in_the_order_they_were_asked_for() -> None:
    turn, order = Turn(), []
    threads: list[threading.Thread] = []

    def wait(number: int) -> None:
        with turn.mine():
            order.append(number)

    with turn.mine():
        for number in range(20):
            threads.append(threading.Thread(target=wait, args=(number,)))
            threads[-1].start()
            while len(turn._waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(20))


def test_a_turn_is_one_at_a_time() -> None:
    turn, inside, most = Turn(), [0], [0]

    def work() -> None:
        for _ in range(50):
            with turn.mine():
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0)
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_who_fails_in_their_turn_passes_it_on() -> None:
    turn = Turn()
    with pytest.raises(KeyError), turn.mine():
        raise KeyError
    with turn.mine():
        pass


def test_who_cannot_wait_any_longer_leaves_the_queue() -> None:
    turn, order = Turn(), []

    def wait(number: int, until: float) -> None:
        try:
            with turn.mine(until):
                order.append(number)
        except TooLate:
            order.append(-number)

    now = time.monotonic()
    with turn.mine():
        threads = [threading.Thread(target=wait, args=one) for one in ((1, now + 0.1), (2, now + 30))]
        for thread in threads:
            thread.start()
        threads[0].join()
    threads[1].join()
    with turn.mine(now):  # long past, but it is free
        order.append(3)
    assert order == [-1, 2, 3]
