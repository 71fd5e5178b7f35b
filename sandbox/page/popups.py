"""Menus that drop from a button and are made when they are opened."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from nicegui import ui

from sandbox.page.tags import box, icon, words


@dataclass(frozen=True)
class Choice:
    """One line of a menu: what it says, what it adds in small print, and what choosing it does."""

    label: str
    note: str = ""
    choose: Callable[[], Awaitable[None] | None] = lambda: None
    symbol: str = ""
    chosen: bool = False
    face: Callable[[], object] | None = None
    """Draws something before the words."""


def open_menu(button: ui.element, choices: Sequence[Choice], empty: str = "") -> None:
    """Open a menu at a button; it goes when something was chosen or the Escape key is pressed."""
    with button:
        menu = ui.menu().props("auto-close no-parent-event no-focus transition-duration=80")
    menu.props["role"] = "menu"
    with menu:
        for choice in choices:
            _line(choice)
        if not choices:
            words("p", empty, "menu-empty")
    menu.on("hide", menu.delete, args=[])
    menu.open()
    ui.run_javascript(f"sandbox.enterMenu('{menu.html_id}')")


def _line(choice: Choice) -> None:
    with ui.element("q-item").props("clickable").classes("menu-line") as line:
        if choice.face:
            choice.face()
        if choice.symbol:
            icon(choice.symbol)
        with box("span", "menu-words"):
            words("span", choice.label)
            if choice.note:
                words("small", choice.note)
        if choice.chosen:
            icon("check", "chosen")
    line.props["role"] = "menuitem"
    line.on("click", choice.choose, args=[])
