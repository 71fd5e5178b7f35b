"""App Home: a member's own page, as the app published it last."""

from nicegui import ui

from sandbox.page.phrases import Phrase
from sandbox.page.surfaces import InView
from sandbox.page.tags import box, icon, words
from sandbox.page.views import ViewBlocks
from sandbox.page.visit import Visit


class HomePane:
    """The Home tab. A view that was published again keeps the blocks that stayed the same."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._blocks: ViewBlocks | None = None
        self._view_id = ""
        self._pane = box("div", "home", tabindex="0", aria_live="polite")
        self._draw_empty()
        self.refresh()

    def refresh(self) -> None:
        view = self._visit.sandbox.workspace.desk.homes.get(self._visit.actor.id)
        if view is None:
            return
        if self._blocks is None or view.id != self._view_id:
            self._view_id = view.id
            self._pane.clear()
            with self._pane:
                page = box("div", "home-page")
            self._blocks = ViewBlocks(page, InView(self._visit, view))
        self._blocks.show(view)

    def _draw_empty(self) -> None:
        with self._pane, box("div", "beginning"):
            icon("home")
            words("p", self._visit.say(Phrase.HOME_EMPTY, app=self._visit.app_name))


def home_tabs(visit: Visit, chosen: str) -> ui.element:
    """Home and Messages, as the app's own tabs."""
    with box("div", "tabs", role="tablist", aria_label=visit.app_name) as tabs:
        for at, phrase in (("home", Phrase.HOME), ("messages", Phrase.MESSAGES)):
            selected = "true" if at == chosen else "false"
            tab = words(
                "button",
                visit.say(phrase),
                "tab",
                type="button",
                role="tab",
                aria_selected=selected,
                data_key=f"tab:{at}",
            )
            tab.on("click", lambda at=at: visit.go(at), args=[])
    return tabs
