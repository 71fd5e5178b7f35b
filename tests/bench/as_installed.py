"""The bot without what the tests need beside it, as operators have it.

structlog draws with rich and SQLAlchemy takes greenlet where they are there, and both hold memory of their own.
"""

import os
import runpy
import sys

HIDDEN = "BENCH_HIDDEN"
"""The variable with the modules that are out of sight, separated by commas."""


class OutOfSight:
    """Finds what is hidden to be nowhere."""

    def find_spec(self, name: str, *_where: object) -> None:
        if name.partition(".")[0] in HIDES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


HIDES = frozenset(os.environ.get(HIDDEN, "").split(","))
if __name__ == "__main__":
    sys.meta_path.insert(0, OutOfSight())
    runpy.run_module("bot", run_name="__main__")
