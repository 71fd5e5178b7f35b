"""What a sign-up costs the processor, what routing does, and what grows with the postings."""

from collections.abc import Iterator
from pathlib import Path

from handlers.slack.app import build_app
from handlers.slack.request import Request
from handlers.slack.serve import Counter
from tests.bench.figures import Figure
from tests.bench.requests import LAST_OF_EACH, command, sending
from tests.bench.signing_up import signing_up, world
from tests.bench.timing import in_tight_loops, side_by_side
from tests.bench.world import INSTALLATION, RARE, acknowledge, bolt, client, listen_to_all

SIGN_UP = command(0, "signup 1 designer")


def sign_ups(folder: Path) -> Iterator[Figure]:
    """A full sign-up: Bolt, inbox, seat, outbox, commit to a file with synchronous=FULL, the answer."""
    with world(folder, 3_000) as town, bolt() as empty:
        listen_to_all(empty)
        nothing = sending(empty, SIGN_UP)
        sign_up = signing_up(town)
        took, base = side_by_side(sign_up, nothing, rounds=25, each=50)
        yield Figure("CPU of a sign-up", "a listener that does nothing, taking turns with it", took, base, goal=10)
        took, base = in_tight_loops(sign_up, nothing, rounds=25, each=50)
        yield Figure("CPU of a sign-up", "a listener that does nothing, each in a tight loop", took, base)


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
