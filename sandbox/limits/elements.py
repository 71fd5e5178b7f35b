"""Block elements, field by field. docs.slack.dev/reference/block-kit/block-elements"""

from typing import Any

from sandbox.limits.objects import (
    ACTION_ID,
    CONFIRM,
    DISPATCH,
    FILTER,
    GROUPS,
    IMAGE_URL,
    OPTION,
    OPTIONS,
    OVERFLOW_OPTION,
    RICH_OPTION,
    URL,
    initial_among_options,
    options_or_groups,
    plain,
)
from sandbox.limits.report import Report, Rule
from sandbox.limits.rich_text import RICH_TEXT
from sandbox.limits.rules import Shape, by_type, items, one_of, string, truth, whole

DATE = string(10, 10, r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "date (YYYY-MM-DD)")
TIME = string(5, 5, r"([01]\d|2[0-3]):[0-5]\d", "time (HH:mm)")
NUMBER = string(64, 1, r"-?\d+(\.\d+)?", "number")
ID = string(32)

_ACTING: dict[str, Rule] = {"action_id": ACTION_ID, "confirm": CONFIRM}
_HELD: dict[str, Rule] = {"action_id": ACTION_ID, "focus_on_load": truth}
_CHOSEN: dict[str, Rule] = {**_ACTING, "focus_on_load": truth}
_ASKING: dict[str, Rule] = {**_CHOSEN, "placeholder": plain(150)}
_TYPED: dict[str, Rule] = {**_HELD, "placeholder": plain(150), "dispatch_action_config": DISPATCH}


def _within_lengths(value: dict[str, Any], path: str, report: Report) -> None:
    """min_length to max_length, and what is there at first within them."""
    shortest, longest = value.get("min_length", 0), value.get("max_length", 3000)
    if shortest > longest:
        report.add(f"{path}/min_length", "must be less than or equal to `max_length`")
    if len(value.get("initial_value", "")) > longest:
        report.add(f"{path}/initial_value", f"must be less than {longest + 1} characters")


def _within_bounds(value: dict[str, Any], path: str, report: Report) -> None:
    bounds = (float(value.get("min_value", "-inf")), float(value.get("max_value", "inf")))
    if bounds[0] > bounds[1]:
        report.add(f"{path}/min_value", "must be less than or equal to `max_value`")
    if "initial_value" in value and not bounds[0] <= float(value["initial_value"]) <= bounds[1]:
        report.add(f"{path}/initial_value", "must be between `min_value` and `max_value`")


_MENU_CHECKS = (options_or_groups, initial_among_options)
_SELECTED: dict[str, Rule] = {**_ASKING, "max_selected_items": whole(1, 100)}
_CONVERSATIONS: dict[str, Rule] = {"default_to_current_conversation": truth, "filter": FILTER}

ELEMENTS: dict[str, Rule] = {
    "button": Shape(
        {"text": plain(75)},
        {
            **_ACTING,
            "url": URL,
            "value": string(2000),
            "style": one_of("primary", "danger"),
            "accessibility_label": string(75),
        },
    ),
    "overflow": Shape({"options": items(OVERFLOW_OPTION, 5)}, _ACTING),
    "image": Shape({"image_url": IMAGE_URL, "alt_text": string(2000)}),
    "checkboxes": Shape(
        {"options": items(RICH_OPTION, 10)},
        {**_CHOSEN, "initial_options": items(RICH_OPTION, 10)},
        (initial_among_options,),
    ),
    "radio_buttons": Shape(
        {"options": items(RICH_OPTION, 10)}, {**_CHOSEN, "initial_option": RICH_OPTION}, (initial_among_options,)
    ),
    "datepicker": Shape({}, {**_ASKING, "initial_date": DATE}),
    "timepicker": Shape({}, {**_ASKING, "initial_time": TIME, "timezone": string(64)}),
    # Ten digits: seconds since the epoch, not milliseconds.
    "datetimepicker": Shape({}, {**_CHOSEN, "initial_date_time": whole(1_000_000_000, 9_999_999_999)}),
    "static_select": Shape(
        {}, {**_ASKING, "options": OPTIONS, "option_groups": GROUPS, "initial_option": OPTION}, _MENU_CHECKS
    ),
    "multi_static_select": Shape(
        {},
        {**_SELECTED, "options": OPTIONS, "option_groups": GROUPS, "initial_options": OPTIONS},
        _MENU_CHECKS,
    ),
    "external_select": Shape({}, {**_ASKING, "initial_option": OPTION, "min_query_length": whole(0, 3000)}),
    "multi_external_select": Shape({}, {**_SELECTED, "initial_options": OPTIONS, "min_query_length": whole(0, 3000)}),
    "users_select": Shape({}, {**_ASKING, "initial_user": ID}),
    "multi_users_select": Shape({}, {**_SELECTED, "initial_users": items(ID, 100)}),
    "conversations_select": Shape(
        {}, {**_ASKING, **_CONVERSATIONS, "initial_conversation": ID, "response_url_enabled": truth}
    ),
    "multi_conversations_select": Shape({}, {**_SELECTED, **_CONVERSATIONS, "initial_conversations": items(ID, 100)}),
    "channels_select": Shape({}, {**_ASKING, "initial_channel": ID, "response_url_enabled": truth}),
    "multi_channels_select": Shape({}, {**_SELECTED, "initial_channels": items(ID, 100)}),
    "plain_text_input": Shape(
        {},
        {
            **_TYPED,
            "initial_value": string(3000, 0),
            "multiline": truth,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
        (_within_lengths,),
    ),
    "number_input": Shape(
        {"is_decimal_allowed": truth},
        {**_TYPED, "initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
        (_within_bounds,),
    ),
    "rich_text_input": Shape({}, {**_TYPED, "initial_value": by_type({"rich_text": Shape(RICH_TEXT)})}),
    "url_text_input": Shape({}, {**_TYPED, "initial_value": URL}),
    "email_text_input": Shape({}, {**_TYPED, "initial_value": string(3000)}),
}

_MENUS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
_MULTI_MENUS = tuple(f"multi_{menu}" for menu in _MENUS)
_BOXES = ("checkboxes", "radio_buttons", "datepicker", "timepicker")
_TEXTS = ("plain_text_input", "number_input", "url_text_input", "email_text_input", "rich_text_input")


def _only(*types: str) -> dict[str, Rule]:
    return {kind: ELEMENTS[kind] for kind in types}


# Which element goes where: each element's page names the blocks it works with.
IN_SECTION = _only("button", "overflow", "image", *_BOXES, *_MENUS, *_MULTI_MENUS)
IN_ACTIONS = _only("button", "overflow", "datetimepicker", *_BOXES, *_MENUS)
IN_INPUT = _only("datetimepicker", *_BOXES, *_MENUS, *_MULTI_MENUS, *_TEXTS)
