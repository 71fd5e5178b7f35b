"""Plain HTML elements. Text and attributes are set as data, so nothing in them can become mark-up."""

from typing import Any, TypeVar

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

E = TypeVar("E", bound=ui.element)


class Words(TextElement):
    """An element that holds text; set `text` to change it."""


def box(name: str, classes: str = "", /, **attributes: Any) -> ui.element:
    """An element to put others in: `with box("ul"): …`."""
    element = ui.element(name)
    return _dress(element, classes, attributes)


def words(name: str, text: str, classes: str = "", /, **attributes: Any) -> Words:
    """An element with text in it."""
    element = Words(tag=name, text=text)
    return _dress(element, classes, attributes)


def markup(html: str, classes: str = "", name: str = "div", /, **attributes: Any) -> ui.html:
    """Ready HTML, which its maker has escaped: only `sandbox.page.writing` makes any."""
    element = ui.html(html, sanitize=False, tag=name)
    return _dress(element, classes, attributes)


def icon(name: str, classes: str = "") -> Words:
    """A Material icon, silent: what it means is said beside it or by the button around it."""
    return words("span", name, f"material-icons icon {classes}", aria_hidden="true", translate="no")


def attribute(element: ui.element, name: str, value: Any) -> None:
    """Set or, with None, take away an attribute."""
    if element.props.get(name) != value:
        element.props.set_optional(name, value)


def _dress(element: E, classes: str, attributes: dict[str, Any]) -> E:
    element.classes(classes)
    with element.props.suspend_updates():
        for name, value in attributes.items():
            if value is not None:
                element.props[name.rstrip("_").replace("_", "-")] = value
    return element
