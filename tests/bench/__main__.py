"""`make bench`: what a sign-up costs, what grows, and what the bot needs, as ratios within one run.

Names of measures may follow: only those are taken then.
"""

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import structlog

from tests.bench import answering, backing_up, costs, data, outbox, over_http, processes, sending
from tests.bench.figures import Figure, machine, report
from tests.bench.socket_mode import over_socket_mode

Measure = Callable[[Path], Iterator[Figure]]
MEASURES: tuple[Measure, ...] = (
    costs.sign_ups,
    over_socket_mode,
    data.statements,
    answering.waiting,
    answering.crowding,
    answering.repeating,
    over_http.over_http,
    over_http.forging,
    costs.routing,
    costs.browsing,
    outbox.claiming,
    outbox.ticking,
    sending.lanes,
    sending.calls,
    processes.starting,
    processes.holding,
    backing_up.backing_up,
)
"""What is measured, in this order. Each has a folder of its own and tells one figure or more."""


def main(names: Sequence[str]) -> int:
    logging.disable(logging.WARNING)  # Bolt warns that no token was given: the apps here have an authorize of their own
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    wanted = [measure for measure in MEASURES if not names or measure.__name__ in names]
    with tempfile.TemporaryDirectory() as folder:
        return report(_measured(Path(folder), wanted), [f"Elan on this machine: {machine()}", ""])


def _measured(folder: Path, wanted: Sequence[Measure]) -> Iterator[Figure]:
    for measure in wanted:
        own = folder / measure.__name__
        own.mkdir()
        yield from measure(own)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
