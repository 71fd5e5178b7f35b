"""Buttons, link buttons and overflow menus."""

from nicegui import ui

from sandbox.elements import Control, Json
from sandbox.page.phrases import Phrase
from sandbox.page.popups import Choice, open_menu
from sandbox.page.surfaces import Draw, Named, Surface
from sandbox.page.tags import attribute, box, icon, words
from sandbox.page.writing import SAFE, plain


def _button(surface: Surface, control: Control, named: Named) -> ui.element:
    element = control.element
    label = plain(surface.visit.actor.reader, element["text"])
    look = f"btn {element.get('style', '')}"
    spoken = {"aria_label": element.get("accessibility_label"), "aria_describedby": named.described}
    address = element.get("url")
    if address and address.lower().startswith(SAFE):
        button = words("a", label, look, href=address, target="_blank", rel="noopener noreferrer", **spoken)
    else:
        button = words("button", label, look, type="button", **spoken)
    button.props["data-key"] = surface.key(control)

    async def press() -> None:
        attribute(button, "aria-busy", "true")
        await surface.act(control, None)
        if not button.is_deleted:
            attribute(button, "aria-busy", None)

    button.on("click", press, args=[])
    return button


def _overflow(surface: Surface, control: Control, named: Named) -> ui.element:
    name = named.label or surface.visit.say(Phrase.MESSAGE_ACTIONS)
    key = surface.key(control)
    button = box("button", "btn quiet square", type="button", aria_haspopup="menu", aria_label=name, data_key=key)
    with button:
        icon("more_horiz")
    reader = surface.visit.actor.reader

    def choice(option: Json) -> Choice:
        async def choose() -> None:
            if option.get("url"):
                surface.visit.open(option["url"])
            await surface.act(control, option)

        return Choice(plain(reader, option["text"]), plain(reader, option.get("description")), choose)

    button.on("click", lambda: open_menu(button, [choice(option) for option in control.options]), args=[])
    return button


BUTTONS: dict[str, Draw] = {"button": _button, "overflow": _overflow}
