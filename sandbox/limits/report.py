"""What is wrong with a surface, and where, the way Slack words it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """One thing wrong. `pointer` is a JSON pointer such as `/blocks/0/text/text`."""

    message: str
    pointer: str

    @property
    def short(self) -> str:
        return f"{self.message} [json-pointer:{self.pointer}]"

    def __str__(self) -> str:
        return f"[ERROR] {self.short}"


class Report(list[Fault]):
    """Faults in the order of finding."""

    def add(self, path: str, message: str) -> None:
        self.append(Fault(message, path))


Rule = Callable[[Any, str, Report], None]
"""Looks at a value found at a path and reports what is wrong with it."""
