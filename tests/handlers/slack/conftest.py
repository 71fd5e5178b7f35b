"""A pretend Slack, a village whose place is that workspace, and the counter its requests come to."""

from collections.abc import Iterator

import pytest

from bot.desk import Desk
from bot.settings import Settings
from db.queries.heartbeats import BACKUP, TICK
from handlers.slack.connection import web_client
from handlers.slack.messenger import SlackMessenger
from handlers.slack.routes import all_routes
from handlers.slack.screen import Screen
from handlers.slack.serve import Counter
from sandbox.server import Sandbox
from sandbox.workspace import Channel
from tests.bot.marketplace.village import Village
from tests.handlers.slack.examined import happened
from tests.handlers.slack.window import Window
from tests.town import open_sandbox


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    with open_sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def village(desk: Desk) -> Village:
    return Village(desk)


@pytest.fixture
def window(slack: Sandbox, village: Village) -> Iterator[Window]:
    counter = Counter(village.desk, all_routes(), Screen(web_client(slack.bot_token, slack.api_url, 2)))
    yield Window(slack, village, counter)
    counter.close()


@pytest.fixture
def number(window: Window) -> int:
    """The usual posting, by rosa of the village: one designer, two developers."""
    window.village.people("rosa")
    return window.village.posts("rosa")


@pytest.fixture
def settings(slack: Sandbox, village: Village) -> Settings:
    """A bot that runs and was backed up."""
    for name in (TICK, BACKUP):
        happened(village, name)
    return Settings(
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_api_url=slack.api_url,
        database_url=village.desk.engine.url.render_as_string(hide_password=False),
    )


@pytest.fixture
def meeting(slack: Sandbox) -> Channel:
    """A channel with the bot in it, which the community knows nothing of."""
    channel = slack.channel("square")
    slack.invite_bot(channel)
    return channel


@pytest.fixture
def square(meeting: Channel, village: Village) -> Channel:
    """A channel that the community announces in."""
    village.channel(meeting.id)
    return meeting


@pytest.fixture
def messenger(slack: Sandbox) -> SlackMessenger:
    return SlackMessenger(web_client(slack.bot_token, slack.api_url, 2))
