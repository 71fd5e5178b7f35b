"""Slack's text format: what must be escaped, and reading what people wrote in it.

Source: docs.slack.dev/messaging/formatting-message-text. Only &, < and > are escaped, & first.
"""

import re
from collections.abc import Sequence

LINK = re.compile(r"https?://[^\s<>|\"'`]+[^\s<>|\"'`.,;:!?)\]»]")
TOKEN = re.compile(r"<([^<>]*)>")
SCHEMES = ("https://", "http://", "mailto:", "tel:")
"""What Slack puts before an address that was typed without one."""
LONGEST_LINK = 500
"""Characters. A longer address stays plain words: a link has to fit into one block whole."""


def escape(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def with_links(words: str) -> str:
    """Escaped, with web addresses made to work; `verbatim` text has no links of its own otherwise."""
    out, end = [], 0
    for found in LINK.finditer(words):
        if len(found[0]) > LONGEST_LINK:
            continue
        out += [escape(words[end : found.start()]), f"<{escape(found[0])}>"]
        end = found.end()
    return "".join([*out, escape(words[end:])])


def plain_words(message: str) -> str:
    """A message's or a command's text as plain words: links and mentions by their label, entities as characters."""
    return unescape(TOKEN.sub(_token, message))


def _token(found: re.Match[str]) -> str:
    target, _, label = found[1].partition("|")
    if target.startswith("!date"):
        return label
    if target.startswith(("@", "#", "!")):
        sign = "#" if target[0] == "#" else "@"
        return sign + (label or target[1:]).removeprefix(sign)
    if target in (label, *(f"{scheme}{label}" for scheme in SCHEMES)):
        return label
    return f"{label} ({target})" if label else target


def shortened(escaped: str, longest: int) -> str:
    """Escaped text of at most `longest` characters, never cut inside an entity or a link."""
    if len(escaped) <= longest:
        return escaped
    kept = escaped[: longest - 1]
    for opening, closing in (("<", ">"), ("&", ";")):
        start = kept.rfind(opening)
        if start != -1 and closing not in kept[start:] and (opening == "<" or len(kept) - start < 6):
            kept = kept[:start]
    return kept.rstrip() + "…"


def length(lines: Sequence[str]) -> int:
    """Characters of these pieces of text, each on a line of its own; those that are empty have none."""
    return sum(len(line) + 1 for line in lines if line) - 1


def fitted(lines: Sequence[str], longest: int) -> list[str]:
    """The same pieces of escaped text in `longest` characters: the longest are shortened, short ones stay whole."""
    room = longest - len(lines) + 1
    share = longest
    for left, line in zip(range(len(lines), 0, -1), sorted(lines, key=len), strict=True):
        share = room // left
        if len(line) > share:
            break
        room -= len(line)
        share = longest
    return [shortened(line, share) for line in lines]


def split(escaped: str, longest: int) -> list[str]:
    """The text in pieces of at most `longest` characters, parted at line ends or spaces where there are any."""
    pieces = []
    while len(escaped) > longest:
        head = TOKEN.sub(lambda token: "-" * len(token[0]), escaped)[:longest]  # no link or date is parted
        cut = max(head.rfind("\n"), head.rfind(" "))
        if cut <= 0:
            cut = len(shortened(escaped, longest)) - 1 or longest
        pieces.append(escaped[:cut])
        escaped = escaped[cut:].lstrip()
    return [*pieces, escaped] if escaped else pieces
