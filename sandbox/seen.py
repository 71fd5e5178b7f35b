"""What a member sees and uses: messages, App Home, dialogs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sandbox.elements import Control, Json, controls, option_label
from sandbox.inputs import fault_of, to_state
from sandbox.interactions import actions, dialogs
from sandbox.words.reader import Reader
from sandbox.workspace import Post, View

if TYPE_CHECKING:
    from sandbox.actor import Actor


class NotThere(LookupError):
    """What was looked for is not on the surface; the message lists what is."""


class Surface:
    """Anything made of blocks, as one member sees it."""

    def __init__(self, actor: "Actor", blocks: list[Json]) -> None:
        self.actor = actor
        self.blocks = blocks

    @property
    def reader(self) -> Reader:
        return self.actor.reader

    @property
    def words(self) -> str:
        """All readable text, a line each; dates in the reader's language and zone. Buttons are in `buttons`."""
        return "\n".join(self.reader.lines(self.blocks))

    @property
    def controls(self) -> list[Control]:
        return controls(self.blocks)

    @property
    def buttons(self) -> list[str]:
        """Visible labels, top to bottom."""
        return [control.label for control in self.controls if control.type == "button"]

    @property
    def accessible_buttons(self) -> list[str]:
        """The same as a screen reader says them."""
        return [control.accessible_name for control in self.controls if control.type == "button"]

    @property
    def menus(self) -> dict[str, list[str]]:
        """Menus, check boxes and radio buttons: what each is called → the options it offers."""
        return {c.label: [option_label(option) for option in c.options] for c in self.controls if c.options}

    def find(self, name: str, nth: int = 0) -> Control:
        """A control by label, accessible name, placeholder or action id; NotThere when there is none."""
        every = self.controls
        named = [control for control in every if name in control.names]
        named = named or [control for control in every if name == control.action_id]
        if nth < len(named):
            return named[nth]
        there = ", ".join(repr(control.label) for control in every) or "nothing to press"
        which = f" (number {nth})" if nth else ""
        raise NotThere(f"no {name!r}{which} here; there is {there}")


class Message(Surface):
    """One message as it was when it was looked at; look again for what it became."""

    def __init__(self, actor: "Actor", post: Post) -> None:
        super().__init__(actor, list(post.blocks))
        self.post = post

    def __repr__(self) -> str:
        return f"<Message {self.ts} {self.words!r}>"

    @property
    def ts(self) -> str:
        return self.post.ts

    @property
    def channel(self) -> str:
        return self.post.channel

    @property
    def text(self) -> str:
        """The top-level text as the app sent it, mark-up and all."""
        return self.post.text

    @property
    def spoken(self) -> str:
        """The top-level text as a screen reader or a notification says it."""
        return self.reader.words(self.post.text)

    @property
    def words(self) -> str:
        return super().words if self.blocks else self.spoken

    @property
    def files(self) -> list[str]:
        """The names of the files it shows."""
        return [str(file["name"]) for file in self.post.files]

    def opens(self, name: str) -> bytes:
        """A file it shows, as it was sent."""
        kept = self.actor.platform.workspace.files
        found = [kept[file["id"]].content for file in self.post.files if file["name"] == name]
        if not found or found[0] is None:
            raise NotThere(f"no file {name!r} in {self.files}")
        return found[0]

    @property
    def metadata(self) -> Json | None:
        return self.post.metadata

    @property
    def is_ephemeral(self) -> bool:
        return self.post.ephemeral_to is not None

    @property
    def is_edited(self) -> bool:
        return self.post.edited_ts is not None

    @property
    def author(self) -> str:
        return self.reader.name_of(self.post.user)

    @property
    def trouble(self) -> str:
        """The platform's error mark under the message, empty when there is none."""
        return self.post.trouble


class Screen(Surface):
    """A view: App Home or a dialog."""

    def __init__(self, actor: "Actor", view: View) -> None:
        super().__init__(actor, view.blocks)
        self.view = view
        self._hash = view.hash

    @property
    def private_metadata(self) -> str:
        return str(self.view.definition.get("private_metadata", ""))

    @property
    def callback_id(self) -> str:
        return str(self.view.definition.get("callback_id", ""))

    @property
    def trouble(self) -> str:
        """The platform's own sentence when the app did not answer well."""
        return self.view.trouble

    @property
    def values(self) -> dict[str, Any]:
        """What is filled in: label → the value as `state.values` holds it."""
        every = {c.label: self.view.values.get(c.block_id, {}).get(c.action_id, {}) for c in self.controls}
        return {label: next((v for k, v in entry.items() if k != "type"), None) for label, entry in every.items()}

    def press(self, label: str, *, nth: int = 0, confirm: bool | None = None) -> "Dialog | Home | None":
        """Press a button; returns what is now in its place."""
        control = self.find(label, nth)
        if self.actor.agrees(control, confirm):
            actions.act(self.actor.platform, self.actor.id, self.view, control, None)
        return self._now()

    def chooses(self, menu: str, value: Any, *, nth: int = 0, confirm: bool | None = None) -> "Dialog | Home | None":
        """Put a value into any control and let it act at once, as a menu does; returns what is in its place."""
        control = self.find(menu, nth)
        if self.actor.agrees(control, confirm):
            self.put(control, to_state(self.actor, self.view, control, value))
        return self._now()

    def put(self, control: Control, value: Any) -> None:
        """Hold a value in its `state.values` form; told to the app when the control dispatches."""
        actions.hold(self.actor.platform, self.view, control, value)
        if control.dispatches:
            actions.act(self.actor.platform, self.actor.id, self.view, control, value)

    def _now(self) -> "Dialog | Home | None":
        return self.actor.dialog or self.actor.home


class Home(Screen):
    """App Home as its owner sees it."""

    def __repr__(self) -> str:
        return f"<Home {self.words!r}>"

    def _now(self) -> "Dialog | Home | None":
        return self.actor.dialog or self.actor.home


class Dialog(Screen):
    """The modal on top of a member's stack."""

    def __repr__(self) -> str:
        return f"<Dialog {self.title!r} {self.fields}>"

    @property
    def title(self) -> str:
        return self.reader.of_text(self.view.definition["title"])

    @property
    def fields(self) -> list[str]:
        """Labels of the inputs, top to bottom."""
        return [control.label for control in self.controls if control.is_input]

    @property
    def submit_label(self) -> str:
        return self.reader.of_text(self.view.definition.get("submit"))

    @property
    def errors(self) -> dict[str, str]:
        """What the submission was sent back with: label → sentence."""
        labels = {control.block_id: control.label for control in self.controls if control.is_input}
        return {labels[block]: sentence for block, sentence in self.view.errors.items() if block in labels}

    def fill(self, values: Mapping[str, Any] | None = None, /, **named: Any) -> "Dialog":
        """Put natural values in by label, in the order given; returns the dialog as it is then.

        Text as str, numbers as int, dates and times as `date`, `time` and aware `datetime`, options by their
        words (a list where several can be chosen), people and channels as themselves, None for nothing.
        In keywords an underscore stands for a space and capitals do not matter.
        """
        dialog: Dialog = self
        for name, value in [*(values or {}).items(), *named.items()]:
            control = dialog.find(name if name in (values or {}) else dialog._label_for(name))
            dialog.put(control, to_state(self.actor, self.view, control, value))
            dialog = self.actor.dialog or dialog
        return dialog

    def submit(self) -> "Dialog | None":
        """Press the submit button; returns the dialog that is then on top, this one when it was sent back."""
        if not self.view.definition.get("submit"):
            raise NotThere(f"{self.title!r} has no submit button")
        missing = {c.block_id: fault for c in self.controls if c.is_input and (fault := fault_of(c, self.view.values))}
        if missing:
            dialogs.refuse(self.actor.platform, self.view, missing)
        else:
            dialogs.submit(self.actor.platform, self.view)
        return self.actor.dialog

    def close(self) -> "Dialog | None":
        """Press the close button; returns the dialog beneath, if any."""
        dialogs.close(self.actor.platform, self.view)
        return self.actor.dialog

    def dismiss(self) -> None:
        """Press the cross: all of the stack goes."""
        dialogs.dismiss(self.actor.platform, self.actor.id)

    def _label_for(self, keyword: str) -> str:
        wanted = keyword.replace("_", " ").casefold()
        return next((c.label for c in self.controls if c.label.casefold() == wanted), keyword)
