"""The blocks of App Home or a dialog, drawn and kept: a block that stays the same is never drawn twice."""

from functools import partial

from nicegui import ui

from sandbox.elements import Json
from sandbox.page.blocks import draw_block
from sandbox.page.keyed import Item, Keyed
from sandbox.page.phrases import Voice
from sandbox.page.surfaces import InView
from sandbox.page.tags import Words, box, words
from sandbox.workspace import View


class ViewBlocks:
    """The blocks of one view inside one element, with the sentences under refused inputs."""

    def __init__(self, parent: ui.element, surface: InView) -> None:
        self._surface = surface
        self._say: Voice = surface.visit.say
        self._keyed = Keyed(parent)
        self._errors: dict[str, Words] = {}

    def show(self, view: View) -> None:
        self._keyed.show([Item(block["block_id"], block, partial(self._draw, block)) for block in view.blocks])
        for block_id, line in self._errors.items():
            if not line.is_deleted:
                line.text = self._say.platform(view.errors.get(block_id, ""))

    def _draw(self, block: Json) -> ui.element:
        with box("div", "view-block") as around:
            draw_block(self._surface, block)
            if block["type"] == "input":
                name = str(block["block_id"])
                self._errors[name] = words("div", "", "error", id=self._surface.error_key(name), role="alert")
        return around
