"""What was measured, against what it was to be."""

import os
import platform
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests import postgres

BEGIN, END = "<!-- figures: what make bench writes -->", "<!-- end of figures -->"
"""Around the figures in docs/performance.md; what stands outside of them is written by hand."""


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

    @property
    def verdict(self) -> str:
        return "" if self.goal is None else "MISSED" if self.missed else "met"

    @property
    def both(self) -> str:
        return f"{_plain(self.took)} {self.unit} against {_plain(self.base)} {self.unit}"

    def line(self) -> str:
        promise = "no goal" if self.goal is None else f"goal {self.goal:g} at most {self.verdict}"
        return f"{self.ratio:8.2f} x  {promise}\n            {self.what} ({self.both}: {self.against})"

    def row(self) -> str:
        goal = "none" if self.goal is None else f"{self.goal:g}"
        return f"| {self.what} | {self.against} | {self.both} | {self.ratio:.2f} | {goal} | {self.verdict} |"


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


def written(page: str, figures: Iterable[Figure], day: date, on: str) -> str:
    """The page with these figures in the place of those it had. Raises ValueError where it has no place for them."""
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"there is no place for figures, between {BEGIN} and {END}")
    head = ("| what | against | measured | ratio | goal | |", "|---|---|---|---|---|---|")
    told = [f"One run of `make bench` on {day:%Y-%m-%d}, on {on}.", "", *head, *(figure.row() for figure in figures)]
    return "\n".join((before + BEGIN, *told, END + after))


def machine() -> str:
    """The machine in general terms: neither its name nor where anything is on it."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    release = ".".join(platform.release().split(".")[:2])
    return (
        f"{os.cpu_count()} cores of {_processor()}, {memory:.1f} GiB of memory, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, PostgreSQL {postgres.version()}, {platform.system()} {release}"
    )


def _processor() -> str:
    """The processor's name; Linux keeps it where `platform` does not look."""
    known = Path("/proc/cpuinfo")
    if known.exists():
        for line in known.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
