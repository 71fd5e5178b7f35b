"""What is measured. Each measure has a folder of its own and tells one figure or more."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from handlers.slack.app import build_app
from handlers.slack.request import Request
from handlers.slack.serve import Counter
from tests.bench.figures import Figure
from tests.bench.requests import LAST_OF_EACH, command, send, sending
from tests.bench.socket_mode import over_socket_mode
from tests.bench.timing import WALL, in_tight_loops, side_by_side
from tests.bench.world import INSTALLATION, NOW, RARE, World, acknowledge, bolt, client, listen_to_all

WARM = 60
"""Requests before the first that counts: statements are compiled once, and so is much else."""


@contextmanager
def world(folder: Path, people: int, postings: int = 1) -> Iterator[World]:
    there = World(folder, people, postings)
    yield there
    there.close()


def signing_up(town: World) -> Callable[[], None]:
    """Signs up the next person of the town, who is known and has not signed up yet."""

    def sign_up() -> None:
        told = send(town.app, command(next(town.people), "signup 1 designer"))
        if "You are in" not in told:
            raise RuntimeError(f"that was no sign-up: {told}")

    for _ in range(WARM):
        sign_up()
    return sign_up


def sign_ups(folder: Path) -> Iterator[Figure]:
    """A full sign-up: Bolt, inbox, seat, outbox, commit to a file with synchronous=FULL, the answer."""
    with world(folder, 3_000) as town, bolt() as empty:
        listen_to_all(empty)
        nothing = sending(empty, command(0, "signup 1 designer"))
        sign_up = signing_up(town)
        took, base = side_by_side(sign_up, nothing, rounds=25, each=50)
        yield Figure("CPU of a sign-up", "a listener that does nothing, taking turns with it", took, base, goal=10)
        took, base = in_tight_loops(sign_up, nothing, rounds=25, each=50)
        yield Figure("CPU of a sign-up", "a listener that does nothing, each in a tight loop", took, base)


def answering(folder: Path) -> Iterator[Figure]:
    """How long somebody waits for the answer to a sign-up."""
    with world(folder, 300) as town, bolt(at_once=False) as empty:
        listen_to_all(empty)
        nothing = sending(empty, command(0, "signup 1 designer"))
        took, base = side_by_side(signing_up(town), nothing, rounds=11, each=10, clock=WALL)
        yield Figure("Time until a sign-up is answered", "an empty listener in Bolt's default mode", took, base)


def routing(folder: Path) -> Iterator[Figure]:
    """From Bolt to the last route of each type and back, with nothing done there; the worst of them."""
    with world(folder, 1) as town:
        routes = town.counter.routes

        class Idle(Counter):
            """Finds who would answer, and leaves it at that."""

            def serve(self, request: Request) -> None:
                routes.route(request.route)

        ours = build_app(INSTALLATION, client(), Idle(town.desk, routes, town.counter.screen))
        found = []
        for kind, (body, register) in LAST_OF_EACH.items():
            with bolt() as single:
                register(single, acknowledge)
                took, base = side_by_side(sending(ours, body), sending(single, body), rounds=15, each=60)
            found.append((took / base, kind, took, base))
        _ratio, kind, took, base = max(found)
        yield Figure(f"CPU from Bolt to our last {kind} and back", f"a single {kind}", took, base, goal=1.5)


def browsing(folder: Path) -> Iterator[Figure]:
    """A first page, and a search, as the number of open postings grows."""
    with world(folder / "few", 1, 15) as few, world(folder / "many", 1, 1_500) as many:
        for what, text in (("The first page of 1,500 open postings", ""), ("A rare word in 1,500", f"browse {RARE}")):
            look = sending(many.app, command(0, text)), sending(few.app, command(0, text))
            took, base = side_by_side(*look, rounds=11, each=10)
            yield Figure(what, "the same with 15", took, base)


def claiming(folder: Path) -> Iterator[Figure]:
    """Claiming the one message that is due, as the number of those due later grows."""
    with world(folder / "few", 1) as idle, world(folder / "many", 1) as busy:
        busy.owe(100_000, NOW + timedelta(hours=1))
        for town in (idle, busy):
            town.owe(1, NOW)
        took, base = side_by_side(busy.claim, idle.claim, rounds=11, each=15)
        yield Figure("A claim among 100,000 messages due later", "a claim with none later", took, base)


ALL: tuple[Callable[[Path], Iterator[Figure]], ...] = (
    sign_ups,
    over_socket_mode,
    answering,
    routing,
    browsing,
    claiming,
)
