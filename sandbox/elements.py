"""The controls of a surface (buttons, menus, inputs): where they are, what they are called, what they hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

STATE_KEYS = {
    "plain_text_input": "value",
    "number_input": "value",
    "url_text_input": "value",
    "email_text_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
"""Element type → where `state.values` and `actions` carry its value.

docs.slack.dev/reference/views: an element with nothing in it is there with null, or an empty list.
"""

STATELESS = {"button": "value", "overflow": "selected_option"}
"""Controls that act and hold nothing."""


@dataclass(frozen=True)
class Control:
    """One control in its block. `label` is what a person calls it."""

    block: Json
    element: Json

    @property
    def type(self) -> str:
        return str(self.element["type"])

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def is_input(self) -> bool:
        return bool(self.block["type"] == "input")

    @property
    def dispatches(self) -> bool:
        """Whether using it is told to the app at once."""
        return bool(self.block.get("dispatch_action")) if self.is_input else True

    @property
    def optional(self) -> bool:
        return bool(self.block.get("optional")) or not self.is_input

    @property
    def label(self) -> str:
        if self.is_input:
            return _plain(self.block.get("label"))
        return _plain(self.element.get("text")) or _plain(self.element.get("placeholder")) or self.action_id

    @property
    def accessible_name(self) -> str:
        """What a screen reader says."""
        return str(self.element.get("accessibility_label") or self.label)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything it answers to."""
        placeholder = _plain(self.element.get("placeholder"))
        return tuple(dict.fromkeys(name for name in (self.label, self.accessible_name, placeholder) if name))

    @property
    def options(self) -> list[Json]:
        """The options offered, groups flattened; empty for menus filled by the app or the workspace."""
        grouped = [option for group in self.element.get("option_groups", []) for option in group["options"]]
        return list(self.element.get("options", [])) + grouped

    def state(self, value: Any = None) -> Json:
        """The entry of `state.values` holding `value`."""
        key = STATE_KEYS[self.type]
        return {"type": self.type, key: [] if value is None and key.endswith("s") else value}

    def initial(self) -> Json:
        """The entry of `state.values` before anybody touched it."""
        part = STATE_KEYS[self.type].removeprefix("selected_")
        return self.state(self.element.get(f"initial_{part}"))


def controls(blocks: Sequence[Json]) -> list[Control]:
    """Every control of a surface, top to bottom."""
    return [
        Control(block, element)
        for block in blocks
        for element in _elements(block)
        if element.get("type") in STATE_KEYS or element.get("type") in STATELESS
    ]


def initial_values(blocks: Sequence[Json], kept: dict[str, dict[str, Json]]) -> dict[str, dict[str, Json]]:
    """`state.values` for a surface; what is in `kept` under the same block id, action id and type stays."""
    values: dict[str, dict[str, Json]] = {}
    for control in controls(blocks):
        if control.type in STATELESS:
            continue
        entry = kept.get(control.block_id, {}).get(control.action_id)
        same = entry is not None and entry["type"] == control.type
        values.setdefault(control.block_id, {})[control.action_id] = entry if entry and same else control.initial()
    return values


def option_label(option: Json) -> str:
    return _plain(option.get("text"))


def _elements(block: Json) -> Iterator[Json]:
    match block["type"]:
        case "section":
            if "accessory" in block:
                yield block["accessory"]
        case "actions":
            yield from block["elements"]
        case "input":
            yield block["element"]


def _plain(text: Any) -> str:
    return str(text.get("text", "")) if isinstance(text, dict) else ""
