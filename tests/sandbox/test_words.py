"""What people read: dates in their zone and language, names, links, marks."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.actor import Actor
from sandbox.server import Sandbox
from sandbox.words.dates import Reading, say_date
from sandbox.words.mentions import mentions
from sandbox.words.mrkdwn import Span, escape, spans, unescape
from sandbox.words.naming import escape_command, link_names
from sandbox.workspace import Channel
from tests.sandbox.conftest import START

# Wednesday 5 March 2025, 23:30 UTC: 18:30 in Toronto, already Thursday in Paris.
UNIX = int(datetime(2025, 3, 5, 23, 30, 5, tzinfo=UTC).timestamp())
LONG_AGO = int(datetime(2014, 2, 18, 14, 39, 45, tzinfo=UTC).timestamp())

ENGLISH = Reading("en-CA", "America/Toronto", START)
FRENCH = Reading("fr-CA", "Europe/Paris", START)


@pytest.mark.parametrize(
    ("token", "english", "french"),
    [
        ("{date_num}", "2025-03-05", "2025-03-06"),
        ("{date}", "March 5th", "6 mars"),
        ("{date_short}", "Mar 5", "6 mars"),
        ("{date_long}", "Wednesday, March 5th", "jeudi 6 mars"),
        ("{date_pretty}", "tomorrow", "6 mars"),
        ("{date_short_pretty}", "tomorrow", "6 mars"),
        ("{date_long_pretty}", "tomorrow", "jeudi 6 mars"),
        ("{time}", "6:30 PM", "00:30"),
        ("{time_secs}", "6:30:05 PM", "00:30:05"),
        ("{ago}", "in 1 day", "dans 1 jour"),
        ("{date_short} at {time}", "Mar 5 at 6:30 PM", "6 mars at 00:30"),
        ("{unheard_of}", "{unheard_of}", "{unheard_of}"),
    ],
)
def test_date_token_speaks_the_reader_s_language_and_zone(token: str, english: str, french: str) -> None:
    entity = f"!date^{UNIX}^{token}|fallback"

    assert say_date(entity, ENGLISH) == english
    assert say_date(entity, FRENCH) == french


@pytest.mark.parametrize(
    ("token", "english", "french"),
    [
        ("{date}", "February 18th, 2014", "18 février 2014"),
        ("{date_short}", "Feb 18, 2014", "18 févr. 2014"),
        ("{date_long_pretty}", "Tuesday, February 18th, 2014", "mardi 18 février 2014"),
    ],
)
def test_date_half_a_year_away_has_its_year(token: str, english: str, french: str) -> None:
    entity = f"!date^{LONG_AGO}^{token}^https://example.org|fallback"

    assert say_date(entity, ENGLISH) == english
    assert say_date(entity, FRENCH) == french


@pytest.mark.parametrize(
    ("token", "said"),
    [("{date}", "1er avril"), ("{date_short}", "1er avr."), ("{date_long_pretty}", "mardi 1er avril")],
)
def test_the_first_of_a_month_is_said_so_in_french(token: str, said: str) -> None:
    april = int(datetime(2025, 4, 1, 12, tzinfo=UTC).timestamp())
    assert say_date(f"!date^{april}^{token}|fallback", FRENCH) == said
    assert "er" not in say_date(f"!date^{april + 20 * 86_400}^{token}|fallback", FRENCH)


@pytest.mark.parametrize(
    ("days", "english", "french"),
    [
        (9, "in 9 days", "dans 9 jours"),
        (13.4, "in 13 days", "dans 13 jours"),
        (14, "in 2 weeks", "dans 2 semaines"),
        (-6.5, "6 days ago", "il y a 6 jours"),
        (-8, "8 days ago", "il y a 8 jours"),
        (0.1, "in 2 hours", "dans 2 heures"),
    ],
)
def test_up_to_two_weeks_are_told_in_days(days: float, english: str, french: str) -> None:
    then = int((ENGLISH.now + timedelta(days=days)).timestamp())
    assert say_date(f"!date^{then}^{{ago}}|fallback", ENGLISH) == english
    assert say_date(f"!date^{then}^{{ago}}|fallback", FRENCH) == french


@pytest.mark.parametrize("entity", ["!date^soon^{date}|on Wednesday", "!date^1^|on Wednesday"])
def test_date_slack_cannot_read_falls_back(entity: str) -> None:
    assert say_date(entity, ENGLISH) == "on Wednesday"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("*bold* _slanted_ ~gone~ `code`", "bold slanted gone code"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("*<https://example.org|a link>*", "a link"),
        ("<https://example.org>", "https://example.org"),
        ("see https://example.org/a_b_c.", "see https://example.org/a_b_c."),
        ("<!channel> and <!here|here>", "@channel and @here"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("```two\nlines```", "two\nlines"),
        (":wave: مرحبا", ":wave: مرحبا"),
        ("*bold _both_*", "bold both"),
    ],
)
def test_marks_are_read_as_words(ana: Actor, text: str, words: str) -> None:
    assert ana.reader.words(text) == words


def test_names_are_filled_in(ana: Actor, luc: Actor, general: Channel) -> None:
    text = f"{luc.mention} in <#{general.id}|old-name>, <@U0GONE>"

    assert ana.reader.words(text) == "@Luc Tremblay in #general, @U0GONE"


def test_typed_names_become_ids(slack: Sandbox, ana: Actor, general: Channel) -> None:
    text = "@ana, look in #general. @here @nobody me@ana"

    assert link_names(slack.workspace, text) == f"<@{ana.id}>, look in <#{general.id}>. <!here> @nobody me@ana"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("R&D <b> &amp;", "R&amp;D &lt;b&gt; &amp;amp;"),
        ("see https://a.org/?b=1&c=@ana, or", "see <https://a.org/?b=1&amp;c=@ana>, or"),
        ("<https://a.org|b> <!here> <@U1>", "&lt;<https://a.org>|b&gt; &lt;!here&gt; &lt;@U1&gt;"),
        ("@ana. in #general", "<@{ana}|ana>. in <#{general}|general>"),
        ("@nobody me@ana ##general", "@nobody me@ana ##general"),
    ],
)
def test_a_typed_command_is_escaped(slack: Sandbox, ana: Actor, general: Channel, typed: str, sent: str) -> None:
    assert escape_command(slack.workspace, typed) == sent.format(ana=ana.id, general=general.id)


def test_spans_keep_style_and_target() -> None:
    assert list(spans("a *<https://example.org|b>*")) == [
        Span("a "),
        Span("b", "link", "https://example.org", frozenset({"bold"})),
    ]


def test_escape_and_unescape_undo_each_other() -> None:
    text = "<!channel> & &amp;"

    assert escape(text) == "&lt;!channel&gt; &amp; &amp;amp;"
    assert unescape(escape(text)) == text
    assert mentions(escape(text)) == set()


def test_every_block_is_read(ana: Actor) -> None:
    plain = {"type": "plain_text", "text": "plain *stars*"}
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": {"type": "plain_text", "text": "Head &amp; tail"}},
        {"type": "section", "text": plain, "fields": [{"type": "mrkdwn", "text": "*field*"}]},
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "_one_"}, plain]},
        {"type": "image", "image_url": "https://example.org", "alt_text": "A boat"},
        {"type": "input", "label": {"type": "plain_text", "text": "Name"}, "element": {"type": "plain_text_input"}},
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [
                    {"type": "text", "text": "Ask "}, {"type": "user", "user_id": ana.id},
                    {"type": "date", "timestamp": UNIX, "format": " at {time}"},
                ]},
                {"type": "rich_text_list", "style": "bullet", "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "link", "url": "https://example.org"}]},
                    {"type": "rich_text_section", "elements": [{"type": "emoji", "name": "wave"}]},
                ]},
            ],
        },
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}, {"type": "raw_text", "text": "b"}]]},
        {"type": "markdown", "text": "last"},
    ]  # fmt: skip

    assert ana.reader.lines(blocks) == [
        "Head & tail",
        "plain *stars*",
        "field",
        "one  plain *stars*",
        "A boat",
        "Name",
        "Ask @Ana Silva at 6:30 PM\nhttps://example.org\n:wave:",
        "a | b",
        "last",
    ]
