"""Every limit at its edge: what just fits passes, one more is refused and named with its path."""

import json
from typing import Any

import pytest
from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    ChannelSelectElement,
    CheckboxesElement,
    ConfirmObject,
    ContextBlock,
    ConversationSelectElement,
    DatePickerElement,
    DateTimePickerElement,
    DividerBlock,
    EmailInputElement,
    ExternalDataSelectElement,
    HeaderBlock,
    ImageBlock,
    ImageElement,
    InputBlock,
    MarkdownTextObject,
    NumberInputElement,
    Option,
    OptionGroup,
    OverflowMenuElement,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    TimePickerElement,
    UrlInputElement,
    UserSelectElement,
)

from sandbox.limits import message_faults, suggestion_faults, view_faults, view_too_large

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(**more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "x"}, **more}


def option(text: str = "One", **more: Any) -> Json:
    return {"text": plain(text), "value": text, **more}


def options(count: int) -> list[Json]:
    return [option(str(number)) for number in range(count)]


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain("Go"), **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def ask(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Name"), "element": element, **more}


def select(kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, **more}


TEXT = {"type": "plain_text_input"}
CONFIRM = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}
IMAGE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A boat"}


def pointers(*blocks: Json) -> list[str]:
    return [fault.short for fault in message_faults(list(blocks))]


def too_long(most: int, pointer: str) -> str:
    return f"must be less than {most + 1} characters [json-pointer:{pointer}]"


def too_many(most: int, pointer: str) -> str:
    return f"no more than {most} items allowed [json-pointer:{pointer}]"


LENGTHS: list[tuple[Any, int, str]] = [
    (lambda t: section(text={"type": "mrkdwn", "text": t}), 3000, "/blocks/0/text/text"),
    (lambda t: section(fields=[plain(t)]), 2000, "/blocks/0/fields/0/text"),
    (lambda t: {"type": "header", "text": plain(t)}, 150, "/blocks/0/text/text"),
    (lambda t: section(block_id=t), 255, "/blocks/0/block_id"),
    (lambda t: actions(button(text=plain(t))), 75, "/blocks/0/elements/0/text/text"),
    (lambda t: actions(button(value=t)), 2000, "/blocks/0/elements/0/value"),
    (lambda t: actions(button(action_id=t)), 255, "/blocks/0/elements/0/action_id"),
    (lambda t: actions(button(accessibility_label=t)), 75, "/blocks/0/elements/0/accessibility_label"),
    (lambda t: actions(button(url=("https://" + t)[: len(t)])), 3000, "/blocks/0/elements/0/url"),
    (lambda t: actions(button(confirm={**CONFIRM, "title": plain(t)})), 100, "/blocks/0/elements/0/confirm/title/text"),
    (lambda t: actions(button(confirm={**CONFIRM, "text": plain(t)})), 300, "/blocks/0/elements/0/confirm/text/text"),
    (lambda t: actions(button(confirm={**CONFIRM, "deny": plain(t)})), 30, "/blocks/0/elements/0/confirm/deny/text"),
    (lambda t: actions(select(options=[option(t)] if len(t) < 76 else [{"text": plain(t), "value": "1"}])), 75,
     "/blocks/0/elements/0/options/0/text/text"),
    (lambda t: actions(select(options=[{"text": plain("a"), "value": t}])), 150,
     "/blocks/0/elements/0/options/0/value"),
    (lambda t: actions(select(options=[option(description=plain(t))])), 75,
     "/blocks/0/elements/0/options/0/description/text"),
    (lambda t: actions(select(placeholder=plain(t), options=[option()])), 150, "/blocks/0/elements/0/placeholder/text"),
    (lambda t: ask(TEXT, label=plain(t)), 2000, "/blocks/0/label/text"),
    (lambda t: ask(TEXT, hint=plain(t)), 2000, "/blocks/0/hint/text"),
    (lambda t: ask({**TEXT, "initial_value": t}), 3000, "/blocks/0/element/initial_value"),
    (lambda t: {**IMAGE, "alt_text": t}, 2000, "/blocks/0/alt_text"),
    (lambda t: {**IMAGE, "title": plain(t)}, 2000, "/blocks/0/title/text"),
    (lambda t: {"type": "markdown", "text": t}, 12_000, "/blocks/0/text"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("build", "most", "pointer"), LENGTHS, ids=[f"{n} {case[2]}" for n, case in enumerate(LENGTHS)]
)
def test_length_just_fits_or_is_refused(build: Any, most: int, pointer: str) -> None:
    assert pointers(build("x" * most)) == []
    assert pointers(build("x" * (most + 1))) == [too_long(most, pointer)]


COUNTS: list[tuple[Any, int, str]] = [
    (lambda n: section(fields=[plain("x")] * n), 10, "/blocks/0/fields"),
    (lambda n: actions(*[button()] * n), 25, "/blocks/0/elements"),
    (lambda n: {"type": "context", "elements": [plain("x")] * n}, 10, "/blocks/0/elements"),
    (lambda n: actions({"type": "overflow", "options": options(n)}), 5, "/blocks/0/elements/0/options"),
    (lambda n: actions({"type": "radio_buttons", "options": options(n)}), 10, "/blocks/0/elements/0/options"),
    (lambda n: actions({"type": "checkboxes", "options": options(n)}), 10, "/blocks/0/elements/0/options"),
    (lambda n: actions(select(options=options(n))), 100, "/blocks/0/elements/0/options"),
    (lambda n: actions(select(option_groups=[{"label": plain("G"), "options": options(1)}] * n)), 100,
     "/blocks/0/elements/0/option_groups"),
    (lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * n}, 100, "/blocks/0/rows"),
    (lambda n: {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * n]}, 20, "/blocks/0/rows/0"),
]  # fmt: skip


@pytest.mark.parametrize(("build", "most", "pointer"), COUNTS, ids=[f"{n} {case[2]}" for n, case in enumerate(COUNTS)])
def test_count_just_fits_or_is_refused(build: Any, most: int, pointer: str) -> None:
    assert pointers(build(most)) == []
    assert pointers(build(most + 1)) == [too_many(most, pointer)]


def test_message_takes_fifty_blocks() -> None:
    assert pointers(*[{"type": "divider"}] * 50) == []
    assert pointers(*[{"type": "divider"}] * 51) == [too_many(50, "/blocks")]


@pytest.mark.parametrize(
    ("block", "fault"),
    [
        ({"type": "video"}, "unsupported type: video [json-pointer:/blocks/0/type]"),
        ({}, "missing required field: type [json-pointer:/blocks/0]"),
        ("text", "must provide an object [json-pointer:/blocks/0]"),
        ({"type": "header"}, "missing required field: text [json-pointer:/blocks/0]"),
        ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
         "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
        ({"type": "divider", "colour": "red"}, "invalid additional property: colour [json-pointer:/blocks/0]"),
        ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
        (section(text=plain("")), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
        (section(text=plain("x") | {"verbatim": True}),
         "invalid additional property: verbatim [json-pointer:/blocks/0/text]"),
        (section(accessory=TEXT), "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]"),
        (actions(IMAGE), "unsupported type: image [json-pointer:/blocks/0/elements/0/type]"),
        (actions(TEXT), "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]"),
        (actions(select("multi_static_select", options=options(1))),
         "unsupported type: multi_static_select [json-pointer:/blocks/0/elements/0/type]"),
        (actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
        (actions(button(style="green")),
         "must be a valid enum value: primary, danger [json-pointer:/blocks/0/elements/0/style]"),
        (actions(button(url="nowhere")), "must be a valid URL [json-pointer:/blocks/0/elements/0/url]"),
        (actions(button(confirm={"title": plain("Sure?")} | {k: CONFIRM[k] for k in ("text", "confirm")})),
         "missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]"),
        (actions(button(action_id="a"), button(action_id="a")),
         "`action_id` 'a' already exists for another element [json-pointer:/blocks/0/elements]"),
        (actions(select()), "must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]"),
        (actions(select(options=options(2), initial_option=option("9"))),
         "must be one of the provided options [json-pointer:/blocks/0/elements/0/initial_option]"),
        (actions({"type": "checkboxes", "options": options(2), "initial_options": [option("0"), option("9")]}),
         "must be one of the provided options [json-pointer:/blocks/0/elements/0/initial_options/1]"),
        (actions(select(options=[option(url="https://example.org")])),
         "invalid additional property: url [json-pointer:/blocks/0/elements/0/options/0]"),
        (actions({"type": "datepicker", "initial_date": "2025-13-01"}),
         "must be a valid date (YYYY-MM-DD) [json-pointer:/blocks/0/elements/0/initial_date]"),
        (actions({"type": "timepicker", "initial_time": "25:00"}),
         "must be a valid time (HH:mm) [json-pointer:/blocks/0/elements/0/initial_time]"),
        (actions({"type": "datetimepicker", "initial_date_time": 1_700_000_000_000}),
         "must be between 1000000000 and 9999999999 [json-pointer:/blocks/0/elements/0/initial_date_time]"),
        (ask(button()), "unsupported type: button [json-pointer:/blocks/0/element/type]"),
        (ask({"type": "number_input"}), "missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]"),
        (ask({"type": "number_input", "is_decimal_allowed": False, "min_value": "5", "initial_value": "3"}),
         "must be between `min_value` and `max_value` [json-pointer:/blocks/0/element/initial_value]"),
        (ask({**TEXT, "min_length": 9, "max_length": 3}),
         "must be less than or equal to `max_length` [json-pointer:/blocks/0/element/min_length]"),
        (ask({**TEXT, "max_length": 3, "initial_value": "four"}),
         "must be less than 4 characters [json-pointer:/blocks/0/element/initial_value]"),
        (ask({**TEXT, "max_length": "3"}), "must be an integer [json-pointer:/blocks/0/element/max_length]"),
        (ask({**TEXT, "multiline": 1}), "must be a boolean [json-pointer:/blocks/0/element/multiline]"),
        ({"type": "image", "image_url": "https://example.org/a.png"},
         "missing required field: alt_text [json-pointer:/blocks/0]"),
        ({"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [{"type": "image"}]}]},
         "unsupported type: image [json-pointer:/blocks/0/elements/0/elements/0/type]"),
    ],
)  # fmt: skip
def test_fault_is_named_with_its_path(block: Any, fault: str) -> None:
    assert pointers(block) == [fault]


def test_block_ids_are_unique_on_a_surface() -> None:
    assert pointers(section(block_id="a"), section(block_id="a")) == [
        "`block_id` 'a' already exists for another element [json-pointer:/blocks]"
    ]


def test_message_takes_one_table() -> None:
    table = {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}

    assert pointers(table) == []
    assert pointers(table, table) == ["only_one_table_allowed [json-pointer:/blocks]"]


def test_every_fault_is_reported() -> None:
    assert len(pointers({"type": "video"}, {"type": "header"}, section(text=plain("")))) == 3


def test_what_the_sdk_builds_is_accepted() -> None:
    some = [Option(text="One", value="1"), Option(text="Two", value="2")]
    sure = ConfirmObject(title="Sure?", text="Really?", confirm="Yes", deny="No")
    held = [
        PlainTextInputElement(placeholder="x", multiline=True, max_length=200),
        NumberInputElement(is_decimal_allowed=True, min_value="0", max_value="9"),
        UrlInputElement(),
        EmailInputElement(),
        DatePickerElement(initial_date="2025-03-04"),
        TimePickerElement(initial_time="10:30"),
        DateTimePickerElement(initial_date_time=1_741_100_400),
        StaticSelectElement(options=some, initial_option=some[0]),
        StaticMultiSelectElement(option_groups=[OptionGroup(label="All", options=some)], max_selected_items=2),
        CheckboxesElement(options=some, initial_options=some),
        RadioButtonsElement(options=some, initial_option=some[1]),
        UserSelectElement(initial_user="U1"),
        ChannelSelectElement(),
        ConversationSelectElement(default_to_current_conversation=True),
        ExternalDataSelectElement(min_query_length=2),
    ]
    blocks = [
        HeaderBlock(text="Boats"),
        DividerBlock(),
        SectionBlock(text=MarkdownTextObject(text="*x*", verbatim=True), fields=["a", "b"]),
        SectionBlock(text="x", accessory=ImageElement(image_url="https://example.org/a.png", alt_text="A")),
        ContextBlock(elements=[PlainTextObject(text="x"), MarkdownTextObject(text="y")]),
        ImageBlock(image_url="https://example.org/a.png", alt_text="A", title="B"),
        ActionsBlock(elements=[
            ButtonElement(text="Go", action_id="go", value="1", style="primary", confirm=sure),
            OverflowMenuElement(action_id="more", options=some),
        ]),
        *[InputBlock(label=f"Input {number}", element=element) for number, element in enumerate(held)],
    ]  # fmt: skip

    assert message_faults([block.to_dict() for block in blocks]) == []


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain("Boats"), "blocks": [section()], **more}


@pytest.mark.parametrize(
    ("view", "fault"),
    [
        (modal(title=plain("x" * 25)), too_long(24, "/view/title/text")),
        (modal(submit=plain("x" * 25)), too_long(24, "/view/submit/text")),
        (modal(close=plain("x" * 25)), too_long(24, "/view/close/text")),
        (modal(private_metadata="x" * 3001), too_long(3000, "/view/private_metadata")),
        (modal(callback_id="x" * 256), too_long(255, "/view/callback_id")),
        (modal(external_id="x" * 256), too_long(255, "/view/external_id")),
        (modal(blocks=[{"type": "divider"}] * 101), too_many(100, "/view/blocks")),
        (modal(blocks=[ask(TEXT)]),
         "`submit` is required when an input block is within the `blocks` array [json-pointer:/view]"),
        (modal(blocks=[ask({**TEXT, "focus_on_load": True})] * 2, submit=plain("Save")),
         "only one element can have `focus_on_load` [json-pointer:/view/blocks]"),
        (modal(blocks=[section(block_id="a")] * 2),
         "`block_id` 'a' already exists for another element [json-pointer:/view/blocks]"),
        (modal(blocks=[{"type": "table", "rows": []}]), "unsupported type: table [json-pointer:/view/blocks/0/type]"),
        (modal(notify=True), "invalid additional property: notify [json-pointer:/view]"),
        ({"type": "home", "title": plain("x"), "blocks": []},
         "invalid additional property: title [json-pointer:/view]"),
        ({"type": "home", "blocks": [{"type": "divider"}] * 101}, too_many(100, "/view/blocks")),
        ({"type": "page", "blocks": []}, "unsupported type: page [json-pointer:/view/type]"),
    ],
)  # fmt: skip
def test_faulty_view_is_named_with_its_path(view: Json, fault: str) -> None:
    assert [found.short for found in view_faults(view)] == [fault]


def test_view_that_just_fits_is_accepted() -> None:
    view = modal(
        title=plain("x" * 24),
        submit=plain("x" * 24),
        private_metadata="x" * 3000,
        blocks=[*[section()] * 99, ask(TEXT)],
        notify_on_close=True,
    )

    assert view_faults(view) == []
    assert not view_too_large(view)


def test_view_size_counts_bytes() -> None:
    assert view_too_large(modal(private_metadata="é" * 125_000))
    assert len(json.dumps(modal())) < 250_000


def test_suggestions_are_checked() -> None:
    assert suggestion_faults({"options": options(100)}) == []
    assert [f.short for f in suggestion_faults({"options": options(101)})] == [too_many(100, "/options")]
    assert suggestion_faults({}) != []
