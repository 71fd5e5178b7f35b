"""Feeds at a terminal: what is typed, and what is said."""

import pytest

from bot.commands import ABOUT, parser
from bot.desk import Desk
from bot.marketplace import feeds
from bot.settings import Settings
from db.engine import opened
from handlers.feeds.terminal import feed_command
from tests.handlers.feeds.samples import rss
from tests.handlers.feeds.stranger import Stranger, page
from tests.town import START


class Operator:
    """Types the commands and reads the terminal."""

    def __init__(self, database: str, stranger: Stranger, terminal: pytest.CaptureFixture[str]) -> None:
        self.settings = Settings(database_url=database)
        self._stranger = stranger
        self._terminal = terminal

    def types(self, *words: str) -> tuple[int, str]:
        """The exit code, and what was said."""
        asked = parser(dict.fromkeys(ABOUT)).parse_args(["feed", *words])
        code = feed_command(self.settings, asked, lambda: START, self._stranger.fetcher())
        said = self._terminal.readouterr()
        return code, (said.out + said.err).strip()


@pytest.fixture
def operator(database: str, stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> Operator:
    return Operator(database, stranger, capsys)


def test_a_feed_is_added_listed_checked_and_removed(operator: Operator, stranger: Stranger) -> None:
    stranger.pages["/feed"] = page(rss("One", "Two"))
    url = stranger.url()
    assert operator.types("add", url) == (0,
        "Feed 1 brings postings for review. A running Elan looks at it within a minute, and then every hour.",
    )  # fmt: skip
    assert operator.types("list") == (
        0, f"1  {url}\n   brings postings for review; 0 postings; not read yet; next 2026-11-23 15:00 UTC",
    )  # fmt: skip
    assert operator.types("check", "1") == (0, "Feed 1: 2 new, 0 changed, 0 gone.")
    assert operator.types("check", "1") == (0, "Feed 1: 0 new, 0 changed, 0 gone.")
    assert "; 2 postings; read 2026-11-23 15:00 UTC; next " in operator.types("list")[1]
    assert operator.types("add", url, "--publish")[1].startswith("Feed 1 opens what it brings.")
    assert operator.types("remove", "1") == (0, f"Feed 1 is removed: {url}. What it brought stays.")
    assert operator.types("list") == (0, "")


def test_what_cannot_be_read_is_said_with_the_reason(operator: Operator, stranger: Stranger) -> None:
    operator.types("add", stranger.url())
    assert operator.types("check", "1") == (1, "Feed 1 cannot be read: its server answers 404.")
    assert "failed 1 times: its server answers 404" in operator.types("list")[1]
    operator.settings = Settings(database_url=operator.settings.database_url, language="fr")
    assert operator.types("check", "1")[1].endswith("son serveur répond 404.")


def test_an_address_inside_is_never_asked(operator: Operator) -> None:
    with Stranger() as inside:
        operator.types("add", inside.url())
        told = "Feed 1 cannot be read: it leads into a private network, where Elan does not go."
        assert operator.types("check", "1") == (1, told)
        assert inside.asked == []


@pytest.mark.parametrize("words", [("remove", "7"), ("check", "7")])
def test_a_feed_that_is_not_there_is_said(operator: Operator, words: tuple[str, str]) -> None:
    assert operator.types(*words) == (1, "There is no feed 7. python -m bot feed list names them.")


def test_what_is_no_address_is_said(operator: Operator) -> None:
    assert operator.types("add", "parks") == (
        1, "Give an address that begins with http:// or https://, 255 characters at most.",
    )  # fmt: skip
    with opened(operator.settings.database_url) as engine, Desk(engine, lambda: START).reading() as work:
        assert feeds.claim_due(work) is None
