"""Comparing what people type: without case, accents, marks and extra spaces."""

import difflib
import unicodedata
from collections.abc import Iterable


def folded(words: str) -> str:
    """The words without case, accents and extra spaces: "  Équipe  A " → "equipe a"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def nearest(given: str, known: Iterable[str]) -> str | None:
    """The known word most like the one given, if one is like it at all."""
    close = difflib.get_close_matches(folded(given), list(known), n=1, cutoff=0.6)
    return close[0] if close else None
