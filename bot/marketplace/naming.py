"""Comparing what people type: without case, accents, marks and extra spaces."""

import difflib
import unicodedata
from collections.abc import Iterable

UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})
"""Unicode categories left out of comparisons: combining marks, and characters nobody sees. Spaces are kept apart."""
TURNING = dict.fromkeys([0x0, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200B, 0x00AD, 0x2060, 0xFEFF])
"""Direction overrides and isolates (unicode.org/reports/tr9), characters of no width that join nothing, and NUL,
which PostgreSQL keeps in no text."""


def folded(words: str) -> str:
    """The words without case, accents, extra spaces and what cannot be seen: "  Équipe  A " → "equipe a"."""
    spaced = " ".join(words.split())
    bare = "".join(c for c in unicodedata.normalize("NFKD", spaced) if unicodedata.category(c) not in UNSEEN)
    return " ".join(bare.casefold().split())


def cleaned(words: str) -> str:
    """The words without what turns the direction of the text around them, pads it with nothing, or cannot be kept."""
    return words.translate(TURNING)


def nearest(given: str, known: Iterable[str]) -> str | None:
    """The known word most like the one given, if one is like it at all."""
    close = difflib.get_close_matches(folded(given), list(known), n=1, cutoff=0.6)
    return close[0] if close else None
