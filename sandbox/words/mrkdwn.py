"""Slack's mark-up taken apart. docs.slack.dev/messaging/formatting-message-text"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = re.compile(
    r"```(?P<pre>.+?)```"
    r"|`(?P<code>[^`\n]+)`"
    r"|<(?P<entity>[^<>\n]+)>"
    r"|(?<![\w*])\*(?=[^\s*])(?P<bold>[^*\n]*?[^\s*])\*(?![\w*])"
    r"|(?<![\w_])_(?=[^\s_])(?P<italic>[^_\n]*?[^\s_])_(?![\w_])"
    r"|(?<![\w~])~(?=[^\s~])(?P<strike>[^~\n]*?[^\s~])~(?![\w~])"
    r"|(?P<url>https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"])",
    re.DOTALL,
)
_STYLES = ("bold", "italic", "strike")


@dataclass(frozen=True)
class Span:
    """A stretch of text of one kind.

    `kind`: text, code, pre, link, user, channel, group, broadcast or date. `target` is the address of a link,
    the id of a user, channel or group, the word of a broadcast, the whole entity of a date.
    `styles` holds bold, italic and strike.
    """

    text: str
    kind: str = "text"
    target: str = ""
    styles: frozenset[str] = frozenset()


def spans(text: str, styles: frozenset[str] = frozenset()) -> Iterator[Span]:
    """The spans of a mrkdwn text, in order; names of people and dates are for the reader to fill in."""
    at = 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            yield Span(unescape(text[at : match.start()]), styles=styles)
        yield from _token(match, styles)
        at = match.end()
    if at < len(text):
        yield Span(unescape(text[at:]), styles=styles)


def unescape(text: str) -> str:
    """Slack's three escapes undone, `&amp;` last."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escape(text: str) -> str:
    """What Slack does to what people type: `&`, `<`, `>` and nothing else, `&` first."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _token(match: re.Match[str], styles: frozenset[str]) -> Iterator[Span]:
    kind, found = match.lastgroup or "", match.group(match.lastgroup or 0)
    if kind in _STYLES:
        yield from spans(found, styles | {kind})
    elif kind == "entity":
        yield _entity(found, styles)
    elif kind == "url":
        yield Span(unescape(found), "link", unescape(found), styles)
    else:
        yield Span(unescape(found).strip("\n"), kind, styles=styles)


def _entity(inner: str, styles: frozenset[str]) -> Span:
    head, _, label = inner.partition("|")
    label = unescape(label)
    if head.startswith("@"):
        return Span(label, "user", head[1:], styles)
    if head.startswith("#"):
        return Span(label, "channel", head[1:], styles)
    if head.startswith("!date^"):
        return Span(label, "date", inner, styles)
    if head.startswith("!subteam^"):
        return Span(label or "@group", "group", head.removeprefix("!subteam^"), styles)
    if head.startswith("!"):
        return Span(f"@{head[1:]}", "broadcast", head[1:], styles)
    return Span(label or unescape(head), "link", unescape(head), styles)
