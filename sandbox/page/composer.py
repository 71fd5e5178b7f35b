"""Where one types: messages and commands, with completion."""

import json
from typing import Any

from nicegui import ui

from sandbox.actor import Message
from sandbox.page.completion import Known, Suggestion, suggest
from sandbox.page.phrases import Phrase
from sandbox.page.popups import Choice, open_menu
from sandbox.page.tags import attribute, box, icon, words
from sandbox.page.visit import Visit
from sandbox.workspace import Channel

_TYPED = "event => emit(event.target.value, event.target.selectionStart)"
_KEY = "event => sandbox.composerKey(event, emit)"


class Composer:
    """The box under a conversation. `thread` is the ts of the message a reply hangs from."""

    def __init__(self, visit: Visit, channel: Channel, thread: str = "") -> None:
        self._visit, self._channel, self._thread = visit, channel, thread
        self._text = ""
        self._suggestions: list[Suggestion] = []
        self._at = 0
        with box("div", "composer"):
            self._list = box("ul", "suggestions", role="listbox", aria_label=visit.say(Phrase.SUGGESTIONS))
            self._list.set_visibility(False)
            with box("div", "composer-box"):
                self._area = self._draw_area()
                self._draw_tools()
            self._status = words("p", "", "composer-status", role="status")

    def focus(self) -> None:
        self._visit.run(f"sandbox.focus('{self._area.html_id}')")

    # drawing

    def _draw_area(self) -> ui.element:
        say = self._visit.say
        place = self._visit.name_of(self._channel)
        label = say(Phrase.REPLY_TO) if self._thread else say(Phrase.WRITE_TO, place=place)
        area = box(
            "textarea",
            "composer-area",
            rows=1,
            placeholder=label,
            aria_label=label,
            dir="auto",
            role="combobox",
            aria_expanded="false",
            aria_autocomplete="list",
            aria_controls=self._list.html_id,
            data_key=f"composer:{self._thread}",
        )
        area.on("input", self._typed, js_handler=_TYPED)
        area.on("keydown", self._key, js_handler=_KEY)
        area.on("blur", self._close, args=[])
        return area

    def _draw_tools(self) -> None:
        say = self._visit.say
        with box("div", "composer-tools"):
            with box(
                "button",
                "tool",
                type="button",
                aria_label=say(Phrase.SHORTCUTS),
                title=say(Phrase.SHORTCUTS),
                aria_haspopup="menu",
            ) as bolt:
                icon("bolt")
            bolt.on("click", lambda: open_menu(bolt, self._shortcuts(), say(Phrase.SHORTCUTS_NONE)), args=[])
            with box("button", "tool send", type="button", aria_label=say(Phrase.SEND), title=say(Phrase.SEND)) as send:
                icon("send")
            send.on("click", self._send, args=[])

    def _shortcuts(self) -> list[Choice]:
        visit = self._visit

        def choice(name: str, description: str) -> Choice:
            async def use() -> None:
                await visit.away(visit.actor.uses_shortcut, name)

            return Choice(name, description or visit.app_name, use, "bolt")

        every = visit.sandbox.installation.shortcuts
        return [choice(one.name, one.description) for one in every if one.kind == "global"]

    # typing

    def _typed(self, event: Any) -> None:
        self._text, caret = str(event.args[0]), int(event.args[1])
        workspace = self._visit.sandbox.workspace
        known = Known(
            sorted(self._visit.sandbox.installation.commands.values(), key=lambda one: one.name),
            workspace.humans(),
            [one for one in workspace.channels.values() if one.kind == "public" or self._visit.actor.id in one.members],
        )
        self._offer(suggest(known, self._text[:caret]))
        self._status.text = self._usage()

    def _usage(self) -> str:
        """What may follow the command that was typed."""
        name, space, _ = self._text.partition(" ")
        command = self._visit.sandbox.installation.commands.get(name)
        return f"{name} {command.usage_hint}" if command and space else ""

    async def _key(self, event: Any) -> None:
        key = str(event.args)
        if key == "Escape":
            self._close()
        elif key in ("ArrowDown", "ArrowUp"):
            self._mark(self._at + (1 if key == "ArrowDown" else -1))
        elif self._suggestions and not self._is_typed_out(key):
            self._take(self._suggestions[self._at])
        elif key == "Enter":
            await self._send()

    def _is_typed_out(self, key: str) -> bool:
        """Enter sends a command that is there letter by letter."""
        return key == "Enter" and self._text.strip() == self._suggestions[self._at].insert.strip()

    def _take(self, chosen: Suggestion) -> None:
        self._text = self._text[: chosen.start] + chosen.insert
        self._status.text = self._usage()
        self._visit.run(f"sandbox.fill('{self._area.html_id}', {json.dumps(self._text)})")
        self._close()

    # offering

    def _offer(self, suggestions: list[Suggestion]) -> None:
        if suggestions == self._suggestions:
            return
        self._suggestions, self._at = suggestions, 0
        self._list.clear()
        with self._list:
            for number, one in enumerate(suggestions):
                self._line(number, one)
        self._list.set_visibility(bool(suggestions))
        attribute(self._area, "aria-expanded", "true" if suggestions else "false")
        attribute(self._area, "aria-activedescendant", self._id(0) if suggestions else None)

    def _line(self, number: int, one: Suggestion) -> None:
        chosen = "true" if number == 0 else "false"
        with box("li", "suggestion", id=self._id(number), role="option", aria_selected=chosen) as line:
            with box("span", "suggestion-head"):
                words("strong", one.label)
                words("span", one.hint, "suggestion-hint")
            words("small", one.note)
        # Before the text loses the focus, which would close the list.
        line.on("mousedown", lambda: self._take(one), js_handler="event => { event.preventDefault(); emit(); }")

    def _mark(self, at: int) -> None:
        if not self._suggestions:
            return
        self._at = at % len(self._suggestions)
        for number, line in enumerate(self._list.default_slot.children):
            attribute(line, "aria-selected", "true" if number == self._at else "false")
        attribute(self._area, "aria-activedescendant", self._id(self._at))
        self._visit.run(f"sandbox.show('{self._id(self._at)}')")

    def _close(self) -> None:
        self._offer([])

    def _id(self, number: int) -> str:
        return f"{self._list.html_id}-{number}"

    # sending

    async def _send(self) -> None:
        text = self._text.strip()
        if not text:
            return
        self._text = ""
        self._close()
        self._visit.run(f"sandbox.fill('{self._area.html_id}', '')")
        self._status.text = self._visit.say(Phrase.SENDING)
        await self._visit.away(self._visit.actor.types, self._channel, text, self._parent())
        if not self._status.is_deleted:
            self._status.text = ""

    def _parent(self) -> Message | None:
        if not self._thread:
            return None
        return next((one for one in self._visit.actor.sees(self._channel) if one.ts == self._thread), None)
