"""One message: who, when, what, and what can be done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nicegui import ui

from sandbox.interactions.answers import SLACKBOT
from sandbox.page.blocks import draw_block
from sandbox.page.people import avatar
from sandbox.page.phrases import Phrase
from sandbox.page.popups import Choice, open_menu
from sandbox.page.surfaces import InMessage
from sandbox.page.tags import box, icon, markup, words
from sandbox.page.visit import Visit
from sandbox.page.writing import html_of
from sandbox.workspace import Post


@dataclass(frozen=True)
class Look:
    """How a message stands among the others: `follows` one by the same author, `replies` in its thread."""

    follows: bool = False
    replies: int = 0
    in_thread: bool = False


class MessageView:
    """Draws one message in one tab. `open_thread` shows the thread that hangs from it."""

    def __init__(self, visit: Visit, post: Post, look: Look, open_thread: Callable[[str], None]) -> None:
        self.visit, self.post, self.look = visit, post, look
        self.open_thread = open_thread

    def draw(self) -> ui.element:
        """The whole of it; a screen reader hears the author of every message, also where none is shown."""
        post = self.post
        kinds = ["message", "follows" if self.look.follows else "", "ephemeral" if post.ephemeral_to else ""]
        with box("article", " ".join(kinds), id=f"message:{post.channel}:{post.ts}") as article:
            if post.ephemeral_to:
                with box("div", "only-you"):
                    icon("visibility")
                    words("span", self.visit.say(Phrase.ONLY_YOU))
            if not self.look.follows:
                self._avatar()
            with box("div", "message-main"):
                self._heading()
                self._body()
                self._foot()
            self._tools()
        return article

    def _avatar(self) -> None:
        member = self.visit.sandbox.workspace.members.get(self.post.user)
        avatar(member, self.visit.actor.reader.name_of(self.post.user))

    def _heading(self) -> None:
        reader, post = self.visit.actor.reader, self.post
        member = self.visit.sandbox.workspace.members.get(post.user)
        with box("header", "message-head"):
            words("span", reader.name_of(post.user), "author")
            if member is not None and member.is_bot:
                words("span", self.visit.say(Phrase.APP), "badge")
            at = datetime.fromtimestamp(float(post.ts), UTC)
            said = reader.words(f"<!date^{int(at.timestamp())}^{{time}}|>")
            words("time", said, "when", datetime=at.isoformat(timespec="seconds"))
            if post.edited_ts and not self.look.follows:
                words("span", self.visit.say(Phrase.EDITED), "edited")

    def _body(self) -> None:
        visit, post = self.visit, self.post
        surface = InMessage(visit, post)
        for block in post.blocks:
            draw_block(surface, block)
        if not post.blocks:
            text = visit.say.platform(post.text) if post.user == SLACKBOT else post.text
            markup(html_of(visit.actor.reader, text, visit.actor.id), "prose")
        for file in post.files:
            self._file(file)

    def _file(self, file: dict[str, Any]) -> None:
        """Its name, which keeps it where it is pressed."""
        with box("p", "file"):
            icon("attach_file")
            words("a", str(file["title"]), href=file["url_private_download"], download=file["name"])

    def _foot(self) -> None:
        say, post = self.visit.say, self.post
        if post.edited_ts and self.look.follows:
            words("span", say(Phrase.EDITED), "edited")
        if post.trouble:
            with box("div", "trouble", role="alert"):
                icon("error")
                words("span", self.visit.nobody_answered(post.trouble))
        if self.look.replies:
            said = say.count(Phrase.REPLIES_ONE, Phrase.REPLIES, self.look.replies)
            words("button", said, "replies", type="button").on("click", lambda: self.open_thread(post.ts), args=[])

    def _tools(self) -> None:
        """Shown on hover and focus; an ephemeral has neither thread nor shortcuts."""
        say, post = self.visit.say, self.post
        with box("div", "tools"):
            if not post.ephemeral_to and not self.look.in_thread:
                self._tool("chat_bubble_outline", say(Phrase.REPLY), "reply").on(
                    "click", lambda: self.open_thread(post.ts), args=[]
                )
            more = self._tool("more_horiz", say(Phrase.MESSAGE_ACTIONS), "more")
            more.props["aria-haspopup"] = "menu"
            more.on("click", lambda: open_menu(more, self._choices()), args=[])

    def _tool(self, symbol: str, name: str, part: str) -> ui.element:
        key = f"{self.post.channel}:{self.post.ts}/{part}"
        with box("button", "tool", type="button", aria_label=name, title=name, data_key=key) as button:
            icon(symbol)
        return button

    def _choices(self) -> list[Choice]:
        visit, post = self.visit, self.post
        every = [] if post.ephemeral_to else visit.sandbox.installation.shortcuts
        shortcuts = [self._shortcut(one.name, one.description) for one in every if one.kind == "message"]
        return [*shortcuts, Choice(visit.say(Phrase.COPY), choose=self._copy, symbol="content_copy")]

    def _shortcut(self, name: str, description: str) -> Choice:
        visit = self.visit

        async def use() -> None:
            for message in visit.actor.sees(visit.sandbox.workspace.channels[self.post.channel]):
                if message.ts == self.post.ts:
                    await visit.away(visit.actor.uses_message_shortcut, name, message)

        return Choice(name, description or visit.app_name, use, "bolt")

    def _copy(self) -> None:
        with self.visit.client:
            ui.clipboard.write(self.visit.actor.reader.words(self.post.text))
        self.visit.toast(self.visit.say(Phrase.COPIED))
