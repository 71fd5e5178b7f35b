"""The workspace's time, and the buttons that move it forward."""

from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from nicegui import ui

from sandbox.page.phrases import Phrase
from sandbox.page.tags import box, icon, words
from sandbox.page.visit import Stop, Visit

TICK = 1.0
"""Seconds between looks at the clock."""


class ClockPane:
    """What time it is there, in the zone and language of who acts."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        say = visit.say
        with box("section", "clock", aria_label=say(Phrase.CLOCK)):
            with box("div", "clock-now"):
                icon("schedule")
                self._time = words("time", "")
            with box("div", "clock-buttons"):
                self._button(say(Phrase.ONE_HOUR), "add", timedelta(hours=1))
                self._button(say(Phrase.ONE_DAY), "add", timedelta(days=1))
                for stop in visit.stops:
                    self._stop(stop)
        self.refresh()
        ui.timer(TICK, self.refresh)

    def refresh(self) -> None:
        said = self._say()
        if self._time.text != said:
            self._time.text = said

    def _button(self, label: str, symbol: str, by: timedelta) -> None:
        with box("button", "clock-button", type="button", data_key=f"clock:{label}") as button:
            icon(symbol) if not label.startswith("+") else None
            words("span", label)
        button.on("click", partial(self._advance, by), args=[])

    def _stop(self, stop: Stop) -> None:
        label = stop[0] if isinstance(stop[0], str) else stop[0][self._visit.say.language]
        with box("button", "clock-button wide", type="button", data_key=f"clock:{label}") as button:
            icon("skip_next")
            words("span", label)
        button.on("click", partial(self._advance_to, stop), args=[])

    async def _advance(self, by: timedelta) -> None:
        await self._visit.away(self._visit.sandbox.advance, by)
        self._visit.toast(self._visit.say(Phrase.HERE_NOW, time=self._say()))

    async def _advance_to(self, stop: Stop) -> None:
        then = await self._visit.away(stop[1])
        ahead = then - self._visit.sandbox.clock.now() if then else timedelta()
        if ahead <= timedelta():
            self._visit.toast(self._visit.say(Phrase.NOTHING_AHEAD))
            return
        await self._advance(ahead)

    def _say(self) -> str:
        member, now = self._visit.actor.member, self._visit.sandbox.clock.now()
        local: datetime = now.astimezone(ZoneInfo(member.tz))
        day = format_skeleton("MMMEd", local, tzinfo=ZoneInfo(member.tz), locale=member.locale.replace("-", "_"))
        return f"{day}, {self._visit.actor.reader.words(f'<!date^{int(now.timestamp())}^{{time}}|>')}"
