"""An input block: label, control, hint, and what is wrong with what was put in."""

from nicegui import ui

from sandbox.elements import Control
from sandbox.page.phrases import Phrase
from sandbox.page.surfaces import Draw, Named, Surface
from sandbox.page.tags import box, markup, words
from sandbox.page.writing import html_of_text, plain

_GROUPS = ("checkboxes", "radio_buttons")


def draw_input(surface: Surface, control: Control, draw: Draw) -> ui.element:
    """One field. The places for its hint and its error are known by ids, so that the error can come later."""
    key = surface.key(control)
    reader = surface.visit.actor.reader
    hint = control.block.get("hint")
    told = " ".join(filter(None, [f"hint:{key}" if hint else "", surface.error_key(control.block_id)]))
    with box("div", "field") as field:
        for_ = None if control.type in _GROUPS else f"field:{key}"
        with box("span" if for_ is None else "label", "label", id=f"label:{key}", for_=for_):
            words("span", plain(reader, control.block["label"]), dir="auto")
            if control.optional:
                words("span", f" {surface.visit.say(Phrase.OPTIONAL)}", "optional")
        draw(surface, control, Named(by=f"label:{key}", described=told))
        if hint:
            markup(html_of_text(reader, hint), "hint", id=f"hint:{key}")
    return field
