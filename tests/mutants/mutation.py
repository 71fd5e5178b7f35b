"""One safeguard, and how to take it out."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mutation:
    """`old` stands once in `file`, and `new` takes its place; `tests` are pytest's names of what turns red.

    `endless` is for a safeguard without which something goes on for ever: then its tests must do so, too.
    """

    safeguard: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    endless: bool = False

    def applied(self, root: Path) -> str:
        """The file's text without the safeguard. Raises LookupError when `old` does not stand there exactly once."""
        text = (root / self.file).read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise LookupError(f"{self.file} has {text.count(self.old)} times {self.old!r}")
        return text.replace(self.old, self.new)
