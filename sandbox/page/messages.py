"""A conversation: its messages from oldest to newest, a line at every new day."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from nicegui import ui

from sandbox.page.keyed import Item, Keyed
from sandbox.page.message import Look, MessageView
from sandbox.page.phrases import Phrase
from sandbox.page.tags import box, icon, words
from sandbox.page.visit import Visit
from sandbox.workspace import Channel, Post

PAGEFUL = 60
TOGETHER = timedelta(minutes=5)
"""Messages of one author within this time stand under one name."""


class Messages:
    """The scrolling list of a channel, or of one thread in it."""

    def __init__(self, visit: Visit, channel: Channel, open_thread: Callable[[str], None], thread: str = "") -> None:
        self._visit, self._channel, self._thread = visit, channel, thread
        self._open_thread = open_thread
        self._most = PAGEFUL
        self._aging: dict[str, tuple[Post, bool]] = {}
        name = visit.say(Phrase.MESSAGES_IN, place=visit.name_of(channel))
        # The outer box is turned round, so that browsers keep its end in sight when it grows.
        with box("div", "scroller", tabindex="0"), box("div", "scrolled"):
            self._earlier = self._earlier_button()
            log = box("div", "log", role="log", aria_label=name)
        self._keyed = Keyed(log)
        self.refresh()

    def refresh(self) -> None:
        every = self._visit.posts(self._channel)
        replies = Counter(post.thread_ts for post in every if post.is_reply)
        posts = [post for post in every if self._belongs(post)]
        shown = posts[-self._most :]
        self._earlier.set_visibility(len(shown) < len(posts))
        self._keyed.show(self._items(shown, replies, whole=len(shown) == len(posts)))
        if not self._thread:
            self._visit.mark_read(self._channel)

    def _belongs(self, post: Post) -> bool:
        if self._thread:
            return self._thread in (post.ts, post.thread_ts)
        return not post.is_reply

    def _items(self, posts: list[Post], replies: Counter[str | None], *, whole: bool) -> list[Item]:
        items = [self._beginning()] if whole and not self._thread else []
        today = self._local(self._visit.sandbox.workspace.now().timestamp())
        before: Post | None = None
        for post in posts:
            day = self._local(float(post.ts))
            if before is None or self._local(float(before.ts)) != day:
                items.append(self._day(post, day, today))
                before = None
            look = Look(_follows(before, post), 0 if self._thread else replies[post.ts], bool(self._thread))
            items.append(self._message(post, look, today))
            before = post
        return items

    def _message(self, post: Post, look: Look, today: date) -> Item:
        """Drawn anew when it was edited, when its place changed, and when a day went by: it may say "today"."""
        view = MessageView(self._visit, post, look, self._open_thread)
        minute = int(self._visit.sandbox.workspace.now().timestamp()) // 60 if self._ages(post) else 0
        return Item(post.ts, (post, look, today, minute), view.draw)

    def _day(self, post: Post, day: date, today: date) -> Item:
        said = self._visit.actor.reader.words(f"<!date^{int(float(post.ts))}^{{date_long_pretty}}|>")

        def draw() -> ui.element:
            with box("div", "day", role="separator", aria_label=said) as line:
                words("span", said[:1].upper() + said[1:])
            return line

        return Item(("day", day), (said, today), draw)

    def _beginning(self) -> Item:
        place, topic = self._visit.name_of(self._channel), self._channel.topic
        about = Phrase.BETWEEN if self._channel.is_im else Phrase.BEGINNING

        def draw() -> ui.element:
            with box("div", "beginning") as welcome:
                icon("forum" if self._channel.is_im else "tag")
                words("strong", place)
                words("p", topic or self._visit.say(about, place=place))
            return welcome

        return Item("beginning", (place, topic), draw)

    def _earlier_button(self) -> ui.element:
        def more() -> None:
            self._most += PAGEFUL
            self.refresh()

        button = words("button", self._visit.say(Phrase.EARLIER), "btn quiet earlier", type="button")
        return button.on("click", more, args=[])

    def _ages(self, post: Post) -> bool:
        """Whether it says how long ago something was; looked up once for every state of a message."""
        known = self._aging.get(post.ts)
        if known is None or known[0] is not post:
            known = (post, "{ago}" in post.text or "{ago}" in repr(post.blocks))
            self._aging[post.ts] = known
        return known[1]

    def _local(self, instant: float) -> date:
        return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(self._visit.actor.member.tz)).date()


def _follows(before: Post | None, post: Post) -> bool:
    if before is None or before.user != post.user or bool(before.ephemeral_to) or bool(post.ephemeral_to):
        return False
    return float(post.ts) - float(before.ts) < TOGETHER.total_seconds()
