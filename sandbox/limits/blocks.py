"""Blocks, field by field, and which may stand on which surface. docs.slack.dev/reference/block-kit/blocks"""

from typing import Any

from sandbox.limits.elements import ELEMENTS, IN_ACTIONS, IN_INPUT, IN_SECTION
from sandbox.limits.objects import BLOCK_ID, IMAGE_URL, either, plain
from sandbox.limits.report import Report, Rule
from sandbox.limits.rich_text import RICH_TEXT, TABLE_OPTIONAL, TABLE_REQUIRED
from sandbox.limits.rules import Shape, by_type, items, string, truth, unique

_NAMED: dict[str, Rule] = {"block_id": BLOCK_ID}


def _text_or_fields(value: dict[str, Any], path: str, report: Report) -> None:
    if "text" not in value and "fields" not in value:
        report.add(path, "must define either `text` or `fields`")


def _distinct_actions(value: dict[str, Any], path: str, report: Report) -> None:
    """docs.slack.dev: an action_id is unique among those of its block."""
    unique([element.get("action_id") for element in value["elements"]], "action_id", f"{path}/elements", report)


def _dispatching_input(value: dict[str, Any], path: str, report: Report) -> None:
    """dispatch_action_config says when an input that dispatches does so."""
    if "dispatch_action_config" in value["element"] and not value.get("dispatch_action"):
        report.add(f"{path}/element/dispatch_action_config", "needs `dispatch_action` on the block")


_IN_CONTEXT: dict[str, Rule] = {
    "image": ELEMENTS["image"],
    "plain_text": either(3000),
    "mrkdwn": either(3000),
}

BLOCKS: dict[str, Rule] = {
    "header": Shape({"text": plain(150)}, _NAMED),
    "section": Shape(
        {},
        {
            **_NAMED,
            "text": either(3000),
            "fields": items(either(2000), 10),
            "accessory": by_type(IN_SECTION),
            "expand": truth,
        },
        (_text_or_fields,),
    ),
    "divider": Shape({}, _NAMED),
    "image": Shape({"image_url": IMAGE_URL, "alt_text": string(2000)}, {**_NAMED, "title": plain(2000)}),
    "context": Shape({"elements": items(by_type(_IN_CONTEXT), 10)}, _NAMED),
    "actions": Shape({"elements": items(by_type(IN_ACTIONS), 25)}, _NAMED, (_distinct_actions,)),
    "input": Shape(
        {"label": plain(2000), "element": by_type(IN_INPUT)},
        {**_NAMED, "hint": plain(2000), "optional": truth, "dispatch_action": truth},
        (_dispatching_input,),
    ),
    "rich_text": Shape(RICH_TEXT, _NAMED),
    "table": Shape(TABLE_REQUIRED, {**_NAMED, **TABLE_OPTIONAL}),
    "markdown": Shape({"text": string(12_000)}, _NAMED),
}


def _only(*types: str) -> Rule:
    return by_type({kind: BLOCKS[kind] for kind in types})


_EVERYWHERE = ("header", "section", "divider", "image", "context", "actions", "input", "rich_text")

IN_MESSAGE = items(_only(*_EVERYWHERE, "table", "markdown"), 50, 0)
IN_MODAL = items(_only(*_EVERYWHERE), 100)
IN_HOME = items(_only(*_EVERYWHERE), 100, 0)
