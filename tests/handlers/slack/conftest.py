"""A pretend Slack, a village whose place is that workspace, and the counter its requests come to."""

from collections.abc import Iterator

import pytest

from bot.desk import Desk
from handlers.slack.connection import web_client
from handlers.slack.routes import all_routes
from handlers.slack.screen import Screen
from handlers.slack.serve import Counter
from sandbox.server import Sandbox
from tests.bot.marketplace.village import Village
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
