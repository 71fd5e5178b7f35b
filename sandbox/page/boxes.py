"""Check boxes and radio buttons."""

from typing import Any

from nicegui import ui

from sandbox.elements import Control, Json
from sandbox.page.surfaces import Draw, Named, Surface
from sandbox.page.tags import box, markup
from sandbox.page.writing import html_of_text


def _checkboxes(surface: Surface, control: Control, named: Named) -> ui.element:
    chosen = {_value(option) for option in surface.value(control) or []}

    async def change(option: Json, checked: bool) -> None:
        chosen.add(_value(option)) if checked else chosen.discard(_value(option))
        await surface.put(control, [_held(one) for one in control.options if _value(one) in chosen])

    with box("div", "boxes", role="group", data_key=surface.key(control), **named.attributes) as group:
        for option in control.options:
            _box(surface, control, option, checked=_value(option) in chosen).on(
                "change", lambda event, option=option: change(option, bool(event.args)), js_handler=_CHECKED
            )
    return group


def _radio_buttons(surface: Surface, control: Control, named: Named) -> ui.element:
    chosen = surface.value(control)

    with box("div", "boxes", role="radiogroup", data_key=surface.key(control), **named.attributes) as group:
        for option in control.options:
            checked = bool(chosen) and _value(chosen) == _value(option)
            _box(surface, control, option, checked=checked).on(
                "change", lambda option=option: surface.put(control, _held(option)), args=[]
            )
    return group


def _box(surface: Surface, control: Control, option: Json, *, checked: bool) -> ui.element:
    """One box with its words beside it; all of it can be clicked."""
    kind = "checkbox" if control.type == "checkboxes" else "radio"
    reader = surface.visit.actor.reader
    key = surface.key(control, _value(option))
    with box("label", "box"):
        element = box("input", type=kind, checked=checked, name=surface.key(control), data_key=key)
        with box("span", "box-words"):
            markup(html_of_text(reader, option["text"]), "", "span")
            if option.get("description"):
                markup(html_of_text(reader, option["description"]), "note", "span")
    return element


def _value(option: Json) -> str:
    return str(option["value"])


def _held(option: Json) -> dict[str, Any]:
    return {key: option[key] for key in ("text", "value", "description") if key in option}


_CHECKED = "event => emit(event.target.checked)"

BOXES: dict[str, Draw] = {"checkboxes": _checkboxes, "radio_buttons": _radio_buttons}
