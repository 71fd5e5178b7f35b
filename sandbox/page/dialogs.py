"""The modal on top of a member's stack."""

import json

from nicegui import ui

from sandbox.actor import Dialog
from sandbox.page.phrases import Phrase
from sandbox.page.surfaces import InView
from sandbox.page.tags import Words, attribute, box, icon, words
from sandbox.page.views import ViewBlocks
from sandbox.page.visit import Visit
from sandbox.page.writing import plain
from sandbox.workspace import View


class Dialogs:
    """Shows one view at a time: another one is drawn anew, the same one is kept in step."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._shown: Modal | None = None
        self._dialog = ui.dialog().props("persistent no-focus no-shake transition-duration=120 role=none")
        self._dialog.classes("modal-layer")

    def refresh(self) -> None:
        top = self._visit.actor.dialog
        if top is None:
            self._leave()
            return
        if self._shown is None or self._shown.view.id != top.view.id:
            self._enter(top)
        if self._shown is not None:
            self._shown.show()

    def _enter(self, dialog: Dialog) -> None:
        self._dialog.clear()
        with self._dialog:
            self._shown = Modal(self._visit, dialog.view)
        self._dialog.open()
        self._visit.run(f"sandbox.enterDialog('{self._shown.card.html_id}')")

    def _leave(self) -> None:
        if self._shown is None:
            return
        self._shown = None
        self._dialog.close()
        self._dialog.clear()
        self._visit.run("sandbox.leaveDialog()")


class Modal:
    """One view: title, blocks, and the buttons below."""

    def __init__(self, visit: Visit, view: View) -> None:
        self._visit = visit
        self.view = view
        self._refused: dict[str, str] = {}
        self._surface = InView(visit, view)
        self._surface.submit = self._submit
        with box("div", "modal", role="dialog", aria_modal="true") as self.card:
            self._title = self._draw_head()
            self._trouble = words("p", "", "trouble", role="alert")
            body = box("div", "modal-body", tabindex="-1")
            with box("div", "modal-foot"):
                self._close_button = words("button", "", "btn", type="button").on("click", self._close, args=[])
                self._submit_button = words("button", "", "btn primary", type="button")
                self._submit_button.on("click", self._submit, args=[])
        self.card.props["aria-labelledby"] = self._title.html_id
        self.card.on("keydown", self._key, js_handler="event => sandbox.dialogKey(event, emit)")
        self._blocks = ViewBlocks(body, self._surface)

    def _draw_head(self) -> Words:
        with box("header", "modal-head"):
            title = words("h2", "", "modal-title")
            name = self._visit.say(Phrase.CLOSE_DIALOG)
            with box("button", "tool", type="button", aria_label=name, title=name) as cross:
                icon("close")
            cross.on("click", self._dismiss, args=[])
        return title

    def show(self) -> None:
        """In step with the view: labels, blocks, errors."""
        definition, reader = self.view.definition, self._visit.actor.reader
        self._title.text = plain(reader, definition["title"])
        self._close_button.text = plain(reader, definition.get("close")) or self._visit.say(Phrase.CANCEL)
        self._submit_button.text = plain(reader, definition.get("submit"))
        self._submit_button.set_visibility("submit" in definition)
        attribute(self._submit_button, "disabled", definition.get("submit_disabled") or None)
        self._trouble.text = self._visit.say.platform(self.view.trouble)
        self._blocks.show(self.view)
        self._visit.run(f"sandbox.keepInDialog('{self.card.html_id}')")
        if self.view.errors != self._refused:
            self._refused = dict(self.view.errors)
            ids = [self._surface.error_key(block) for block in self._refused]
            self._visit.run(f"sandbox.faults('{self.card.html_id}', {json.dumps(ids)})")

    async def _key(self, event: object) -> None:
        if getattr(event, "args", "") == "Escape":
            await self._close()
        else:
            await self._submit()

    async def _submit(self) -> None:
        if "submit" not in self.view.definition or self._submit_button.props.get("aria-busy"):
            return
        attribute(self._submit_button, "aria-busy", "true")
        await self._visit.away(Dialog(self._visit.actor, self.view).submit)
        if not self._submit_button.is_deleted:
            attribute(self._submit_button, "aria-busy", None)

    async def _close(self) -> None:
        await self._visit.away(Dialog(self._visit.actor, self.view).close)

    async def _dismiss(self) -> None:
        await self._visit.away(Dialog(self._visit.actor, self.view).dismiss)
