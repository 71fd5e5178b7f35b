"""Whole surfaces: messages, modals, App Home, and the options an app offers while somebody types."""

import json
from typing import Any

from sandbox.limits.blocks import IN_HOME, IN_MESSAGE, IN_MODAL
from sandbox.limits.objects import GROUPS, OPTION, options_or_groups, plain
from sandbox.limits.report import Fault, Report, Rule
from sandbox.limits.rules import Shape, by_type, items, string, truth, unique

LARGEST_VIEW = 250_000
"""Bytes: docs.slack.dev/reference/views gives 250 KB."""


def message_faults(blocks: Any) -> list[Fault]:
    """At most 50 blocks and one table."""
    report = Report()
    IN_MESSAGE(blocks, "/blocks", report)
    if not report:
        _distinct_blocks(blocks, "/blocks", report)
        if sum(block["type"] == "table" for block in blocks) > 1:
            report.add("/blocks", "only_one_table_allowed")
    return list(report)


def view_faults(view: Any) -> list[Fault]:
    """A modal or App Home: at most 100 blocks, a submit button where there are inputs, one focus."""
    report = Report()
    _VIEW(view, "/view", report)
    return list(report)


def view_too_large(view: Any) -> bool:
    return len(json.dumps(view, ensure_ascii=False).encode()) > LARGEST_VIEW


def suggestion_faults(answer: Any) -> list[Fault]:
    """The answer to a block_suggestion: options or option_groups, 100 at most."""
    report = Report()
    _SUGGESTIONS(answer, "", report)
    return list(report)


def _distinct_blocks(blocks: list[dict[str, Any]], path: str, report: Report) -> None:
    unique([block.get("block_id") for block in blocks], "block_id", path, report)


def _elements(view: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for block in view["blocks"]:
        found += block.get("elements", [])
        found += [block[key] for key in ("element", "accessory") if key in block]
    return found


def _whole_view(view: dict[str, Any], path: str, report: Report) -> None:
    _distinct_blocks(view["blocks"], f"{path}/blocks", report)
    if sum(bool(element.get("focus_on_load")) for element in _elements(view)) > 1:
        report.add(f"{path}/blocks", "only one element can have `focus_on_load`")


def _submittable(view: dict[str, Any], path: str, report: Report) -> None:
    """docs.slack.dev/reference/views: `submit` is required when there is an input block."""
    if "submit" not in view and any(block["type"] == "input" for block in view["blocks"]):
        report.add(path, "`submit` is required when an input block is within the `blocks` array")


_SHARED: dict[str, Rule] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_MODAL = Shape(
    {"title": plain(24), "blocks": IN_MODAL},
    {
        **_SHARED,
        "submit": plain(24),
        "close": plain(24),
        "clear_on_close": truth,
        "notify_on_close": truth,
        "submit_disabled": truth,
    },
    (_whole_view, _submittable),
)
_HOME = Shape({"blocks": IN_HOME}, _SHARED, (_whole_view,))
_VIEW = by_type({"modal": _MODAL, "home": _HOME})

_SUGGESTIONS = Shape({}, {"options": items(OPTION, 100, 0), "option_groups": GROUPS}, (options_or_groups,))
