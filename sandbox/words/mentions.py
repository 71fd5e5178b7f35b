"""Who is pinged by a message. docs.slack.dev/messaging/formatting-message-text#mentions"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

Mention = tuple[str, str]
"""(kind, target): kind is user, usergroup, channel, here or everyone; target is empty for a broadcast."""

_USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_GROUP = re.compile(r"<!subteam\^([A-Z0-9]+)(?:\|[^<>]*)?>")
_BROADCAST = re.compile(r"<!(channel|here|everyone|group)(?:\|[^<>]*)?>")
_BARE = re.compile(r"(?<![\w@<!|])@(channel|here|everyone)\b")


def mentions(text: str, blocks: Sequence[dict[str, Any]] = ()) -> set[Mention]:
    """All mentions of a message: its top-level text (which notifications show) and its blocks."""
    found = set(_marked(text))
    for block in blocks:
        found |= set(_in_object(block))
    return found


def _marked(text: str) -> Iterator[Mention]:
    yield from (("user", user) for user in _USER.findall(text))
    yield from (("usergroup", group) for group in _GROUP.findall(text))
    yield from (("channel" if word == "group" else word, "") for word in _BROADCAST.findall(text))


def _in_text_object(given: dict[str, Any]) -> Iterator[Mention]:
    """`verbatim: false`, the default, also parses bare names: docs.slack.dev, text object, `verbatim`."""
    text = str(given.get("text", ""))
    yield from _marked(text)
    if not given.get("verbatim"):
        yield from ((word, "") for word in _BARE.findall(text))


def _in_rich_text(given: dict[str, Any]) -> Iterator[Mention]:
    kind = given.get("type")
    if kind == "user":
        yield "user", str(given.get("user_id"))
    elif kind == "usergroup":
        yield "usergroup", str(given.get("usergroup_id"))
    elif kind == "broadcast":
        yield str(given.get("range")), ""


def _in_object(given: Any) -> Iterator[Mention]:
    if isinstance(given, list):
        for item in given:
            yield from _in_object(item)
    elif isinstance(given, dict):
        kind = given.get("type")
        if kind == "mrkdwn":
            yield from _in_text_object(given)
        elif kind == "markdown":
            yield from _marked(str(given.get("text", "")))
        elif kind != "plain_text":
            yield from _in_rich_text(given)
            for value in given.values():
                yield from _in_object(value)
