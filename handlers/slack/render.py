"""Message → Block Kit. Pure; every length and count limit of Slack's is kept here.

Limits: docs.slack.dev/reference/block-kit and docs.slack.dev/reference/methods/chat.update.
"""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from bot.messages.message import (
    Button,
    Buttons,
    ChannelName,
    Choice,
    Code,
    Confirm,
    Divider,
    Heading,
    Message,
    Note,
    Paragraph,
    Part,
    Prose,
    Span,
    Strong,
    Text,
    When,
    plain,
)
from handlers.slack.text import escape, fitted, length, shortened, split, with_links

Block = dict[str, Any]

MESSAGE_BLOCKS, HOME_BLOCKS = 50, 100
SECTION = 3000
HEADER = 150
LABEL = 75
ACTIONS = 25
OPTIONS = 100
VALUE = 2000
TEXT, UPDATED_TEXT = 40_000, 4_000
"""Characters of top-level text: of what is posted or answered Slack cuts off the rest, and an update with more is
refused."""
DATE_FORMATS = {"full": "{date_long_pretty}, {time}", "time": "{time}", "until": "{ago}"}


def message_payload(message: Message, longest: int = TEXT) -> dict[str, Any]:
    """`text` and `blocks` of a message; the text carries all that the blocks say, for screen readers."""
    return {"text": words(message, longest), "blocks": blocks(message, MESSAGE_BLOCKS)}


def home_view(message: Message) -> dict[str, Any]:
    return {"type": "home", "blocks": blocks(message, HOME_BLOCKS)}


def blocks(message: Message, most: int) -> list[Block]:
    out: list[Block] = []
    for part in message.parts:
        out += _blocks(part)
    return out[:most]


def words(message: Message, longest: int) -> str:
    """The message as text alone. Where that is too long, its paragraphs are told in brief, the last one first."""
    told = [_words(part) for part in message.parts]
    brief = {n: part.brief for n, part in enumerate(message.parts) if isinstance(part, Paragraph) and part.brief}
    for n in sorted(brief, reverse=True):
        if length(told) > longest:
            told[n] = mrkdwn(brief[n])
    return "\n".join(fitted([one for one in told if one], longest))


def plain_words(message: Message) -> str:
    """The message for where Slack reads no markup, such as beside a field."""
    return " ".join(plain(part.text) for part in message.parts if isinstance(part, Paragraph | Note))


@singledispatch
def _words(_part: Part) -> str:
    return ""


@_words.register
def _(part: Heading) -> str:
    return escape(part.words)


@_words.register(Paragraph)
@_words.register(Note)
def _(part: Paragraph | Note) -> str:
    return mrkdwn(part.text)


def mrkdwn(text: Text) -> str:
    return "".join(_span(span) for span in text)


def _span(span: Span) -> str:
    match span:
        case str():
            return escape(_fenceless(span))
        case Strong(inner):
            inner = _fenceless(inner)
            return f"*{escape(inner)}*" if _can_mark(inner, "*") else escape(inner)
        case Code(inner):
            return f"`{escape(inner)}`" if _can_mark(inner, "`") else escape(inner)
        case Prose(inner):
            return with_links(_fenceless(inner))
        case When(at, fallback, style):
            return f"<!date^{int(at.timestamp())}^{DATE_FORMATS[style]}|{_in_token(fallback)}>"
        case ChannelName(name):
            return f"<#{name}>"


def _fenceless(words: str) -> str:
    """Three backticks in what people wrote would begin a block of code that swallows what follows."""
    return words.replace("```", "`\u2060`\u2060`")


def _can_mark(inner: str, mark: str) -> bool:
    """Marks work only around one line that does not hold the mark itself."""
    return mark not in inner and "\n" not in inner and inner.strip() == inner != ""


def _in_token(fallback: str) -> str:
    return escape(fallback).replace("|", "/")


@singledispatch
def _blocks(_part: Part) -> list[Block]:
    return []


@_blocks.register
def _(part: Heading) -> list[Block]:
    return [{"type": "header", "text": plain_text(part.words, HEADER)}]


@_blocks.register
def _(part: Paragraph) -> list[Block]:
    pieces = split(mrkdwn(part.text), SECTION)
    sections: list[Block] = [{"type": "section", "text": _mrkdwn_object(piece)} for piece in pieces]
    if part.button is not None and sections:
        sections[0]["accessory"] = button(part.button, 0)
    return sections


@_blocks.register
def _(part: Note) -> list[Block]:
    return [{"type": "context", "elements": [_mrkdwn_object(shortened(mrkdwn(part.text), SECTION))]}]


@_blocks.register
def _(part: Buttons) -> list[Block]:
    return _rows([button(one, number) for number, one in enumerate(part.buttons)])


@_blocks.register
def _(part: Choice) -> list[Block]:
    select: Block = {
        "type": "static_select",
        "action_id": f"{part.does}/0",
        "placeholder": plain_text(part.prompt, 150),
        "options": [option(value, label) for label, value in part.options[:OPTIONS]],
    }
    return _rows([select])


@_blocks.register
def _(_part: Divider) -> list[Block]:
    return [{"type": "divider"}]


def _rows(elements: Sequence[Block]) -> list[Block]:
    """One actions block for as many elements as it takes."""
    return [
        {"type": "actions", "elements": list(elements[start : start + ACTIONS])}
        for start in range(0, len(elements), ACTIONS)
    ]


def _mrkdwn_object(text: str) -> Block:
    return {"type": "mrkdwn", "text": text or " ", "verbatim": True}


def plain_text(text: str, longest: int) -> Block:
    """A plain text object; emoji codes people typed stay as typed."""
    cut = text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
    return {"type": "plain_text", "text": cut or " ", "emoji": False}


def option(value: str, label: str) -> Block:
    return {"text": plain_text(label, LABEL), "value": value}


def button(one: Button, number: int) -> Block:
    """A button; `number` keeps the action ids of one block apart."""
    block: Block = {
        "type": "button",
        "text": plain_text(one.label, LABEL),
        "action_id": f"{one.does}/{number}",
    }
    if one.about:
        block["value"] = one.about[:VALUE]
    if one.style:
        block["style"] = one.style
    if one.says and one.says != one.label:
        block["accessibility_label"] = one.says[:LABEL]
    if one.confirm:
        block["confirm"] = _confirm(one.confirm)
    return block


def _confirm(confirm: Confirm) -> Block:
    return {
        "title": plain_text(confirm.title, 100),
        "text": plain_text(confirm.text, 300),
        "confirm": plain_text(confirm.yes, 30),
        "deny": plain_text(confirm.no, 30),
    }
