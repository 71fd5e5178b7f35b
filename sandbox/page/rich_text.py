"""Rich text and tables as HTML. docs.slack.dev/reference/block-kit/blocks/rich-text-block"""

from collections.abc import Callable
from html import escape
from typing import Any

from sandbox.page.writing import inline, link, mention, place_link
from sandbox.words.reader import Reader

Json = dict[str, Any]


def html_of_rich(reader: Reader, block: Json) -> str:
    """A whole rich text block."""
    return "".join(_PARTS[part["type"]](reader, part) for part in block["elements"])


def html_of_table(reader: Reader, block: Json) -> str:
    """The first row heads the columns."""
    settings = block.get("column_settings") or []
    aligned = [(column or {}).get("align", "left") for column in settings]
    head, *rows = block["rows"]
    top = _row(reader, head, "th", aligned)
    return (
        f"<table><thead>{top}</thead><tbody>{''.join(_row(reader, row, 'td', aligned) for row in rows)}</tbody></table>"
    )


def _row(reader: Reader, row: list[Json], name: str, aligned: list[str]) -> str:
    cells = []
    for number, cell in enumerate(row):
        align = aligned[number] if number < len(aligned) else "left"
        html = html_of_rich(reader, cell) if cell["type"] == "rich_text" else inline(reader.of_rich(cell))
        scope = ' scope="col"' if name == "th" else ""
        cells.append(f'<{name}{scope} class="{align}" dir="auto">{html}</{name}>')
    return f"<tr>{''.join(cells)}</tr>"


def _section(reader: Reader, part: Json) -> str:
    return f'<div class="line" dir="auto">{_pieces(reader, part)}</div>'


def _list(reader: Reader, part: Json) -> str:
    items = "".join(f'<li dir="auto">{_pieces(reader, section)}</li>' for section in part["elements"])
    indent = f'class="indent-{int(part.get("indent", 0))}"'
    if part.get("style") == "ordered":
        return f'<ol {indent} start="{int(part.get("offset", 0)) + 1}">{items}</ol>'
    return f"<ul {indent}>{items}</ul>"


_PARTS: dict[str, Callable[[Reader, Json], str]] = {
    "rich_text_section": _section,
    "rich_text_list": _list,
    "rich_text_preformatted": lambda reader, part: f"<pre>{_pieces(reader, part)}</pre>",
    "rich_text_quote": lambda reader, part: f'<blockquote dir="auto">{_pieces(reader, part)}</blockquote>',
}


def _pieces(reader: Reader, part: Json) -> str:
    return "".join(_piece(reader, piece) for piece in part["elements"])


def _piece(reader: Reader, piece: Json) -> str:
    """Text, a link, a name, an emoji or a date."""
    styles = [name for name, on in piece.get("style", {}).items() if on]
    html = inline(reader.of_rich(piece), styles)
    kind = piece["type"]
    if kind == "link":
        return link(piece["url"], html)
    if kind in ("user", "usergroup", "broadcast"):
        return mention(html)
    if kind == "channel":
        return place_link(reader.of_rich(piece).removeprefix("#"), html)
    if kind == "color":
        return f'<span class="swatch" style="background:{escape(piece["value"])}"></span>{html}'
    return html
