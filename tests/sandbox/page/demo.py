"""A small Bolt app with every block and element in it, so that the page can be tested and looked at without the bot.

`python -m tests.sandbox.page.demo` serves it until Ctrl-C.
"""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from sandbox.clock import Clock
from sandbox.page import mount
from sandbox.server import Sandbox
from tests.sandbox.crew import Crew
from tests.sandbox.page import kit

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Tern"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Tern", "always_online": True},
        "shortcuts": [
            {"name": "Start a crew", "type": "global", "callback_id": "start", "description": "Ask for hands on deck"},
            {"name": "Log this", "type": "message", "callback_id": "log", "description": "Keep this in the ship's log"},
        ],
        "slash_commands": [
            {"command": "/crew", "description": "See and join crews", "usage_hint": "[join 12 | leave 12]"},
            {"command": "/crate", "description": "Count what is on board", "usage_hint": "[words]"},
            {"command": "/form", "description": "Open the long form", "should_escape": True},
            {"command": "/slow", "description": "Answer too late"},
        ],
    },
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "im:write", "users:read"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


class Harbour:
    """The demonstration: a sandbox with people, channels, the page, and the app connected to it."""

    def __init__(self, clock: Clock, port: int = 0) -> None:
        self.slack = Sandbox(MANIFEST, clock, port=port)
        self.ana = self.slack.member("ana", "Ana Silva", admin=True, title="Harbour master")
        self.luc = self.slack.member("luc", "Luc Tremblay", locale="fr-CA", tz="America/Moncton", title="Deckhand")
        self.mei = self.slack.member("mei", "Mei Chen", tz="America/Vancouver")
        self.general = self.slack.channel("general", topic="Everything that floats")
        self.boats = self.slack.channel("boats")
        self.bridge = self.slack.channel("bridge", private=True, members=[self.ana])
        for channel in (self.general, self.boats):
            self.slack.workspace.join(channel, self.slack.installation.bot_user)
        self.next_tide: datetime | None = clock.now() + timedelta(hours=7)
        mount(self.slack, stops=[({"en": "To next tide", "fr": "À la prochaine marée"}, lambda: self.next_tide)])

    @contextmanager
    def running(self) -> Iterator["Harbour"]:
        with self.slack:
            crew = Crew(self.slack)
            register(crew, self)
            crew.connect()
            try:
                yield self
            finally:
                self.slack.link.hang_up()
                crew.close()

    def post(self, text: str, blocks: list[dict[str, Any]] | None = None, channel: str = "") -> None:
        """The app says something, in #general where nothing else is said."""
        client = WebClient(self.slack.bot_token, base_url=self.slack.api_url, retry_handlers=[])
        client.chat_postMessage(channel=channel or self.general.id, text=text, blocks=blocks)


def register(crew: Crew, harbour: Harbour) -> None:
    """What the app answers."""
    register_commands(crew, harbour)
    register_screens(crew, harbour)
    register_actions(crew)
    register_options(crew)


def register_commands(crew: Crew, harbour: Harbour) -> None:
    app = crew.app

    @app.command("/crew")
    def show_crew(ack: Any, client: Any, body: Any) -> None:
        ack("The crew list is below.")
        client.chat_postMessage(channel=body["channel_id"], text="Crew of the Petrel", blocks=kit.card(1))

    @app.command("/crate")
    def show_crate(ack: Any) -> None:
        ack(text="All on board", blocks=kit.EVERYTHING)

    @app.command("/slow")
    def too_late(ack: Any) -> None:
        time.sleep(harbour.slack.link.patience + 0.3)
        ack("Too late.")

    @app.command("/form")
    def open_form(ack: Any, client: Any, body: Any) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=kit.form())
        ack()


def register_screens(crew: Crew, harbour: Harbour) -> None:
    app = crew.app

    @app.shortcut("start")
    @app.shortcut("log")
    def open_short(ack: Any, client: Any, body: Any) -> None:
        message = body.get("message", {}).get("text", "")
        client.views_open(trigger_id=body["trigger_id"], view=kit.short_form(message))
        ack()

    @app.view("form")
    def submit(ack: Any, view: Any, client: Any, body: Any) -> None:
        name = view["state"]["values"]["name"]["name"]["value"]
        if name == "Titanic":
            ack(response_action="errors", errors={"name": "That name is taken, for good."})
            return
        ack()
        client.chat_postMessage(channel=harbour.general.id, text=f"{name} set sail with {body['user']['name']}.")

    @app.view("short")
    def thank(ack: Any) -> None:
        ack(response_action="update", view=kit.thanks())

    @app.view("second")
    def done(ack: Any) -> None:
        ack()

    @app.event("app_home_opened")
    def home(client: Any, event: Any) -> None:
        if event["tab"] == "home":
            client.views_publish(user_id=event["user"], view=kit.home(0))


def register_actions(crew: Crew) -> None:
    app = crew.app

    @app.action("join")
    def join(ack: Any, client: Any, body: Any) -> None:
        ack()
        place = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        client.chat_update(**place, text="Crew of the Petrel", blocks=kit.card(2))

    @app.action("count")
    def count(ack: Any, client: Any, body: Any, action: Any) -> None:
        client.views_publish(user_id=body["user"]["id"], view=kit.home(int(action["value"]) + 1))
        ack()

    @app.action("more")
    def push(ack: Any, client: Any, body: Any) -> None:
        client.views_push(trigger_id=body["trigger_id"], view=kit.second_form())
        ack()

    @app.action("kind")
    def rewrite(ack: Any, client: Any, body: Any) -> None:
        kind = body["actions"][0]["selected_option"]["value"]
        client.views_update(view_id=body["view"]["id"], view=kit.form(kind))
        ack()

    @app.action(re.compile(".*"))
    def other(ack: Any) -> None:
        ack()


def register_options(crew: Crew) -> None:
    @crew.app.options("port")
    def ports(ack: Any, payload: Any) -> None:
        ack(options=[kit.option(name) for name in kit.PORTS if payload["value"].casefold() in name.casefold()])


def main() -> None:
    with Harbour(Clock(), 8765).running() as harbour:
        harbour.post("Crew of the Petrel", kit.card(1))
        print(harbour.slack.url, flush=True)  # noqa: T201
        threading.Event().wait()


if __name__ == "__main__":
    main()
