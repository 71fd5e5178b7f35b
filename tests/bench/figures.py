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
    """How many times more `what` took than `against`, both in the same unit: microseconds unless said.

    `goal` is the most it may be; none where nothing has been promised.
    """

    what: str
    against: str
    took: float
    base: float
    goal: float | None = None
    unit: str = "µs"

    @property
    def ratio(self) -> float:
        return self.took / self.base

    @property
    def missed(self) -> bool:
        return self.goal is not None and self.ratio > self.goal

    def line(self) -> str:
        promise = "no goal" if self.goal is None else f"goal {self.goal:g} at most"
        verdict = "" if self.goal is None else " MISSED" if self.missed else " met"
        both = f"{_plain(self.took)} {self.unit} against {_plain(self.base)} {self.unit}"
        return f"{self.ratio:8.2f} x  {promise}{verdict}\n            {self.what} ({both}: {self.against})"


def _plain(number: float) -> str:
    """To the unit, or to three digits when it is small."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"


def report(figures: Iterable[Figure], say: Sequence[str] = ()) -> int:
    """Prints each figure when it is there; the process's exit code: 1 when a goal was missed, and then names each."""
    for line in say:
        sys.stdout.write(f"{line}\n")
    lost = []
    for figure in figures:
        sys.stdout.write(f"{figure.line()}\n")
        sys.stdout.flush()
        if figure.missed:
            lost.append(figure)
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
