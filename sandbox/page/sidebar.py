"""The way round: the workspace, who acts, channels, the app, and the clock."""

from nicegui import ui

from sandbox.page.clock import ClockPane
from sandbox.page.keyed import Item, Keyed
from sandbox.page.people import ActingAs
from sandbox.page.phrases import Phrase
from sandbox.page.tags import box, icon, words
from sandbox.page.visit import HOME, MESSAGES, Visit
from sandbox.workspace import Channel


class Sidebar:
    """On a phone it is a drawer, opened from the heading of a place."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        with box("nav", "sidebar", id="sidebar", aria_label=visit.say(Phrase.NAVIGATION)):
            with box("div", "workspace"):
                words("span", visit.sandbox.workspace.team.name, "workspace-name")
                name = visit.say(Phrase.CLOSE)
                with box("button", "tool only-narrow", type="button", aria_label=name, title=name) as close:
                    icon("close")
                close.on("click", js_handler="() => sandbox.drawer(false)")
            ActingAs(visit)
            with box("div", "places"):
                words("h2", visit.say(Phrase.CHANNELS))
                self._channels = Keyed(box("ul"))
                words("h2", visit.say(Phrase.APPS))
                self._apps = Keyed(box("ul"))
                self._direct_head = words("h2", visit.say(Phrase.DIRECT))
                self._direct = Keyed(box("ul"))
            self.clock = ClockPane(visit)
        self.refresh()

    def refresh(self) -> None:
        visit = self._visit
        every = list(visit.sandbox.workspace.channels.values())
        mine = [one for one in every if visit.actor.id in one.members]
        with_app = visit.sandbox.workspace.find_direct(visit.actor.id, visit.sandbox.installation.bot_user)
        public = [one for one in every if one.kind == "public"]
        private = [one for one in mine if one.kind == "private"]
        self._channels.show([self._channel(one) for one in sorted([*public, *private], key=lambda one: one.name)])
        self._apps.show(self._app(with_app))
        direct = [one for one in mine if one.is_im and one is not with_app]
        self._direct_head.set_visibility(bool(direct))
        self._direct.show([self._channel(one) for one in direct])

    def _channel(self, channel: Channel) -> Item:
        symbol = {"public": "tag", "private": "lock", "im": "person"}[channel.kind]
        name = self._visit.name_of(channel) if channel.is_im else channel.name
        member = self._visit.actor.id in channel.members
        return self._entry(channel.id, symbol, name, unread=member and self._visit.unread(channel), dim=not member)

    def _app(self, direct: Channel | None) -> list[Item]:
        visit = self._visit
        items = [self._entry(HOME, "home", f"{visit.app_name} · {visit.say(Phrase.HOME)}")]
        if not visit.sandbox.installation.has_home:
            items = []
        unread = direct is not None and visit.unread(direct)
        name = f"{visit.app_name} · {visit.say(Phrase.MESSAGES)}"
        return [*items, self._entry(MESSAGES, "forum", name, unread=unread)]

    def _entry(self, at: str, symbol: str, name: str, *, unread: bool = False, dim: bool = False) -> Item:
        here = at == self._visit.at
        unread = unread and not here

        def draw() -> ui.element:
            with box("li") as line, box("button", "place", type="button", data_key=f"place:{at}") as button:
                button.classes(" ".join(filter(None, ["unread" * unread, "dim" * dim])))
                if here:
                    button.props["aria-current"] = "page"
                icon(symbol)
                words("span", name, "place-name")
                if symbol == "lock":
                    words("span", self._visit.say(Phrase.PRIVATE), "unseen")
                if unread:
                    words("span", self._visit.say(Phrase.NEW_HERE), "dot")
            button.on("click", lambda: self._visit.go(at), args=[])
            return line

        return Item(at, (name, here, unread, dim), draw)
