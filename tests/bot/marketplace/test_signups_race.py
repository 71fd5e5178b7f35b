"""Many at once for few seats: on one desk, and from several engines."""

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.desk import Desk
from db.engine import open_engine
from db.models import Role, Signup, SignupState
from tests.bot.marketplace.village import Village
from tests.town import START

PEOPLE, SEATS = 24, 7


def people(village: Village) -> list[str]:
    return village.people(*[f"u{n}" for n in range(PEOPLE)])


def rush(village: Village, number: int, names: list[str]) -> None:
    """Everybody signs up; whoever got a seat first leaves it again, so that seats are also freed and given on."""
    for turn, name in enumerate(names):
        outcome = at_last(lambda name=name: village.joins(name, number))  # type: ignore[misc]
        if outcome.place == 0 and turn == 0:
            at_last(lambda name=name: village.leaves(name, number))  # type: ignore[misc]


def at_last(act: Callable[[], Any]) -> Any:
    """Whoever waited too long for the database tries again, as people do."""
    while True:
        with suppress(OperationalError):
            return act()


def together(crew: list[tuple[Village, list[str]]], number: int) -> None:
    """A thread each, all at once."""
    threads = [threading.Thread(target=rush, args=(village, number, names)) for village, names in crew]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def states(desk: Desk) -> Counter[SignupState]:
    with desk.reading() as work:
        return Counter(work.db.scalars(select(Signup.state)))


def line(desk: Desk) -> list[int]:
    """The positions that were given out on the waiting list."""
    with desk.reading() as work:
        return sorted(work.db.scalars(select(Signup.position).where(Signup.position > 0)))


def test_eight_threads_sell_each_seat_once(village: Village) -> None:
    names = people(village)
    number = village.posts("u0", roles=f"Walker {SEATS}")
    together([(village, names[n::8]) for n in range(8)], number)
    assert village.taken(number) == {"Walker": SEATS}
    counted = states(village.desk)
    assert counted[SignupState.IN] == SEATS
    assert counted.total() == PEOPLE
    assert len(set(line(village.desk))) == len(line(village.desk))


def test_two_processes_engines_sell_each_seat_once(village: Village) -> None:
    """As two processes do: each has an engine and a turn of its own, and only the database stands between them."""
    names = people(village)
    number = village.posts("u0", roles=f"Walker {SEATS}")
    elsewhere = Desk(open_engine(village.desk.engine.url.render_as_string()), lambda: START)
    together([(on, names[n::4]) for n, on in enumerate((village, village.at(elsewhere)) * 2)], number)
    elsewhere.engine.dispose()
    assert village.taken(number) == {"Walker": SEATS}
    assert states(village.desk)[SignupState.IN] == SEATS
    assert len(set(line(village.desk))) == len(line(village.desk))


def test_a_seat_is_never_given_to_who_left(village: Village) -> None:
    """One thread leaves the waiting list while another frees the seat it waits for."""
    village.people("ana", "luc")
    for _ in range(5):
        number = village.posts("ana", roles="Walker 1")
        village.joins("ana", number)
        village.joins("luc", number)
        both = [threading.Thread(target=village.leaves, args=(who, number)) for who in ("ana", "luc")]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join()
        with village.desk.reading() as work:
            assert work.db.scalars(select(Role.taken)).all()[-1] == 0
