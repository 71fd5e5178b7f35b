"""Feeds at a terminal: what is typed, and what is said."""

import pytest

from bot.commands import ABOUT, parser
from bot.desk import Desk
from bot.marketplace import feeds
from bot.settings import Settings
from db.engine import opened
from handlers.feeds.fetching import Fetcher
from handlers.feeds.terminal import feed_command
from tests.handlers.feeds.samples import rss
from tests.handlers.feeds.stranger import Stranger, page
from tests.town import START


class Operator:
    """Types the commands and reads the terminal."""

    def __init__(self, database: str, stranger: Stranger, terminal: pytest.CaptureFixture[str]) -> None:
        self.settings = Settings(database_url=database)
        self.fetcher = stranger.fetcher()
        self._terminal = terminal

    def types(self, *words: str) -> tuple[int, str]:
        """The exit code, and what was said."""
        asked = parser(dict.fromkeys(ABOUT)).parse_args(["feed", *words])
        code = feed_command(self.settings, asked, lambda: START, self.fetcher)
        said = self._terminal.readouterr()
        return code, (said.out + said.err).strip()


@pytest.fixture
def operator(database: str, stranger: Stranger, capsys: pytest.CaptureFixture[str]) -> Operator:
    return Operator(database, stranger, capsys)


def test_a_feed_is_added_listed_checked_and_removed(operator: Operator, stranger: Stranger) -> None:
    stranger.pages["/feed"] = page(rss("One", "Two"))
    url = stranger.url()
    read = "“Volunteer & Co”: 2 new, 0 changed, 0 gone. A running Elan looks at it every hour."
    assert operator.types("add", url) == (0, f"Feed 1 brings postings for review. {read}")
    code, listed = operator.types("list")
    assert (code, listed.startswith(f"1  {url}\n   brings postings for review; 2 postings; read ")) == (0, True)
    assert "; read 2026-11-23 15:00 UTC; next " in listed
    stranger.pages["/feed"] = page(rss("One", "Two", "Three"))
    assert operator.types("check", "1") == (0, "Feed 1: 1 new, 0 changed, 0 gone.")
    assert operator.types("check", "1") == (0, "Feed 1: 0 new, 0 changed, 0 gone.")
    assert operator.types("add", url, "--publish")[1].startswith("Feed 1 opens what it brings.")
    assert operator.types("remove", "1") == (0, f"Feed 1 is removed: {url}. What it brought stays.")
    assert operator.types("list") == (0, "")


def test_what_cannot_be_read_is_said_with_the_reason(operator: Operator, stranger: Stranger) -> None:
    operator.types("add", stranger.url())
    assert operator.types("check", "1") == (1, "Feed 1 cannot be read: its server answers 404.")
    assert "failed 2 times: its server answers 404" in operator.types("list")[1]
    operator.settings = Settings(database_url=operator.settings.database_url, language="fr")
    assert operator.types("check", "1")[1].endswith("son serveur répond 404.")


def test_what_cannot_be_read_just_now_is_added_and_says_so(operator: Operator, stranger: Stranger) -> None:
    later = "A running Elan tries again, later each time, up to a day."
    added = "Feed 1 brings postings for review. It cannot be read just now: its server answers 404. "
    assert operator.types("add", stranger.url()) == (0, added + later)
    operator.fetcher = Fetcher(resolve=unknown)
    code, said = operator.types("add", "https://feeds.example.org/")
    assert (code, said.endswith(f"It cannot be read just now: its server cannot be reached. {later}")) == (0, True)
    assert len(operator.types("list")[1].splitlines()) == 4


def unknown(host: str, _port: int) -> list[str]:
    raise OSError(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "[::ffff:127.0.0.1]", "127.1"])
def test_an_address_inside_is_refused_and_never_asked(operator: Operator, host: str) -> None:
    with Stranger() as inside:
        told = "This is not added: it leads into a private network, where Elan does not go."
        assert operator.types("add", inside.url(host=host)) == (1, told)
        assert operator.types("list") == (0, "")
        assert inside.asked == []


def test_a_feed_whose_address_leads_inside_later_is_not_asked(operator: Operator) -> None:
    """Whoever has its name may have it stand for another address."""
    operator.fetcher = Fetcher(resolve=unknown)
    with Stranger() as inside:
        operator.types("add", inside.url(host="feeds.example.org"))
        operator.fetcher = Fetcher(resolve=lambda _host, _port: ["127.0.0.1"])
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
    assert operator.types("add", "https://rosa:hush@example.org/") == (
        1, "An address with a name or a password in it cannot be taken: admins are told it.",
    )  # fmt: skip
    assert operator.types("add", "https://example.org:port/") == (
        1, "This is not added: it leads to something that is not a web address.",
    )  # fmt: skip
    with opened(operator.settings.database_url) as engine, Desk(engine, lambda: START).reading() as work:
        assert feeds.claim_due(work) is None
