"""A thread beside the conversation it hangs from."""

from sandbox.page.composer import Composer
from sandbox.page.messages import Messages
from sandbox.page.phrases import Phrase
from sandbox.page.tags import box, icon, words
from sandbox.page.visit import Visit


class ThreadPane:
    """Empty and hidden until a thread is opened."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._messages: Messages | None = None
        self._pane = box("aside", "thread", aria_label=visit.say(Phrase.THREAD))
        self._pane.set_visibility(False)

    def open(self, ts: str) -> None:
        channel = self._visit.channel
        if channel is None:
            return
        say = self._visit.say
        self._pane.clear()
        with self._pane:
            with box("header", "traffic-head"):
                words("h2", say(Phrase.THREAD))
                with box("button", "tool", type="button", aria_label=say(Phrase.CLOSE), title=say(Phrase.CLOSE)) as x:
                    icon("close")
                x.on("click", self.close, args=[])
            self._messages = Messages(self._visit, channel, self.open, ts)
            Composer(self._visit, channel, ts).focus()
        self._pane.set_visibility(True)

    def close(self) -> None:
        self._messages = None
        self._pane.set_visibility(False)
        self._pane.clear()

    def refresh(self) -> None:
        if self._messages is not None:
            self._messages.refresh()
