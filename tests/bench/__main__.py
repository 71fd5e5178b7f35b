"""`make bench`: what a sign-up costs, and whether it grows, as ratios within one run."""

import logging
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import measures
from tests.bench.figures import Figure, machine, report


def main() -> int:
    logging.disable(logging.WARNING)  # Bolt warns that no token was given: the apps here have an authorize of their own
    with tempfile.TemporaryDirectory() as folder:
        return report(_measured(Path(folder)), [f"Elan on this machine: {machine()}", ""])


def _measured(folder: Path) -> Iterator[Figure]:
    for number, measure in enumerate(measures.ALL):
        own = folder / str(number)
        own.mkdir()
        yield from measure(own)


if __name__ == "__main__":
    sys.exit(main())
