"""What goes over the wire: a list of exchanges, each with its JSON."""

import json
from typing import Any
from zoneinfo import ZoneInfo

from nicegui import ui

from sandbox.page.keyed import Item, Keyed
from sandbox.page.phrases import Phrase
from sandbox.page.tags import Words, box, icon, words
from sandbox.page.visit import Visit
from sandbox.workspace import Traffic

MOST = 150
"""Rows shown, the newest ones."""

_FINE = ("ok", "acknowledged")


class TrafficPane:
    """Newest first. Clearing and filtering concern this tab; the workspace keeps its log."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._wanted = ""
        self._cleared: Traffic | None = None
        self._opened: set[int] = set()
        say = visit.say
        with box("aside", "traffic", id="traffic", aria_label=say(Phrase.TRAFFIC)):
            with box("header", "traffic-head"):
                words("h2", say(Phrase.TRAFFIC))
                words("button", say(Phrase.CLEAR), "btn quiet", type="button").on("click", self._clear, args=[])
                with box("button", "tool", type="button", aria_label=say(Phrase.CLOSE), title=say(Phrase.CLOSE)) as x:
                    icon("close")
                x.on("click", js_handler="() => sandbox.traffic(false)")
            field = box("input", "entry", type="search", placeholder=say(Phrase.FILTER), aria_label=say(Phrase.FILTER))
            field.on("input", self._filter, js_handler="event => emit(event.target.value)")
            self._empty = words("p", say(Phrase.NO_TRAFFIC), "traffic-empty")
            self._rows = Keyed(box("ol", "traffic-rows"))
        self.refresh()

    def refresh(self) -> None:
        with self._visit.sandbox.workspace.lock:
            every = list(self._visit.sandbox.workspace.traffic)
        if self._cleared in every:
            every = every[len(every) - every[::-1].index(self._cleared) :]
        found = [one for one in reversed(every) if self._wanted in f"{one.name} {one.summary}".casefold()][:MOST]
        self._empty.set_visibility(not found)
        self._rows.show([Item(id(one), 0, _Row(self._visit, one).draw) for one in found])

    def _clear(self) -> None:
        log = self._visit.sandbox.workspace.traffic
        self._cleared = log[-1] if log else None
        self.refresh()

    def _filter(self, event: Any) -> None:
        self._wanted = str(event.args).casefold()
        self.refresh()


class _Row:
    """One exchange. Its JSON is written out when it is opened."""

    def __init__(self, visit: Visit, traffic: Traffic) -> None:
        self._visit, self._traffic = visit, traffic
        self._body: Words | None = None

    def draw(self) -> ui.element:
        one, say = self._traffic, self._visit.say
        inward = one.direction == "from app"
        failed = not (one.summary in _FINE or one.name == "hello")
        with box("li") as line, box("details", "exchange") as details:
            with box("summary"):
                way = say(Phrase.FROM_APP if inward else Phrase.TO_APP)
                with box("span", f"way {'in' if inward else 'out'}", title=way):
                    icon("south_west" if inward else "north_east")
                    words("span", way, "unseen")
                words("span", one.name, "exchange-name")
                words("span", one.summary, "outcome failed" if failed else "outcome")
                if "milliseconds" in one.body:
                    words("span", f"{one.body['milliseconds']} ms", "spent")
                local = one.at.astimezone(ZoneInfo(self._visit.actor.member.tz))
                words("time", f"{local:%H:%M:%S}", "when")
            self._body = words("pre", "", tabindex="0")
        details.on("toggle", self._open, args=[])
        return line

    def _open(self) -> None:
        if self._body is not None and not self._body.text:
            self._body.text = json.dumps(self._traffic.body, indent=2, ensure_ascii=False, default=str)
