"""What Slack adds to what an app sends: block ids, action ids, and the defaults of text objects."""

import secrets
from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

_DEFAULTS = {"plain_text": {"emoji": True}, "mrkdwn": {"verbatim": False}}
_ACTING = ("button", "overflow", "checkboxes", "radio_buttons", "datepicker", "timepicker", "datetimepicker")


def complete(blocks: Sequence[Json]) -> list[Json]:
    """A copy of checked blocks as Slack keeps them."""
    return [_block(block) for block in blocks]


def complete_view(definition: Json) -> Json:
    return {key: _texts(value) for key, value in definition.items()} | {"blocks": complete(definition["blocks"])}


def _block(block: Json) -> Json:
    kept = {key: _texts(value) for key, value in block.items()}
    kept.setdefault("block_id", secrets.token_urlsafe(4))
    if kept["type"] == "actions":
        kept["elements"] = [_element(element) for element in kept["elements"]]
    for key in ("element", "accessory"):
        if key in kept:
            kept[key] = _element(kept[key])
    return kept


def _element(element: Json) -> Json:
    acts = element["type"] in _ACTING or element["type"].endswith(("_select", "_input"))
    return {"action_id": secrets.token_urlsafe(4), **element} if acts else element


def _texts(value: Any) -> Any:
    """Text objects with their defaults, at any depth."""
    if isinstance(value, list):
        return [_texts(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _texts(item) for key, item in value.items()}
    kind = value.get("type")
    return _DEFAULTS.get(kind, {}) | kept if isinstance(kind, str) else kept
