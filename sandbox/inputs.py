"""From what a person means (a word, a date, a colleague) to what `state.values` holds, and what the client refuses."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sandbox.elements import STATE_KEYS, Control, Json, option_label
from sandbox.interactions import suggestions
from sandbox.workspace import Post, View

if TYPE_CHECKING:
    from sandbox.actor import Actor

REQUIRED = "Please complete this required field."

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"(https?|mailto|tel|slack)://?\S+")


def to_state(actor: "Actor", source: Post | View, control: Control, value: Any) -> Any:
    """The raw value for a control. ValueError or NotThere's LookupError when it cannot hold `value`."""
    if control.type == "button":
        return None
    key = "selected_option" if control.type == "overflow" else STATE_KEYS[control.type]
    if value is None:
        return [] if key.endswith("s") else None
    if key.startswith("selected_option"):
        return _options(actor, source, control, value)
    return _CONVERSIONS[key](actor, value)


def fault_of(control: Control, values: dict[str, dict[str, Json]]) -> str:
    """What Slack's client says before it submits anything; empty when the input is fine."""
    entry = values.get(control.block_id, {}).get(control.action_id, {})
    value = entry.get(STATE_KEYS.get(control.type, ""))
    if value in (None, "", []):
        return "" if control.optional else REQUIRED
    check = _CHECKS.get(control.type)
    return check(control.element, value) if check else ""


def _text(_: "Actor", value: Any) -> str | None:
    return str(value) or None


def _date(_: "Actor", value: Any) -> str:
    return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat()


def _time(_: "Actor", value: Any) -> str:
    return (value if isinstance(value, time) else time.fromisoformat(value)).strftime("%H:%M")


def _moment(_: "Actor", value: Any) -> int:
    """`datetimepicker` takes and gives epoch seconds."""
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return int(value.timestamp())
    return int(value)


def _user(actor: "Actor", value: Any) -> str:
    if hasattr(value, "id"):
        return str(value.id)
    for member in actor.platform.workspace.members.values():
        if value in (member.id, member.name, member.real_name):
            return member.id
    raise LookupError(f"nobody is called {value!r}")


def _channel(actor: "Actor", value: Any) -> str:
    return str(value.id) if hasattr(value, "id") else actor.place(value).id


def _rich(_: "Actor", value: Any) -> Json:
    part = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
    return {"type": "rich_text", "elements": [part]}


def _each(one: Callable[["Actor", Any], str]) -> Callable[["Actor", Any], list[str]]:
    return lambda actor, values: [one(actor, value) for value in values]


_CONVERSIONS: dict[str, Callable[["Actor", Any], Any]] = {
    "value": _text,
    "rich_text_value": _rich,
    "selected_date": _date,
    "selected_time": _time,
    "selected_date_time": _moment,
    "selected_user": _user,
    "selected_users": _each(_user),
    "selected_channel": _channel,
    "selected_channels": _each(_channel),
    "selected_conversation": _channel,
    "selected_conversations": _each(_channel),
}


def _options(actor: "Actor", source: Post | View, control: Control, value: Any) -> Any:
    many = STATE_KEYS.get(control.type) == "selected_options"
    wanted = list(value) if many and not isinstance(value, str | dict) else [value]
    found = [_option(actor, source, control, one) for one in wanted]
    return found if many else found[0]


def _option(actor: "Actor", source: Post | View, control: Control, wanted: Any) -> Json:
    if isinstance(wanted, dict):
        return wanted
    offered = control.options
    if control.type in ("external_select", "multi_external_select"):
        offered = suggestions.ask(actor.platform, actor.id, source, control, str(wanted))
    for option in offered:
        if wanted in (option_label(option), option.get("value")):
            return {key: option[key] for key in ("text", "value", "description", "url") if key in option}
    raise LookupError(f"{control.label!r} offers no {wanted!r}, only {[option_label(option) for option in offered]}")


def _long_enough(element: Json, value: Any) -> str:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < shortest:
        return f"This input needs at least {shortest} characters."
    return f"This input takes at most {longest} characters." if len(value) > longest else ""


def _number(element: Json, value: Any) -> str:
    try:
        number = float(value)
    except ValueError:
        return "Please enter a number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter a number of at most {element['max_value']}."
    return ""


def _few_enough(element: Json, value: Any) -> str:
    most = element.get("max_selected_items", 100)
    return f"Please choose at most {most}." if len(value) > most else ""


_CHECKS: dict[str, Callable[[Json, Any], str]] = {
    "plain_text_input": _long_enough,
    "number_input": _number,
    "email_text_input": lambda _, value: "" if _EMAIL.fullmatch(value) else "Please enter a valid email address.",
    "url_text_input": lambda _, value: "" if _URL.fullmatch(value) else "Please enter a valid URL.",
    "multi_static_select": _few_enough,
    "multi_external_select": _few_enough,
    "multi_users_select": _few_enough,
    "multi_conversations_select": _few_enough,
    "multi_channels_select": _few_enough,
}
