"""`make bench`: what a sign-up costs, what grows, and what the bot needs, as ratios within one run.

Names of measures may follow: only those are taken then. A whole run is written into docs/performance.md.
"""

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import structlog

from tests.bench import answering, backing_up, costs, data, outbox, over_http, processes, sending
from tests.bench.figures import Figure, machine, report, written
from tests.bench.socket_mode import over_socket_mode

DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
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
    return take(names)


def take(names: Sequence[str]) -> int:
    """Measures and tells; the process's exit code."""
    wanted = [measure for measure in MEASURES if not names or measure.__name__ in names]
    on, taken = machine(), list[Figure]()
    with tempfile.TemporaryDirectory() as folder:
        code = report(_measured(Path(folder), wanted, taken), [f"Elan on this machine: {on}", ""])
    if not names:
        page = DOCUMENT.read_text(encoding="utf-8")
        DOCUMENT.write_text(written(page, taken, datetime.now(UTC).date(), on), encoding="utf-8")
    return code


def _measured(folder: Path, wanted: Sequence[Measure], taken: list[Figure]) -> Iterator[Figure]:
    for measure in wanted:
        own = folder / measure.__name__
        own.mkdir()
        for figure in measure(own):
            taken.append(figure)
            yield figure


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
