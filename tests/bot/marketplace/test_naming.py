"""Comparing what people type."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.marketplace.naming import folded, nearest

WORDS = ("browse", "signup", "waitlist", "quitter", "inscription")


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("  Équipe  A ", "equipe a"),
        ("ÇA ALORS\n\tnoël", "ca alors noel"),
        ("e\u0301te\u0301", "ete"),
        ("Straße", "strasse"),
        ("ﬁn", "fin"),
        ("mes-offres", "mes-offres"),
        ("مرحبا", "مرحبا"),
        ("👩‍👧", "👩👧"),
        ("Des\u200bigner\u00ad", "designer"),
        ("", ""),
    ],
)
def test_folding_takes_case_accents_and_extra_spaces(words: str, bare: str) -> None:
    assert folded(words) == bare


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_folding_twice_folds_no_further(words: str) -> None:
    assert folded(folded(words)) == folded(words)


@settings(max_examples=60)
@given(st.text(max_size=30))
def test_folding_leaves_no_space_at_the_ends_and_none_doubled(words: str) -> None:
    bare = folded(words)
    assert bare == " ".join(bare.split())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("brwose", "browse"), ("SIGNUPS", "signup"), ("Inscriptión", "inscription"), ("quit", "quitter"), ("xyzzy", None)],
)
def test_the_nearest_word_is_offered_where_one_is_near(typed: str, meant: str | None) -> None:
    assert nearest(typed, WORDS) == meant
