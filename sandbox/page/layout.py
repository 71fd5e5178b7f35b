"""The whole page: the way round at the left, a place in the middle, the traffic at the right."""

from nicegui import ui

from sandbox.page.composer import Composer
from sandbox.page.dialogs import Dialogs
from sandbox.page.home import HomePane, home_tabs
from sandbox.page.messages import Messages
from sandbox.page.phrases import Phrase
from sandbox.page.sidebar import Sidebar
from sandbox.page.tags import box, icon, words
from sandbox.page.threads import ThreadPane
from sandbox.page.traffic import TrafficPane
from sandbox.page.visit import HOME, MESSAGES, Pane, Visit
from sandbox.workspace import Channel


class Layout:
    """Everything one tab shows."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._place: list[Pane] = []
        with box("div", "page", id="page"):
            words("a", visit.say(Phrase.SKIP), "skip", href="#main")
            self._sidebar = Sidebar(visit)
            box("div", "shade").on("click", js_handler="() => sandbox.drawer(false)")
            self._main = box("main", "main", id="main", tabindex="-1")
            self._thread = ThreadPane(visit)
            self._traffic = TrafficPane(visit)
        self._dialogs = Dialogs(visit)
        visit.moved.append(self._draw_place)
        self._draw_place()
        self._dialogs.refresh()

    def _draw_place(self) -> None:
        self._thread.close()
        self._main.clear()
        with self._main:
            channel = self._visit.channel
            self._head(channel)
            if channel is None:
                self._place = [HomePane(self._visit)]
            else:
                self._place = [Messages(self._visit, channel, self._thread.open)]
                self._foot(channel)
        self._visit.panes[:] = [*self._place, self._thread, self._sidebar, self._traffic, self._dialogs]
        self._sidebar.refresh()

    def _head(self, channel: Channel | None) -> None:
        say = self._visit.say
        with box("header", "place-head"):
            menu = self._switch("menu", say(Phrase.MENU), "sidebar")
            menu.classes("only-narrow").on("click", js_handler="() => sandbox.drawer(true)")
            with box("div", "place-title"):
                words("h1", self._title(channel))
                if channel is not None and not channel.is_im:
                    words("span", self._about(channel), "topic")
            if self._visit.at in (HOME, MESSAGES) and self._visit.sandbox.installation.has_home:
                home_tabs(self._visit, self._visit.at)
            swap = self._switch("swap_vert", say(Phrase.TRAFFIC), "traffic")
            swap.classes("traffic-switch").on("click", js_handler="() => sandbox.traffic()")

    def _switch(self, symbol: str, name: str, controls: str) -> ui.element:
        with box(
            "button",
            "tool",
            type="button",
            aria_label=name,
            title=name,
            aria_controls=controls,
            data_key=f"switch:{controls}",
        ) as button:
            icon(symbol)
        return button

    def _title(self, channel: Channel | None) -> str:
        if channel is None or self._visit.at == MESSAGES:
            return self._visit.app_name
        return self._visit.name_of(channel)

    def _about(self, channel: Channel) -> str:
        members = self._visit.say.count(Phrase.MEMBERS_ONE, Phrase.MEMBERS, len(channel.members))
        return f"{channel.topic} · {members}" if channel.topic else members

    def _foot(self, channel: Channel) -> None:
        visit = self._visit
        if channel.archived:
            words("p", visit.say(Phrase.ARCHIVED), "cannot-write")
        elif visit.actor.id in channel.members:
            Composer(visit, channel).focus()
        else:
            with box("div", "cannot-write"):
                label = visit.say(Phrase.JOIN, place=visit.name_of(channel))
                words("button", label, "btn primary", type="button").on("click", lambda: self._join(channel), args=[])

    async def _join(self, channel: Channel) -> None:
        await self._visit.away(self._visit.actor.joins, channel)
        self._draw_place()
