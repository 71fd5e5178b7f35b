"""Every Block Kit block a bot may send, drawn. docs.slack.dev/reference/block-kit/blocks"""

from collections.abc import Callable

from nicegui import ui

from sandbox.elements import Control, Json
from sandbox.page.boxes import BOXES
from sandbox.page.buttons import BUTTONS
from sandbox.page.fields import FIELDS
from sandbox.page.inputs import draw_input
from sandbox.page.menus import MENUS
from sandbox.page.rich_text import html_of_rich, html_of_table
from sandbox.page.surfaces import Draw, Named, Surface
from sandbox.page.tags import box, icon, markup, words
from sandbox.page.writing import html_of_text, inline, plain

CONTROLS: dict[str, Draw] = {**BUTTONS, **MENUS, **BOXES, **FIELDS}
"""Every element that can be used."""


def draw_block(surface: Surface, block: Json) -> ui.element:
    """One block, as one element."""
    with box("div", f"kit {block['type']}") as around:
        _BLOCKS[block["type"]](surface, block)
    return around


def _header(surface: Surface, block: Json) -> None:
    words("h3", plain(surface.visit.actor.reader, block["text"]), "block-head", dir="auto")


def _section(surface: Surface, block: Json) -> None:
    actor = surface.visit.actor
    with box("div", "prose"):
        if "text" in block:
            markup(html_of_text(actor.reader, block["text"], actor.id))
        if block.get("fields"):
            with box("div", "fields"):
                for field in block["fields"]:
                    markup(html_of_text(actor.reader, field, actor.id), "field-cell")
    if "accessory" in block:
        with box("div", "accessory"):
            _element(surface, block, block["accessory"])


def _divider(_surface: Surface, _block: Json) -> None:
    box("hr")


def _context(surface: Surface, block: Json) -> None:
    actor = surface.visit.actor
    for item in block["elements"]:
        if item["type"] == "image":
            _picture(item["alt_text"], small=True)
        else:
            markup(html_of_text(actor.reader, item, actor.id), "prose")


def _actions(surface: Surface, block: Json) -> None:
    for element in block["elements"]:
        _element(surface, block, element)


def _image(surface: Surface, block: Json) -> None:
    title = plain(surface.visit.actor.reader, block.get("title"))
    if title:
        words("div", title, "picture-title")
    _picture(block["alt_text"])


def _input(surface: Surface, block: Json) -> None:
    control = Control(block, block["element"])
    draw_input(surface, control, CONTROLS[control.type])


def _rich_text(surface: Surface, block: Json) -> None:
    markup(html_of_rich(surface.visit.actor.reader, block), "prose")


def _table(surface: Surface, block: Json) -> None:
    markup(html_of_table(surface.visit.actor.reader, block), "prose table-frame", tabindex="0")


def _markdown(_surface: Surface, block: Json) -> None:
    markup(f'<div class="line" dir="auto">{inline(block["text"])}</div>', "prose")


def _element(surface: Surface, block: Json, element: Json) -> None:
    if element["type"] == "image":
        _picture(element["alt_text"], small=True)
        return
    control = Control(block, element)
    CONTROLS[control.type](surface, control, Named(label=control.accessible_name))


def _picture(alt: str, *, small: bool = False) -> None:
    """A stand-in: the page fetches nothing from outside."""
    if small:
        with box("span", "picture small", role="img", aria_label=alt, title=alt):
            icon("image")
        return
    with box("div", "picture", role="img", aria_label=alt):
        icon("image")
        words("span", alt, aria_hidden="true")


_BLOCKS: dict[str, Callable[[Surface, Json], None]] = {
    "header": _header,
    "section": _section,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "input": _input,
    "rich_text": _rich_text,
    "table": _table,
    "markdown": _markdown,
}
