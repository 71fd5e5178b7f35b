"""From mrkdwn to HTML, through the same reader the tests read with. Everything people wrote is escaped here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import quote

from sandbox.page.emoji import with_emoji
from sandbox.words.mrkdwn import Span
from sandbox.words.reader import Reader

Json = dict[str, Any]
Line = list[Span]

SAFE = ("http://", "https://", "mailto:", "tel:")
"""Addresses that may be followed: none that runs in the page."""

_QUOTE = re.compile(r">\s?")
_BULLET = re.compile(r"\s*[•◦▪-]\s+")
_STYLES = {"bold": "strong", "italic": "em", "strike": "s", "code": "code", "underline": "u"}


def html_of(reader: Reader, text: str, me: str = "") -> str:
    """A mrkdwn text as HTML; `me` is the id whose mentions stand out."""
    every = [(_kind(line), line) for line in _lines(reader.spans(text))]
    return "".join(_group(kind, [line for _, line in group], me) for kind, group in groupby(every, lambda one: one[0]))


def html_of_text(reader: Reader, given: Json, me: str = "") -> str:
    """A text object as HTML."""
    text = str(given.get("text", ""))
    if given["type"] == "mrkdwn":
        return html_of(reader, text, me)
    return f'<div class="line" dir="auto">{inline(reader.of_text(given))}</div>'


def plain(reader: Reader, given: Json | None) -> str:
    """A text object as bare words, for labels."""
    return with_emoji(reader.of_text(given))


def inline(text: str, styles: Iterable[str] = ()) -> str:
    """Plain words as HTML, with their styles around them."""
    html = escape(with_emoji(text)).replace("\n", "<br>")
    for style in sorted(styles):
        if style in _STYLES:
            html = f"<{_STYLES[style]}>{html}</{_STYLES[style]}>"
    return html


def link(address: str, html: str) -> str:
    """A link that opens beside the page; bare words when the address is not one to follow."""
    if not address.lower().startswith(SAFE):
        return html
    return f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{html}</a>'


def mention(html: str, classes: str = "") -> str:
    return f'<span class="mention {classes}">{html}</span>'


def place_link(channel_name: str, html: str) -> str:
    """To another channel of this page; the page keeps who acts."""
    return f'<a class="mention" href="#at={quote(channel_name)}" data-at="{escape(channel_name)}">{html}</a>'


def _lines(spans: list[Span]) -> Iterator[Line]:
    line: Line = []
    after_pre = False
    for span in spans:
        if span.kind == "pre":
            if any(part.text for part in line):
                yield line
            yield [span]
            line, after_pre = [], True
            continue
        text = span.text.removeprefix("\n") if after_pre else span.text
        first, *rest = text.split("\n")
        after_pre = False
        line.append(replace(span, text=first))
        for part in rest:
            yield line
            line = [replace(span, text=part)]
    if line:
        yield line


def _kind(line: Line) -> str:
    first = line[0]
    if first.kind == "pre":
        return "pre"
    if first.kind == "text" and first.text.startswith(">"):
        return "quote"
    return "bullet" if first.kind == "text" and _BULLET.match(first.text) else "plain"


def _group(kind: str, lines: list[Line], me: str) -> str:
    if kind == "pre":
        return "".join(f"<pre>{escape(line[0].text)}</pre>" for line in lines)
    if kind == "quote":
        inner = "<br>".join(_line(_without(_QUOTE, line), me) for line in lines)
        return f'<blockquote dir="auto">{inner}</blockquote>'
    if kind == "bullet":
        return "<ul>" + "".join(f'<li dir="auto">{_line(_without(_BULLET, line), me)}</li>' for line in lines) + "</ul>"
    return "".join(f'<div class="line" dir="auto">{_line(line, me) or "<br>"}</div>' for line in lines)


def _without(mark: re.Pattern[str], line: Line) -> Line:
    return [replace(line[0], text=mark.sub("", line[0].text, count=1)), *line[1:]]


def _line(line: Line, me: str) -> str:
    return "".join(_span(span, me) for span in line)


def _span(span: Span, me: str) -> str:
    html = inline(span.text, span.styles)
    if span.kind == "code":
        return f"<code>{escape(span.text)}</code>"
    if span.kind == "link":
        return link(span.target, html)
    if span.kind == "user":
        return mention(html, "me" if span.target == me else "")
    if span.kind == "channel":
        return place_link(span.text.removeprefix("#"), html)
    if span.kind in ("group", "broadcast"):
        return mention(html)
    return html
