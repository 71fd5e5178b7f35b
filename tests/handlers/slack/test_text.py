"""Slack's text format: escaping, links, cutting and parting, and reading it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.slack.text import escape, plain_words, shortened, split, unescape, with_links

ENTITY = re.compile(r"&(?:amp|lt|gt);")
TOKEN = re.compile(r"<[^<>]*>")
TEXTS = st.text(alphabet="ab &<>;\n😀é", max_size=120)
TOKENS = st.sampled_from(
    [
        "<https://example.org/a>",
        "<!date^1796167800^{date_long_pretty}, {time}|Tuesday at 18:30>",
        "<#C1>",
        "&amp;",
        "&lt;",
        " ",
        "\n",
        "word",
        "é",
    ]
)
MARKED = st.lists(TOKENS, max_size=40).map("".join)
EXAMPLES = settings(max_examples=150)


def whole(piece: str) -> bool:
    """Whether no entity and no token is cut in it."""
    rest = ENTITY.sub("", TOKEN.sub("", piece))
    return not set(rest) & set("<>&")


@pytest.mark.parametrize(
    ("words", "escaped"),
    [
        ("<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;"),
        ("&amp;", "&amp;amp;"),
        ("@here *bold* _it_ \"quoted\" 'so'", "@here *bold* _it_ \"quoted\" 'so'"),
        ("", ""),
    ],
)
def test_three_characters_are_escaped_and_no_other(words: str, escaped: str) -> None:
    assert escape(words) == escaped


@EXAMPLES
@given(st.text())
def test_what_is_escaped_reads_as_it_was(words: str) -> None:
    assert unescape(escape(words)) == words
    assert not set(ENTITY.sub("", escape(words))) & set("<>&")


@pytest.mark.parametrize(
    ("words", "linked"),
    [
        ("see https://example.org/a?b=1&c=2.", "see <https://example.org/a?b=1&amp;c=2>."),
        ("(http://example.org)", "(<http://example.org>)"),
        ("https://a.org, https://b.org", "<https://a.org>, <https://b.org>"),
        ("<https://a.org|b>", "&lt;<https://a.org>|b&gt;"),
        ("example.org javascript:alert(1) file:///etc", "example.org javascript:alert(1) file:///etc"),
        ("a & b", "a &amp; b"),
        ("https://", "https://"),
        ("«https://example.org/é»", "«<https://example.org/é>»"),
    ],
)
def test_web_addresses_in_what_people_write_work_and_nothing_else_does(words: str, linked: str) -> None:
    assert with_links(words) == linked


@EXAMPLES
@given(st.lists(st.sampled_from(["https://a.org/", "<", ">", "&", "|", " ", "x", "!channel", "@U1"]), max_size=20))
def test_no_mention_can_be_made_of_what_people_write(pieces: list[str]) -> None:
    linked = with_links("".join(pieces))
    assert whole(linked)
    assert all(token.startswith("<https://a.org/") for token in TOKEN.findall(linked))


def test_a_very_long_address_stays_words() -> None:
    assert with_links("https://a.org/" + "b" * 486) == "<https://a.org/" + "b" * 486 + ">"
    assert with_links("see https://a.org/" + "b" * 487) == "see https://a.org/" + "b" * 487


@EXAMPLES
@given(TEXTS, st.integers(1, 40))
def test_shortened_text_is_never_longer_and_cuts_no_entity(words: str, longest: int) -> None:
    short = shortened(escape(words), longest)
    assert len(short) <= longest
    assert whole(short)


@EXAMPLES
@given(MARKED, st.integers(1, 200))
def test_shortened_text_cuts_no_link_and_no_date(marked: str, longest: int) -> None:
    short = shortened(marked, longest)
    assert len(short) <= longest
    assert whole(short)
    assert marked.startswith(short.removesuffix("…").rstrip()) or short == marked


@pytest.mark.parametrize(
    ("text", "longest", "short"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("abcd efg", 6, "abcd…"),
        ("abc&amp;d", 6, "abc…"),
        ("abc&amp;d", 9, "abc&amp;d"),
        ("ab <https://a.org> c", 12, "ab…"),
    ],
)
def test_shortened_text_ends_with_an_ellipsis(text: str, longest: int, short: str) -> None:
    assert shortened(text, longest) == short


@EXAMPLES
@given(TEXTS, st.integers(8, 40))
def test_parted_text_loses_no_word_and_no_piece_is_too_long(words: str, longest: int) -> None:
    pieces = split(escape(words), longest)
    assert all(0 < len(piece) <= longest for piece in pieces)
    assert all(whole(piece) for piece in pieces)
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", escape(words))


@EXAMPLES
@given(MARKED, st.integers(80, 200))
def test_parted_text_parts_no_link_and_no_date(marked: str, longest: int) -> None:
    pieces = split(marked, longest)
    assert all(len(piece) <= longest and whole(piece) for piece in pieces)
    assert TOKEN.findall("".join(pieces)) == TOKEN.findall(marked)


@pytest.mark.parametrize("longest", [1, 10, 3000])
def test_what_cannot_be_parted_well_is_parted_all_the_same(longest: int) -> None:
    """A token longer than a whole piece must not hold the bot up for ever."""
    text = "<https://example.org/" + "a" * 5000 + ">"
    pieces = split(text, longest)
    assert all(len(piece) <= longest for piece in pieces)
    assert "".join(pieces) == text


def test_text_is_parted_at_the_last_line_or_space() -> None:
    assert split("one two three\nfour", 9) == ["one two", "three", "four"]
    assert split("abc", 3) == ["abc"]
    assert split("", 3) == []


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("plain &amp; simple &lt;b&gt;", "plain & simple <b>"),
        ("<https://example.org>", "https://example.org"),
        ("<https://example.org|here>", "here (https://example.org)"),
        ("<https://example.org|https://example.org>", "https://example.org"),
        ("<@U1> and <@U1|ana> in <#C1|general>", "@U1 and @ana in #general"),
        ("<!channel> <!here|here> <!here|@here>", "@channel @here @here"),
        ("<@U1|@ana> <#C1|#general> <#C1|>", "@ana #general #C1"),
        ("<!subteam^S1|@designers> <!subteam^S1>", "@designers @subteam^S1"),
        ("<http://a.org|a.org> <mailto:me@a.org|me@a.org>", "a.org me@a.org"),
        ("<https://a.org/?https://b.org|https://b.org>", "https://b.org (https://a.org/?https://b.org)"),
        ("&lt;@U1|ana&gt; &amp;lt;", "<@U1|ana> &lt;"),
        ("<!date^1796167800^{date}|Tuesday>", "Tuesday"),
        ("", ""),
    ],
)
def test_a_message_is_read_as_plain_words(message: str, words: str) -> None:
    assert plain_words(message) == words
