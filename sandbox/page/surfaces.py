"""What controls stand on, a message or a view, and what using one of them does there."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from nicegui import ui

from sandbox.elements import STATE_KEYS, Control, Json
from sandbox.interactions import actions, suggestions
from sandbox.page.confirming import agreed
from sandbox.page.visit import Visit
from sandbox.workspace import Post, View


@dataclass(frozen=True)
class Named:
    """How assistive technology names a control: by words of its own, or by the ids of elements."""

    label: str | None = None
    by: str | None = None
    described: str | None = None

    @property
    def attributes(self) -> dict[str, str | None]:
        return {"aria-label": self.label, "aria-labelledby": self.by, "aria-describedby": self.described}


class Surface(ABC):
    """A message or view in one tab. `scope` tells its controls from those of others on the page."""

    def __init__(self, visit: Visit, scope: str) -> None:
        self.visit = visit
        self.scope = scope
        self.submit: Callable[[], Awaitable[None]] | None = None
        """What the Enter key does in a line of text."""

    @abstractmethod
    def source(self) -> Post | View | None:
        """The message or view as it is now; None when it is gone."""

    @abstractmethod
    def values(self) -> dict[str, dict[str, Json]]:
        """What its controls hold, by block and action."""

    def hold(self, control: Control, value: Any) -> None:  # noqa: B027  (a message keeps none)
        """Keep a value; the app is not told."""

    def value(self, control: Control) -> Any:
        """What the control holds, as `state.values` has it."""
        key = STATE_KEYS[control.type]
        entry = self.values().get(control.block_id, {}).get(control.action_id)
        return (entry or control.initial()).get(key)

    def key(self, control: Control, part: str = "") -> str:
        """What a control is called on the page, also after it was drawn anew."""
        return f"{self.scope}/{control.block_id}/{control.action_id}/{part}".replace(" ", "_")

    def error_key(self, block_id: str) -> str:
        """The id of the sentence under a refused input."""
        return f"error:{self.scope}/{block_id}".replace(" ", "_")

    def field(self, control: Control, named: Named) -> dict[str, Any]:
        """The attributes of whatever is typed in or chosen from: its id, its name, and whether it has the focus."""
        focused = "true" if control.element.get("focus_on_load") else None
        key = self.key(control)
        return {**named.attributes, "id": f"field:{key}", "data-key": key, "data-autofocus": focused}

    async def act(self, control: Control, value: Any = None) -> None:
        """Use a control, once whoever uses it agreed to what it asks."""
        question = control.element.get("confirm")
        if question and not await agreed(self.visit, question):
            return
        source = self.source()
        if source is not None:
            visit = self.visit
            await visit.away(actions.act, visit.sandbox.platform, visit.actor.id, source, control, value)

    async def put(self, control: Control, value: Any) -> None:
        """Hold a value, and tell the app when the control tells at once."""
        self.hold(control, value)
        if control.dispatches:
            await self.act(control, value)

    async def offered(self, control: Control, typed: str) -> list[Json]:
        """What the app offers for what was typed."""
        source = self.source()
        if source is None:
            return []
        visit = self.visit
        found = await visit.away(suggestions.ask, visit.sandbox.platform, visit.actor.id, source, control, typed)
        return found or []


class InMessage(Surface):
    """One message, as one member uses it: everybody has values of their own."""

    def __init__(self, visit: Visit, post: Post) -> None:
        super().__init__(visit, f"{post.channel}:{post.ts}")
        self._where = (post.channel, post.ts)

    def source(self) -> Post | None:
        return self.visit.sandbox.workspace.find_post(*self._where)

    def values(self) -> dict[str, dict[str, Json]]:
        return self.visit.sandbox.workspace.desk.held.get((self.visit.actor.id, *self._where), {})


class InView(Surface):
    """App Home or a dialog."""

    def __init__(self, visit: Visit, view: View) -> None:
        super().__init__(visit, view.id)
        self._view = view

    def source(self) -> View | None:
        desk = self.visit.sandbox.workspace.desk
        return desk.views.get(self._view.id) or self._view

    def values(self) -> dict[str, dict[str, Json]]:
        source = self.source()
        return source.values if source else {}

    def hold(self, control: Control, value: Any) -> None:
        actions.hold(self.visit.sandbox.platform, self._view, control, value)


Draw = Callable[[Surface, Control, Named], ui.element]
"""Draws one control."""
