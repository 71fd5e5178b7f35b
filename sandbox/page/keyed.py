"""Lists that change without being drawn anew: what stays the same keeps its place, its focus and what was typed."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from nicegui import ui


@dataclass(frozen=True)
class Item:
    """One thing to show: drawn again when `looks` differs from last time. `draw` makes exactly one element."""

    key: Hashable
    looks: Any
    draw: Callable[[], ui.element]


class Keyed:
    """The children of one element, kept in step with a list of items."""

    def __init__(self, parent: ui.element) -> None:
        self._parent = parent
        self._shown: dict[Hashable, tuple[Any, ui.element]] = {}

    def show(self, items: Sequence[Item]) -> None:
        wanted = {item.key for item in items}
        for key in [key for key in self._shown if key not in wanted]:
            self._shown.pop(key)[1].delete()
        for index, item in enumerate(items):
            self._settle(index, item)

    def clear(self) -> None:
        self.show([])

    def _settle(self, index: int, item: Item) -> None:
        looks, element = self._shown.get(item.key, (None, None))
        if element is None or looks != item.looks:
            if element is not None:
                element.delete()
            with self._parent:
                element = item.draw()
            self._shown[item.key] = (item.looks, element)
        children = self._parent.default_slot.children
        if children[index] is not element:
            element.move(self._parent, index)
