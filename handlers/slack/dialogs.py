"""Form → modal, and what was typed into a modal → answers.

Block and action ids are the fields' names, so that a redrawn dialog keeps what was typed.
"""

import json
from collections.abc import Mapping
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
from handlers.slack.reading import read
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
        return {"type": "actions", "elements": [button(one, n) for n, one in enumerate(part.buttons)]}
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
    return {name: read(element) for block in values.values() for name, element in block.items() if "/" not in name}
