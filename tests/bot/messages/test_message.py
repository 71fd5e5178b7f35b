"""Messages before any platform's format."""

from datetime import UTC, datetime

from bot.messages.message import (
    Button,
    Buttons,
    ChannelName,
    Code,
    Message,
    Note,
    Paragraph,
    Prose,
    Strong,
    When,
    joined,
    lines,
    paragraph,
    plain,
)

AT = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)


def test_spans_and_texts_in_a_row_are_one_text() -> None:
    assert joined("a", ("b", Strong("c")), Prose("d")) == ("a", "b", Strong("c"), Prose("d"))
    assert joined() == ()


def test_lines_stand_under_each_other() -> None:
    assert lines(("a",), ("b", Strong("c"))) == ("a", "\n", "b", Strong("c"))
    assert (lines(), lines(("a",))) == ((), ("a",))


def test_a_text_can_be_read_plainly() -> None:
    text = (
        "a ",
        Strong("b"),
        " ",
        Code("/c"),
        " ",
        Prose("<d>"),
        " ",
        When(AT, "Tuesday", "full"),
        " ",
        ChannelName("C1"),
    )
    assert plain(text) == "a b /c <d> Tuesday #C1"


def test_buttons_are_put_at_the_end_of_a_copy() -> None:
    first = paragraph("a")
    assert first.with_button(Button("Leave", "signup.leave")) == Message(
        (Paragraph(("a",)), Buttons((Button("Leave", "signup.leave"),)))
    )
    assert first == Message((Paragraph(("a",)),))


def test_two_messages_make_one() -> None:
    assert paragraph("a") + Message((Note(("b",)),)) == Message((Paragraph(("a",)), Note(("b",))))
