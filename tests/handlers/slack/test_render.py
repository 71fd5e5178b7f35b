"""Every part of a message in Block Kit, and Slack's limits kept."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import cards
from bot.messages.message import (
    Button,
    Buttons,
    ChannelName,
    Choice,
    Code,
    Confirm,
    Divider,
    Heading,
    Message,
    Note,
    Paragraph,
    Part,
    Prose,
    Span,
    Strong,
    Text,
    When,
)
from bot.messages.voice import Voice
from handlers.slack.render import TEXT, UPDATED_TEXT, home_view, message_payload, mrkdwn
from sandbox.limits import message_faults, view_faults
from tests.bot.messages.samples import ENGLISH, FRENCH, posting, role
from tests.town import START

AT = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
UNIX = 1796167800
HOSTILE = st.text(alphabet="ab &<>|`*\n\"'😀é\u202e", max_size=60) | st.sampled_from(
    ["<!channel>", "&" * 4000, "w" * 9000]
)


def blocks(*parts: Part) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = message_payload(Message(parts))["blocks"]
    return found


@pytest.mark.parametrize(
    ("span", "written"),
    [
        ("a & <b>", "a &amp; &lt;b&gt;"),
        (Strong("a & b"), "*a &amp; b*"),
        (Strong("2 * 3"), "2 * 3"),
        (Strong("two\nlines"), "two\nlines"),
        (Strong(" edge"), " edge"),
        (Strong(""), ""),
        (Code("/volunteer signup 12"), "`/volunteer signup 12`"),
        (Code("a`b"), "a`b"),
        (Prose("see https://a.org & <!here>"), "see <https://a.org> &amp; &lt;!here&gt;"),
        (When(AT, "Tue | <6 p.m.>", "full"), f"<!date^{UNIX}^{{date_long_pretty}}, {{time}}|Tue / &lt;6 p.m.&gt;>"),
        (When(AT, "18:30", "time"), f"<!date^{UNIX}^{{time}}|18:30>"),
        (When(AT, "in 8 days", "until"), f"<!date^{UNIX}^{{ago}}|in 8 days>"),
        (ChannelName("C1"), "<#C1>"),
    ],
)
def test_a_span_is_written_in_slacks_format(span: Span, written: str) -> None:
    assert mrkdwn((span,)) == written


def test_a_paragraph_is_a_section_that_obeys_nothing_people_wrote() -> None:
    assert blocks(Paragraph(("Ana & ", Strong("Luc")))) == [
        {"type": "section", "text": {"type": "mrkdwn", "text": "Ana &amp; *Luc*", "verbatim": True}}
    ]


def test_a_paragraphs_button_stands_beside_its_first_section() -> None:
    found = blocks(Paragraph(("word " * 1000,), Button("Details", "opportunity.show", "12", says="Details of #12")))
    assert [block["type"] for block in found] == ["section", "section"]
    assert found[0]["accessory"] == {
        "type": "button",
        "text": {"type": "plain_text", "text": "Details", "emoji": False},
        "action_id": "opportunity.show/0",
        "value": "12",
        "accessibility_label": "Details of #12",
    }
    assert "accessory" not in found[1]


def test_a_heading_is_plain_and_shortened() -> None:
    assert blocks(Heading("h" * 200)) == [
        {"type": "header", "text": {"type": "plain_text", "text": "h" * 149 + "…", "emoji": False}}
    ]


def test_small_print_a_divider_and_a_choice() -> None:
    assert blocks(Note(("small",)), Divider(), Choice("Choose", "signup.choose", (("Designer", "signup.join/1"),))) == [
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "small", "verbatim": True}]},
        {"type": "divider"},
        {
            "type": "actions",
            "elements": [
                {
                    "type": "static_select",
                    "action_id": "signup.choose/0",
                    "placeholder": {"type": "plain_text", "text": "Choose", "emoji": False},
                    "options": [
                        {"text": {"type": "plain_text", "text": "Designer", "emoji": False}, "value": "signup.join/1"}
                    ],
                }
            ],
        },
    ]


def test_a_button_that_cannot_be_undone_asks() -> None:
    confirm = Confirm("Cancel this posting?", "This cannot be undone.", "Cancel the posting", "Keep it")
    (row,) = blocks(Buttons((Button("Cancel #12", "opportunity.cancel", "12|Rain", style="danger", confirm=confirm),)))
    (element,) = row["elements"]
    assert (element["style"], element["value"]) == ("danger", "12|Rain")
    assert {name: text["text"] for name, text in element["confirm"].items()} == {
        "title": "Cancel this posting?",
        "text": "This cannot be undone.",
        "confirm": "Cancel the posting",
        "deny": "Keep it",
    }


def test_same_buttons_in_one_row_have_ids_of_their_own() -> None:
    rows = blocks(Buttons(tuple(Button("Join", "signup.join", str(n)) for n in range(30))))
    assert [len(row["elements"]) for row in rows] == [25, 5]
    assert [e["action_id"] for row in rows for e in row["elements"]] == [f"signup.join/{n}" for n in range(30)]


def test_a_list_to_choose_from_has_a_hundred_options() -> None:
    (row,) = blocks(Choice("Choose", "signup.choose", tuple((f"R{n}", f"signup.join/{n}") for n in range(120))))
    assert len(row["elements"][0]["options"]) == 100


def test_a_message_has_fifty_blocks_and_a_home_a_hundred() -> None:
    long = Message(tuple(Paragraph((str(n),)) for n in range(150)))
    assert len(message_payload(long)["blocks"]) == 50
    assert len(home_view(long)["blocks"]) == 100
    assert view_faults(home_view(long)) == []


def test_the_text_says_all_that_the_blocks_say() -> None:
    message = Message((Heading("#12 A & B"), Paragraph(("One ", Strong("two"))), Divider(), Note(("three",))))
    assert message_payload(message)["text"] == "#12 A &amp; B\nOne *two*\nthree"


def test_the_text_has_as_many_characters_as_slack_takes() -> None:
    message = Message((Paragraph(("&" * 9000,)),))
    assert len(message_payload(message)["text"]) == 40_000 - 4, "no entity is parted"
    assert 3_990 < len(message_payload(message, UPDATED_TEXT)["text"]) <= 4_000


def test_a_long_paragraph_takes_no_words_from_short_ones() -> None:
    message = Message((Heading("#12"), Paragraph(("w" * 9000,)), Paragraph(("v" * 900,)), Note(("Open",))))
    lines = message_payload(message, UPDATED_TEXT)["text"].split("\n")
    assert [lines[0], *lines[2:]] == ["#12", "v" * 900, "Open"]
    assert (len("\n".join(lines)), lines[1][-2:]) == (4_000, "w…")


def test_what_can_be_told_in_brief_is_where_there_is_no_room_and_the_last_of_it_first() -> None:
    def told(longest: int) -> list[str]:
        lines: list[str] = message_payload(Message(parts), longest)["text"].split("\n")
        return lines

    parts = (Paragraph(("one and all",), brief=("one",)), Paragraph(("two and all",), brief=("two",)), Note(("Open",)))
    assert told(28) == ["one and all", "two and all", "Open"]
    assert told(27) == ["one and all", "two", "Open"]
    assert told(19) == ["one", "two", "Open"]


@pytest.mark.parametrize("voice", [ENGLISH, FRENCH])
@pytest.mark.parametrize("sign", ["o", "&"])
def test_a_card_of_many_roles_always_says_its_state_and_every_roles_seats(voice: Voice, sign: str) -> None:
    people = ("Marie-Hélène Beauchemin-Tremblay", "Alexandrina Konstantinopoulou", "Bartholomew Featherstonehaugh") * 2
    roles = [role(f"Front desk {n:02} ".ljust(35, sign), 12, people, waiting=3, id=n) for n in range(1, 21)]
    card = cards.card(voice, posting(*roles, summary=f"Walk a park {sign * 150}", where="w" * 300), START)
    whole, updated = (message_payload(card, longest)["text"].split("\n") for longest in (TEXT, UPDATED_TEXT))
    command = "/volunteer signup 12" if voice is ENGLISH else "/benevole inscription 12"
    assert whole[-1] == updated[-1]
    assert f"`{command}`" in updated[-1]
    assert whole[0] == updated[0] == "#12 Map the parks"
    assert sum("Marie-Hélène" in line for line in whole) == 20
    assert len("\n".join(updated)) <= 4_000
    if sign != "&":
        assert sum("Front desk" in line and " 12; 3 " in line for line in updated) == 20
        assert sum("Walk a park" in line for line in updated) == 1, "names of people give way first"


def test_an_empty_paragraph_is_no_block() -> None:
    assert blocks(Paragraph(()), Paragraph(("a",))) == blocks(Paragraph(("a",)))


SPANS = st.one_of(
    HOSTILE,
    HOSTILE.map(Strong),
    HOSTILE.map(Code),
    HOSTILE.map(Prose),
    HOSTILE.map(lambda words: When(AT, words[:100], "full")),
)
TEXTS: st.SearchStrategy[Text] = st.lists(SPANS, min_size=1, max_size=4).map(tuple)
LABELS = HOSTILE.map(lambda words: words or "x")
BUTTONS = st.builds(Button, LABELS, st.just("opportunity.show"), HOSTILE, HOSTILE)
PARTS = st.one_of(
    st.builds(Heading, LABELS),
    st.builds(Paragraph, TEXTS, st.none() | BUTTONS),
    st.builds(Note, TEXTS),
    st.lists(BUTTONS, min_size=1, max_size=30).map(lambda some: Buttons(tuple(some))),
    st.lists(st.tuples(LABELS, st.just("signup.join/1")), min_size=1, max_size=120).map(
        lambda some: Choice("Choose", "signup.choose", tuple(some))
    ),
    st.just(Divider()),
)


@settings(max_examples=30, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=12).map(tuple))
def test_whatever_people_wrote_a_message_is_one_that_slack_takes(parts: tuple[Part, ...]) -> None:
    payload = message_payload(Message(parts), UPDATED_TEXT)
    assert [str(fault) for fault in message_faults(payload["blocks"])] == []
    assert len(payload["text"]) <= 4000
    assert not [text for text in [payload["text"], *obeyed(payload["blocks"])] if "<!channel>" in text]


def obeyed(found: Any) -> list[str]:
    """Every text in which Slack would obey mark-up."""
    if isinstance(found, list):
        return [text for one in found for text in obeyed(one)]
    if isinstance(found, dict):
        own = [found["text"]] if found.get("type") == "mrkdwn" else []
        return own + [text for one in found.values() for text in obeyed(one)]
    return []
