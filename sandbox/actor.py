"""The hands and eyes of one member: what tests and the page in the browser use the workspace with."""

from typing import Any

from sandbox.elements import Control
from sandbox.inputs import to_state
from sandbox.interactions import actions, commands, events, shortcuts
from sandbox.platform import Platform
from sandbox.seen import Dialog, Home, Message, NotThere, Screen, Surface
from sandbox.words.reader import Reader
from sandbox.workspace import Channel, Member, Post

__all__ = ["Actor", "Dialog", "Home", "Message", "NotThere", "Screen", "Surface"]

Where = Channel | str
"""A channel, its id, or its name with or without `#`."""


class Actor:
    """One member of the workspace.

    Every method that reaches the app waits for its acknowledgement, three seconds at most; what went wrong
    is then visible to the member as Slack would show it. Never call one on the server's own event loop.
    """

    def __init__(self, platform: Platform, member_id: str) -> None:
        self.platform = platform
        self.id = member_id

    def __repr__(self) -> str:
        return f"<Actor {self.member.name}>"

    # who and where

    @property
    def member(self) -> Member:
        return self.platform.workspace.members[self.id]

    @property
    def name(self) -> str:
        return self.member.name

    @property
    def mention(self) -> str:
        """How messages name them: `<@U…>`."""
        return f"<@{self.id}>"

    @property
    def reader(self) -> Reader:
        return Reader(self.platform.workspace, self.member)

    @property
    def dm(self) -> Channel:
        """The DM with the bot, opened when there is none."""
        return self.platform.workspace.direct(self.id, self.platform.app.bot_user)

    def place(self, where: Where) -> Channel:
        """A conversation they are in or could look into; NotThere otherwise."""
        if isinstance(where, Channel):
            return where
        workspace = self.platform.workspace
        found = workspace.channels.get(where) or workspace.channel_named(where.removeprefix("#"))
        if found is None or (self.id not in found.members and found.kind != "public"):
            raise NotThere(f"{self.name} knows no channel {where!r}")
        return found

    # looking

    def sees(self, where: Where) -> list[Message]:
        """All messages of a conversation visible to them, their own ephemerals included, oldest first."""
        channel = self.place(where)
        return [Message(self, post) for post in self.platform.workspace.visible(channel.id, self.id)]

    def last(self, where: Where) -> Message:
        """The newest visible message; NotThere in an empty conversation."""
        seen = self.sees(where)
        if not seen:
            raise NotThere(f"{self.name} sees no message there")
        return seen[-1]

    def again(self, message: Message) -> Message:
        """The message as it is now; NotThere when it was deleted."""
        post = self.platform.workspace.find_post(message.channel, message.ts)
        if post is None or not post.seen_by(self.id):
            raise NotThere("that message is gone")
        return Message(self, post)

    def waits_for(self, where: Where, words: str, seconds: float = 5.0) -> Message:
        """Wait in real time for a message that says `words`; the newest such. NotThere when none came."""
        found: list[Message] = []

        def came() -> bool:
            found[:] = [m for m in self.sees(where) if words in m.words or words in m.spoken]
            return bool(found)

        if not self.platform.workspace.wait(came, seconds):
            there = [message.words for message in self.sees(where)][-5:]
            raise NotThere(f"{self.name} waited {seconds} s for {words!r}; the last messages are {there}")
        return found[-1]

    @property
    def dialog(self) -> Dialog | None:
        """The modal on top, None when none is open."""
        view = self.platform.workspace.desk.top(self.id)
        return Dialog(self, view) if view else None

    def sees_dialog(self) -> Dialog:
        """The modal on top; NotThere when none is open."""
        dialog = self.dialog
        if dialog is None:
            raise NotThere(f"no dialog is open for {self.name}")
        return dialog

    @property
    def home(self) -> Home | None:
        """App Home as published last, without opening it."""
        view = self.platform.workspace.desk.homes.get(self.id)
        return Home(self, view) if view else None

    # doing

    def types(self, where: Where, text: str, thread: Message | None = None) -> list[Message]:
        """Type into a conversation: a slash command, or a message; returns what became visible there."""
        channel = self.place(where)
        before = {post.ts for post in self.platform.workspace.visible(channel.id, self.id)}
        if text.startswith("/"):
            commands.run(self.platform, self.id, channel, text, in_thread=thread is not None)
        else:
            events.say(self.platform, self.id, channel, text, thread.ts if thread else None)
        return [message for message in self.sees(channel) if message.ts not in before]

    def presses(self, message: Message, label: str, *, nth: int = 0, confirm: bool | None = None) -> list[Message]:
        """Press a button by its label or accessible name; returns the messages that became visible there."""
        return self._act(message, message.find(label, nth), None, confirm)

    def chooses(
        self, message: Message, menu: str, value: Any, *, nth: int = 0, confirm: bool | None = None
    ) -> list[Message]:
        """Choose from a menu of a message by its placeholder, accessible name or action id."""
        control = message.find(menu, nth)
        return self._act(message, control, to_state(self, message.post, control, value), confirm)

    def uses_shortcut(self, name: str) -> Dialog | None:
        """A global shortcut by its name in the manifest; returns the dialog it opened."""
        shortcuts.use_global(self.platform, self.id, name)
        return self.dialog

    def uses_message_shortcut(self, name: str, message: Message) -> Dialog | None:
        """A message shortcut by its name in the manifest; returns the dialog it opened."""
        shortcuts.use_on_message(self.platform, self.id, name, message.post)
        return self.dialog

    def opens_home(self) -> Home:
        """Enter App Home and look; NotThere while nothing is published."""
        events.open_home(self.platform, self.id, "home")
        if self.home is None:
            raise NotThere(f"nothing is published in the App Home of {self.name}")
        return self.home

    def opens_messages_tab(self) -> list[Message]:
        """Enter the app's Messages tab, which is the DM."""
        events.open_home(self.platform, self.id, "messages")
        return self.sees(self.dm)

    def joins(self, where: Where) -> None:
        events.join(self.platform, self.id, self.place(where))

    def leaves(self, where: Where) -> None:
        events.leave(self.platform, self.id, self.place(where))

    def changes(self, **profile: str) -> None:
        """Change their own `locale`, `tz`, `real_name`, `name`, `title` or `email`; the app hears `user_change`."""
        events.change_profile(self.platform, self.id, profile)

    # what the two above share

    def agrees(self, control: Control, confirm: bool | None) -> bool:
        """Whether to go on: a control with a confirmation dialog must be answered, one without cannot be."""
        asked = control.element.get("confirm")
        if asked and confirm is None:
            words = self.reader.of_text(asked["text"])
            raise NotThere(f"{control.label!r} asks {words!r}: say confirm=True or confirm=False")
        return confirm is not False

    def _act(self, message: Message, control: Control, value: Any, confirm: bool | None) -> list[Message]:
        workspace = self.platform.workspace
        before = {post.ts for post in workspace.visible(message.channel, self.id)}
        if self.agrees(control, confirm):
            post: Post = self.again(message).post
            actions.act(self.platform, self.id, post, control, value)
        return [m for m in self.sees(workspace.channels[message.channel]) if m.ts not in before]
