"""What was measured, against what it was to be."""

import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """How many times longer `what` took than `against`, both in microseconds.

    `goal` is the most it may be; none where nothing has been promised yet.
    """

    what: str
    against: str
    took: float
    base: float
    goal: float | None = None

    @property
    def ratio(self) -> float:
        return self.took / self.base

    @property
    def missed(self) -> bool:
        return self.goal is not None and self.ratio > self.goal

    def line(self) -> str:
        promise = "no goal yet" if self.goal is None else f"goal {self.goal:g} at most"
        verdict = "" if self.goal is None else " MISSED" if self.missed else " met"
        times = f"{self.took:,.0f} µs against {self.base:,.0f} µs"
        return f"{self.ratio:8.2f} x  {promise}{verdict}\n            {self.what} ({times}: {self.against})"


def report(figures: Iterable[Figure], say: Sequence[str] = ()) -> int:
    """Prints the figures; the process's exit code: 1 when a goal was missed, and then names each."""
    told = list(figures)
    lines = [*say, *[figure.line() for figure in told]]
    sys.stdout.write("\n".join(lines) + "\n")
    lost = [figure for figure in told if figure.missed]
    for figure in lost:
        sys.stderr.write(f"Missed: {figure.what}: {figure.ratio:.2f} x, and {figure.goal:g} was the goal.\n")
    return 1 if lost else 0


def machine() -> str:
    """The machine in general terms."""
    return (
        f"{os.cpu_count()} cores, {_processor()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {platform.system()} {platform.release()}"
    )


def _processor() -> str:
    """The processor's name; Linux keeps it where `platform` does not look."""
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
