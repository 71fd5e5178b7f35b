"""Rich text and tables. docs.slack.dev/reference/block-kit/blocks/rich-text-block and …/table-block"""

from typing import Any

from sandbox.limits.objects import URL
from sandbox.limits.report import Report, Rule
from sandbox.limits.rules import Shape, anything, by_type, items, one_of, string, truth, whole

_STYLE = Shape({}, dict.fromkeys(("bold", "italic", "strike", "code", "underline", "highlight", "unlink"), truth))
_STYLED: dict[str, Rule] = {"style": _STYLE}
_BORDER: dict[str, Rule] = {"border": one_of(0, 1)}

_PIECE = by_type(
    {
        "text": Shape({"text": string(3000)}, _STYLED),
        "link": Shape({"url": URL}, {"text": string(3000), "unsafe": truth, **_STYLED}),
        "user": Shape({"user_id": string(32)}, _STYLED),
        "usergroup": Shape({"usergroup_id": string(32)}, _STYLED),
        "channel": Shape({"channel_id": string(32)}, _STYLED),
        "emoji": Shape({"name": string(255)}, {"unicode": string(255), "skin_tone": whole(1, 6), **_STYLED}),
        "broadcast": Shape({"range": one_of("here", "channel", "everyone")}, _STYLED),
        "color": Shape({"value": string(7, 7, "#[0-9a-fA-F]{6}", "color")}, _STYLED),
        "date": Shape(
            {"timestamp": whole(0, 9_999_999_999), "format": string(255)},
            {"url": URL, "fallback": string(255), **_STYLED},
        ),
    }
)
_PIECES = items(_PIECE, 1000, 0)
_SECTION = Shape({"elements": _PIECES})

_PARTS: dict[str, Rule] = {
    "rich_text_section": _SECTION,
    "rich_text_preformatted": Shape({"elements": _PIECES}, {**_BORDER, "language": string(255)}),
    "rich_text_quote": Shape({"elements": _PIECES}, _BORDER),
    "rich_text_list": Shape(
        {"elements": items(by_type({"rich_text_section": _SECTION}), 1000), "style": one_of("bullet", "ordered")},
        {**_BORDER, "indent": whole(0, 8), "offset": whole(0, 10_000)},
    ),
}

RICH_TEXT = {"elements": items(by_type(_PARTS), 1000)}

_CELL = by_type(
    {
        "raw_text": Shape({"text": string(3000)}),
        "raw_number": Shape({"value": anything}, {"text": string(3000)}),
        "rich_text": Shape(RICH_TEXT),
    }
)
_COLUMN = Shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": truth})


def _column(value: Any, path: str, report: Report) -> None:
    """Column settings may skip a column with null."""
    if value is not None:
        _COLUMN(value, path, report)


TABLE_REQUIRED: dict[str, Rule] = {"rows": items(items(_CELL, 20), 100)}
TABLE_OPTIONAL: dict[str, Rule] = {"column_settings": items(_column, 20)}
