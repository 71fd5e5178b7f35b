"""Form → modal, and what was typed into a modal → answers.

Block and action ids are the fields' names, so that a redrawn dialog keeps what was typed.
"""

import json
from collections.abc import Callable, Mapping
from datetime import date, time
from functools import singledispatch
from typing import Any

from bot.messages.form import (
    Answer,
    Ask,
    ChannelChoice,
    Day,
    Field,
    Form,
    Hour,
    Number,
    OneOf,
    OnePerson,
    Remark,
    SomeChannels,
    SomeOf,
    SomePeople,
    Words,
)
from bot.messages.message import Message
from bot.messages.voice import Voice
from handlers.slack.render import SECTION, blocks, button, mrkdwn, option, plain_text
from handlers.slack.text import shortened

Block = dict[str, Any]
TITLE = 24
VIEW_BLOCKS = 100
LABEL, PLACEHOLDER = 2000, 150
TEXT_INPUT = 3000


def modal(form: Form) -> dict[str, Any]:
    view: dict[str, Any] = {
        "type": "modal",
        "title": plain_text(form.title, TITLE),
        "close": plain_text(form.close, TITLE),
        "blocks": [_part(part) for part in form.parts],
    }
    if form.name:
        view["callback_id"] = form.name
    if form.carried:
        view["private_metadata"] = json.dumps(form.carried)
    if form.submit:
        view["submit"] = plain_text(form.submit, TITLE)
    return view


def page(voice: Voice, message: Message) -> dict[str, Any]:
    """A message as a dialog that can only be read and closed."""
    return {
        "type": "modal",
        "title": plain_text("Elan", TITLE),
        "close": plain_text(voice.word("Close"), TITLE),
        "blocks": blocks(message, VIEW_BLOCKS),
    }


def carried(view: Mapping[str, Any]) -> dict[str, str]:
    """What the form carried, as it was given; nothing where that cannot be read."""
    try:
        found = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return {name: str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _part(part: Field | Remark | Ask) -> Block:
    if isinstance(part, Remark):
        text = shortened(mrkdwn(part.text), SECTION)
        return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}
    if isinstance(part, Ask):
        return {"type": "actions", "elements": [button(part.button, 0)]}
    return _input(part)


def _input(field: Field) -> Block:
    element = _element(field)
    element["action_id"] = field.name
    block: Block = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(field.label, LABEL),
        "optional": field.optional,
        "element": element,
    }
    if isinstance(field, OneOf) and field.redraws:
        block["dispatch_action"] = True
    if field.hint:
        block["hint"] = plain_text(field.hint, LABEL)
    return block


@singledispatch
def _element(field: Field) -> Block:
    raise TypeError(f"no input for {type(field).__name__}")


@_element.register
def _(field: Words) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "multiline": field.several_lines,
        "max_length": min(field.longest, TEXT_INPUT),
    }
    if field.initial:
        element["initial_value"] = field.initial[: element["max_length"]]  # or Slack refuses to redraw the dialog
    if field.example:
        element["placeholder"] = plain_text(field.example, PLACEHOLDER)
    return element


@_element.register
def _(field: Number) -> Block:
    element: Block = {
        "type": "number_input",
        "is_decimal_allowed": False,
        "min_value": str(field.least),
        "max_value": str(field.most),
    }
    if field.initial is not None and field.least <= field.initial <= field.most:
        element["initial_value"] = str(field.initial)
    return element


@_element.register
def _(field: OneOf) -> Block:
    options = [option(value, label) for value, label in field.options]
    element: Block = {"type": "static_select", "options": options}
    chosen = [one for one in options if one["value"] == field.initial]
    if chosen:
        element["initial_option"] = chosen[0]
    return element


@_element.register
def _(field: SomeOf) -> Block:
    options = [option(value, label) for value, label in field.options]
    element: Block = {"type": "checkboxes", "options": options}
    chosen = [one for one in options if one["value"] in field.initial]
    if chosen:
        element["initial_options"] = chosen
    return element


@_element.register
def _(field: Day) -> Block:
    return {"type": "datepicker", **({"initial_date": field.initial.isoformat()} if field.initial else {})}


@_element.register
def _(field: Hour) -> Block:
    return {"type": "timepicker", **({"initial_time": f"{field.initial:%H:%M}"} if field.initial else {})}


@_element.register
def _(_field: ChannelChoice) -> Block:
    return {
        "type": "conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }


@_element.register
def _(field: SomeChannels) -> Block:
    element: Block = {
        "type": "multi_conversations_select",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return {**element, "initial_conversations": list(field.initial)} if field.initial else element


@_element.register
def _(field: SomePeople) -> Block:
    element: Block = {"type": "multi_users_select", "max_selected_items": field.most}
    return {**element, "initial_users": list(field.initial)} if field.initial else element


@_element.register
def _(_field: OnePerson) -> Block:
    return {"type": "users_select"}


def answers(view: Mapping[str, Any]) -> dict[str, Answer]:
    """What was filled in, by field name; none for what was left empty."""
    values = view.get("state", {}).get("values", {})
    return {name: _answer(element) for block in values.values() for name, element in block.items() if "/" not in name}


def _answer(element: Mapping[str, Any]) -> Answer:
    return READERS.get(element.get("type", ""), _text)(element)


def _text(element: Mapping[str, Any]) -> Answer:
    return element.get("value")


def _one(element: Mapping[str, Any]) -> Answer:
    return (element.get("selected_option") or {}).get("value")


def _some(element: Mapping[str, Any]) -> Answer:
    return tuple(one["value"] for one in element.get("selected_options") or ())


def _day(element: Mapping[str, Any]) -> Answer:
    return _read(date.fromisoformat, element.get("selected_date"))


def _hour(element: Mapping[str, Any]) -> Answer:
    return _read(time.fromisoformat, element.get("selected_time"))


def _read(read: Callable[[str], date | time], given: str | None) -> Answer:
    """What is no day or hour stays as it was given, and its rule refuses it."""
    try:
        return read(given) if given else None
    except ValueError:
        return given


def _conversation(element: Mapping[str, Any]) -> Answer:
    return element.get("selected_conversation")


def _conversations(element: Mapping[str, Any]) -> Answer:
    return tuple(element.get("selected_conversations") or ())


def _people(element: Mapping[str, Any]) -> Answer:
    return tuple(element.get("selected_users") or ())


def _person(element: Mapping[str, Any]) -> Answer:
    return element.get("selected_user")


def _whole(value: str | None) -> int | None:
    """A number field's whole number; what is no number at all counts as out of range, which its rule refuses."""
    if value is None:
        return None
    try:
        return int(value)
    except ValueError:
        return -1


def _number(element: Mapping[str, Any]) -> Answer:
    return _whole(element.get("value"))


READERS: dict[str, Callable[[Mapping[str, Any]], Answer]] = {
    "number_input": _number,
    "static_select": _one,
    "checkboxes": _some,
    "datepicker": _day,
    "timepicker": _hour,
    "conversations_select": _conversation,
    "multi_conversations_select": _conversations,
    "multi_users_select": _people,
    "users_select": _person,
}
