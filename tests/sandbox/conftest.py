"""A pretend Slack with a small real Bolt app in it, as every test of the sandbox finds it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from sandbox.actor import Actor
from sandbox.clock import FrozenClock
from sandbox.server import Sandbox
from sandbox.workspace import Channel

START = datetime(2025, 3, 4, 15, 0, tzinfo=UTC)
"""A Tuesday: 10:00 in Toronto, 16:00 in Paris."""

SCOPES = (
    "commands chat:write channels:read channels:history channels:join channels:manage groups:read groups:history "
    "im:read im:write im:history users:read reactions:write team:read"
)

EVENTS = (
    "app_home_opened app_mention channel_archive member_joined_channel message.channels message.groups message.im "
    "user_change"
)


def manifest() -> dict[str, Any]:
    return {
        "display_information": {"name": "Tern"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "Tern", "always_online": True},
            "shortcuts": [
                {"name": "Start a crew", "type": "global", "callback_id": "crew", "description": "A crew"},
                {"name": "File this", "type": "message", "callback_id": "file", "description": "A message"},
            ],
            "slash_commands": [
                {"command": "/crew", "description": "Crews", "should_escape": True},
                {"command": "/plain", "description": "No escaping"},
            ],
        },
        "oauth_config": {"scopes": {"bot": SCOPES.split()}},
        "settings": {
            "event_subscriptions": {"bot_events": EVENTS.split()},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }


@pytest.fixture(scope="session")
def running() -> Iterator[Sandbox]:
    """One running server for the tests that change nothing but what they make themselves."""
    with Sandbox(manifest(), FrozenClock(START)) as sandbox:
        yield sandbox


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """A workspace of one's own, its clock standing still on a Tuesday morning."""
    with Sandbox(manifest(), FrozenClock(START)) as sandbox:
        yield sandbox


@pytest.fixture
def ana(slack: Sandbox) -> Actor:
    return slack.member("ana", "Ana Silva")


@pytest.fixture
def luc(slack: Sandbox) -> Actor:
    return slack.member("luc", "Luc Tremblay", locale="fr-CA", tz="Europe/Paris")


@pytest.fixture
def general(slack: Sandbox, ana: Actor, luc: Actor) -> Channel:
    """A public channel with Ana, Luc and the bot in it."""
    channel = slack.channel("general")
    slack.invite_bot(channel)
    return channel


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def _authority(slack: Sandbox) -> Callable[[], AuthorizeResult]:
    """The bot's own facts, so that Bolt asks nobody."""
    installed = slack.installation

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=slack.workspace.team.id,
            bot_user_id=installed.bot_user,
            bot_id=installed.bot_id,
            bot_token=installed.bot_token,
        )

    return authorize


class Crew:
    """A real Bolt app over Socket Mode. Register listeners on `app`, then `connect`."""

    def __init__(self, slack: Sandbox) -> None:
        self.slack = slack
        self.client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=5)
        self.app = App(client=self.client, process_before_response=True, authorize=_authority(slack))
        self.handler = SocketModeHandler(self.app, slack.app_token)

    def connect(self) -> None:
        self.handler.connect()
        self.slack.wait_connected()


@pytest.fixture
def crew(slack: Sandbox) -> Iterator[Crew]:
    crew = Crew(slack)
    yield crew
    crew.handler.close()
