"""What is typed: text, numbers, addresses, dates and times."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from nicegui import ui

from sandbox.elements import Control
from sandbox.page.surfaces import Draw, Named, Surface
from sandbox.page.tags import Words, box, words
from sandbox.page.writing import plain

_TYPED = "event => emit(event.target.value)"
_ENTER = """event => {
  if (event.key !== 'Enter' || event.isComposing) return;
  if (event.target.tagName === 'TEXTAREA' && !event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  emit();
}"""
_MODES = {"number_input": "decimal", "url_text_input": "url", "email_text_input": "email"}


def _text(surface: Surface, control: Control, named: Named) -> ui.element:
    limit = int(control.element.get("max_length", 0))
    with box("div", "typed") as around:
        field = _line_or_area(surface, control, named)
        counter = _counter(limit, surface.value(control) or "") if limit else None

    async def typed(event: Any) -> None:
        text = str(event.args)
        surface.hold(control, text or None)
        if counter:
            _count(counter, limit, text)
        if control.dispatches and "on_character_entered" in _triggers(control):
            await surface.act(control, text or None)

    async def enter() -> None:
        if control.dispatches and "on_enter_pressed" in _triggers(control):
            await surface.act(control, surface.value(control))
        elif surface.submit:
            await surface.submit()

    field.on("input", typed, js_handler=_TYPED)
    field.on("keydown", enter, js_handler=_ENTER)
    return around


def _triggers(control: Control) -> list[str]:
    """docs.slack.dev, dispatch action configuration: the Enter key unless something else is set."""
    return list(control.element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"]))


def _line_or_area(surface: Surface, control: Control, named: Named) -> ui.element:
    placeholder = plain(surface.visit.actor.reader, control.element.get("placeholder")) or None
    shared = {**surface.field(control, named), "placeholder": placeholder, "dir": "auto", "autocomplete": "off"}
    value = surface.value(control) or ""
    if control.element.get("multiline"):
        return words("textarea", value, "entry", rows=4, **shared)
    return box("input", "entry", type="text", inputmode=_MODES.get(control.type), **_at_first(value), **shared)


def _rich(surface: Surface, control: Control, named: Named) -> ui.element:
    """Formatted input, without its formatting: plain words in one section."""
    said = surface.visit.actor.reader.of_rich(surface.value(control) or {"type": "rich_text"})
    field = words("textarea", said, "entry", rows=4, dir="auto", **surface.field(control, named))

    def typed(event: Any) -> None:
        part = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(event.args)}]}
        surface.hold(control, {"type": "rich_text", "elements": [part]} if event.args else None)

    field.on("input", typed, js_handler=_TYPED)
    return field


def _counter(limit: int, text: str) -> Words:
    counter = words("div", "", "counter")
    _count(counter, limit, text)
    return counter


def _count(counter: Words, limit: int, text: str) -> None:
    counter.text = f"{len(text)} / {limit}"
    counter.classes(add="over" if len(text) > limit else "", remove="" if len(text) > limit else "over")


def _picked(kind: str, shown: Callable[[Surface, Any], str], held: Callable[[Surface, str], Any]) -> Draw:
    """A date or time in the browser's own picker. `shown` and `held` turn state into what the browser has and back."""

    def draw(surface: Surface, control: Control, named: Named) -> ui.element:
        value = surface.value(control)
        at_first = _at_first(shown(surface, value) if value is not None else "")
        field = box("input", "entry short", type=kind, **at_first, **surface.field(control, named))

        async def change(event: Any) -> None:
            await surface.put(control, held(surface, str(event.args)) if event.args else None)

        field.on("change", change, js_handler=_TYPED)
        return field

    return draw


def _at_first(value: str) -> dict[str, str]:
    """Vue sets an attribute for `^value`, once; for `value` it would undo what was typed whenever it draws."""
    return {"^value": value} if value else {}


def _as_is(_surface: Surface, value: Any) -> str:
    return str(value)


def _local(surface: Surface, epoch: int) -> str:
    """Epoch seconds as the wall clock of who looks."""
    zone = ZoneInfo(surface.visit.actor.member.tz)
    return datetime.fromtimestamp(epoch, zone).strftime("%Y-%m-%dT%H:%M")


def _epoch(surface: Surface, wall: str) -> int:
    return int(datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(surface.visit.actor.member.tz)).timestamp())


FIELDS: dict[str, Draw] = {
    "plain_text_input": _text,
    "number_input": _text,
    "url_text_input": _text,
    "email_text_input": _text,
    "rich_text_input": _rich,
    "datepicker": _picked("date", _as_is, _as_is),
    "timepicker": _picked("time", _as_is, _as_is),
    "datetimepicker": _picked("datetime-local", _local, _epoch),
}
