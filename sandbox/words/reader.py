"""What one member reads: mark-up resolved, dates in their zone and language, blocks as lines of text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sandbox.words.dates import Reading, say_date
from sandbox.words.mrkdwn import Span, spans, unescape
from sandbox.workspace.people import Member

if TYPE_CHECKING:
    from sandbox.workspace.state import Workspace

Json = dict[str, Any]


class Reader:
    """A member looking at the workspace now."""

    def __init__(self, workspace: "Workspace", member: Member) -> None:
        self._workspace = workspace
        self._member = member

    def spans(self, text: str) -> list[Span]:
        """A mrkdwn text with names and dates filled in: what a page shows."""
        return [self._resolve(span) for span in spans(text)]

    def words(self, text: str) -> str:
        """A mrkdwn text as plain words."""
        return "".join(span.text for span in self.spans(text))

    def lines(self, blocks: Sequence[Json]) -> list[str]:
        """What the blocks say, a line each; labels of buttons and options are not among them."""
        return [line for block in blocks for line in _SAYINGS.get(block["type"], _nothing)(self, block) if line]

    def of_text(self, given: Json | None) -> str:
        """A text object as plain words."""
        if not given:
            return ""
        text = str(given.get("text", ""))
        return unescape(text) if given["type"] == "plain_text" else self.words(text)

    def _resolve(self, span: Span) -> Span:
        if span.kind == "user":
            return replace(span, text=f"@{self.name_of(span.target)}")
        if span.kind == "channel":
            channel = self._workspace.channels.get(span.target)
            return replace(span, text=f"#{channel.name if channel else span.text or span.target}")
        if span.kind == "date":
            member = self._member
            reading = Reading(member.locale, member.tz, self._workspace.now())
            return replace(span, text=unescape(say_date(span.target, reading)))
        return span

    def name_of(self, user_id: str) -> str:
        member = self._workspace.members.get(user_id)
        return (member.real_name or member.name) if member else user_id

    def of_rich(self, element: Json) -> str:
        """A piece of rich text, whatever its depth."""
        kind = element["type"]
        if kind in _RICH:
            return _RICH[kind](self, element)
        joint = "\n" if kind in ("rich_text", "rich_text_list") else ""
        return joint.join(self.of_rich(part) for part in element.get("elements", []))


def _nothing(_reader: Reader, _block: Json) -> Iterable[str]:
    return ()


def _section(reader: Reader, block: Json) -> Iterator[str]:
    yield reader.of_text(block.get("text"))
    for field in block.get("fields", []):
        yield reader.of_text(field)
    yield str(block.get("accessory", {}).get("alt_text", ""))


def _context(reader: Reader, block: Json) -> Iterator[str]:
    parts = (str(item["alt_text"]) if item["type"] == "image" else reader.of_text(item) for item in block["elements"])
    yield "  ".join(parts)


def _image(reader: Reader, block: Json) -> Iterator[str]:
    yield reader.of_text(block.get("title"))
    yield str(block["alt_text"])


def _input(reader: Reader, block: Json) -> Iterator[str]:
    yield reader.of_text(block["label"])
    yield reader.of_text(block.get("hint"))


def _table(reader: Reader, block: Json) -> Iterator[str]:
    for row in block["rows"]:
        yield " | ".join(reader.of_rich(cell) for cell in row)


_SAYINGS: dict[str, Callable[[Reader, Json], Iterable[str]]] = {
    "header": lambda reader, block: (reader.of_text(block["text"]),),
    "section": _section,
    "context": _context,
    "image": _image,
    "input": _input,
    "table": _table,
    "markdown": lambda reader, block: (reader.words(block["text"]),),
    "rich_text": lambda reader, block: (reader.of_rich(block),),
}

_RICH: dict[str, Callable[[Reader, Json], str]] = {
    "text": lambda _, part: str(part["text"]),
    "raw_text": lambda _, part: str(part["text"]),
    "raw_number": lambda _, part: str(part.get("text") or part["value"]),
    "link": lambda _, part: str(part.get("text") or part["url"]),
    "user": lambda reader, part: f"@{reader.name_of(part['user_id'])}",
    "usergroup": lambda _, part: f"@{part['usergroup_id']}",
    "channel": lambda reader, part: reader.words(f"<#{part['channel_id']}>"),
    "broadcast": lambda _, part: f"@{part['range']}",
    "emoji": lambda _, part: f":{part['name']}:",
    "color": lambda _, part: str(part["value"]),
    "date": lambda reader, part: reader.words(
        f"<!date^{part['timestamp']}^{part['format']}|{part.get('fallback', '')}>"
    ),
}
