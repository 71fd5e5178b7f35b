"""Signing up, as many measures do it: the next person of a town, who is known and has not signed up yet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.requests import command, send
from tests.bench.world import World

WARM = 60
"""Requests before the first that counts: statements are compiled once, and so is much else."""


@contextmanager
def world(folder: Path, people: int, postings: int = 1) -> Iterator[World]:
    there = World(folder, people, postings)
    yield there
    there.close()


def sign_up_next(town: World) -> None:
    must_be_in(send(town.app, command(next(town.people), "signup 1 designer")))


def must_be_in(told: str) -> None:
    if "You are in" not in told:
        raise RuntimeError(f"that was no sign-up: {told}")


def signing_up(town: World) -> Callable[[], None]:
    """Signs up the next person each time it is called; some already are, so that it is warm."""

    def sign_up() -> None:
        sign_up_next(town)

    for _ in range(WARM):
        sign_up()
    return sign_up
