"""What lies in front of each member: a stack of modals, App Home, and the passes an interaction hands out."""

import itertools
import secrets
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from sandbox.workspace.passes import ResponsePass, Trigger
from sandbox.workspace.views import Json, View

if TYPE_CHECKING:
    from sandbox.workspace.state import Workspace


class Desk:
    """Modal stacks and homes by user id. Every change happens under the workspace's lock."""

    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace
        self._numbers = itertools.count(1)
        self.views: dict[str, View] = {}
        self.stacks: defaultdict[str, list[View]] = defaultdict(list)
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.responses: dict[str, ResponsePass] = {}
        self.held: dict[tuple[str, str, str], dict[str, dict[str, Json]]] = {}
        """What somebody chose in a message: (user, channel, ts) → values, as in `state.values`."""

    # passes

    def hand_trigger(self, user: str, view_id: str | None = None) -> Trigger:
        number = next(self._numbers)
        trigger = Trigger(
            f"{number:012d}.{self._workspace.team.id[1:]}.{secrets.token_hex(8)}",
            user,
            self._workspace.now(),
            time.monotonic(),
            view_id,
        )
        with self._workspace.lock:
            self.triggers[trigger.id] = trigger
        return trigger

    def hand_response(self, user: str, channel: str, original: str | None = None) -> ResponsePass:
        given = ResponsePass(secrets.token_hex(12), user, channel, self._workspace.now(), original)
        with self._workspace.lock:
            self.responses[given.key] = given
        return given

    # views

    def top(self, user: str) -> View | None:
        stack = self.stacks[user]
        return stack[-1] if stack else None

    def new_hash(self) -> str:
        return f"{int(self._workspace.now().timestamp())}.{secrets.token_hex(4)}"

    def push(self, view: View) -> View:
        """Put a modal on top of its member's stack; the first one is the root."""
        with self._workspace.lock:
            stack = self.stacks[view.user]
            view.root_id = stack[0].id if stack else view.id
            view.previous_id = stack[-1].id if stack else None
            stack.append(view)
            self.views[view.id] = view
            self._workspace.changed()
            return view

    def show_home(self, view: View) -> View:
        """Replace a member's App Home; the view keeps its id over time, as Slack's does."""
        with self._workspace.lock:
            self.homes[view.user] = view
            self.views[view.id] = view
            self._workspace.changed()
            return view

    def rewrite(self, view: View, definition: Json) -> View:
        """New content for a view. What was typed stays where block id, action id and kind stay."""
        with self._workspace.lock:
            view.definition = definition
            view.hash = self.new_hash()
            view.errors = {}
            view.trouble = ""
            self._workspace.changed()
            return view

    def close(self, view: View) -> None:
        """Take one modal off its stack."""
        with self._workspace.lock:
            stack = self.stacks[view.user]
            if view in stack:
                stack.remove(view)
            self.views.pop(view.id, None)
            self._workspace.changed()

    def clear(self, user: str) -> list[View]:
        """Close all of a member's modals; returns them, top first."""
        with self._workspace.lock:
            closed = list(reversed(self.stacks.pop(user, [])))
            for view in closed:
                self.views.pop(view.id, None)
            self._workspace.changed()
            return closed

    def by_external_id(self, external_id: str) -> View | None:
        return next((view for view in self.views.values() if external_id and view.external_id == external_id), None)
