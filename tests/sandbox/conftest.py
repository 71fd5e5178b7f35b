"""A pretend Slack with a small real Bolt app in it, as every test of the sandbox finds it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.actor import Actor
from sandbox.clock import FrozenClock
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.sandbox.crew import Crew

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


@pytest.fixture
def crew(slack: Sandbox) -> Iterator[Crew]:
    crew = Crew(slack)
    yield crew
    crew.close()
