"""The blocks and views of the small app."""

from datetime import UTC, datetime
from typing import Any

Json = dict[str, Any]

PORTS = ["Antwerp", "Halifax", "Hamburg", "Havana", "Montréal", "Vancouver"]

TIDE = int(datetime(2025, 3, 4, 23, 30, tzinfo=UTC).timestamp())

HOSTILE = "<script>window.hacked = 1</script> <!channel> &lt;img src=x onerror=alert(1)&gt; @here \u202eevil\u202c"
"""What somebody may write, as an app passes it on without care."""


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, note: str = "") -> Json:
    described = {"description": plain(note)} if note else {}
    return {"text": plain(text), "value": text.casefold(), **described}


def button(text: str, action: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action, **more}


def card(seats: int) -> list[Json]:
    when = f"<!date^{TIDE}^{{date_long_pretty}} at {{time}}|4 March, 23:30 UTC>"
    sink = {
        "title": plain("Leave the crew?"),
        "text": mrkdwn("Your *bunk* goes to the next in line."),
        "confirm": plain("Leave"),
        "deny": plain("Stay"),
        "style": "danger",
    }
    return [
        {"type": "header", "text": plain("#7 Crew of the Petrel")},
        {"type": "section", "text": mrkdwn(f"*Harbour Rescue*\nTake soup and blankets to the outer islands.\n{when}")},
        {"type": "section", "fields": [mrkdwn(f"*Deckhand*\n{seats} of 3"), mrkdwn("*Cook*\n1 of 1, 2 waiting")]},
        {"type": "context", "elements": [mrkdwn("3 h a week for 8 weeks · English, French · In person")]},
        {
            "type": "actions",
            "block_id": "card",
            "elements": [
                button(
                    "Join as deckhand", "join", style="primary", value="7", accessibility_label="Join #7 as deckhand"
                ),
                button("Details", "details", value="7"),
                button("Leave", "leave", style="danger", confirm=sink),
            ],
        },
    ]


EVERYTHING: list[Json] = [
    {
        "type": "section",
        "text": mrkdwn(
            "*Bold* _italic_ ~gone~ `code` <https://example.org|a link> :tada:\n"
            "> quoted\n• one\n• two\n```pre\nformatted```"
        ),
    },
    {
        "type": "section",
        "text": plain("Pick a port"),
        "accessory": {
            "type": "static_select",
            "action_id": "static",
            "placeholder": plain("Port"),
            "options": [option(name) for name in PORTS],
        },
    },
    {
        "type": "actions",
        "elements": [
            {"type": "external_select", "action_id": "port", "placeholder": plain("Search ports")},
            {"type": "users_select", "action_id": "who", "placeholder": plain("Somebody")},
            {"type": "channels_select", "action_id": "where", "placeholder": plain("Somewhere")},
            {"type": "datepicker", "action_id": "day", "initial_date": "2025-03-09"},
            {"type": "timepicker", "action_id": "hour", "initial_time": "18:30"},
            {
                "type": "overflow",
                "action_id": "over",
                "options": [option("Copy"), option("Sink", "Cannot be undone")],
            },
        ],
    },
    {
        "type": "actions",
        "elements": [
            {
                "type": "checkboxes",
                "action_id": "check",
                "options": [option("Rope"), option("Lantern", "With oil")],
            },
            {"type": "radio_buttons", "action_id": "radio", "options": [option("Port side"), option("Starboard")]},
        ],
    },
    {"type": "divider"},
    {
        "type": "image",
        "image_url": "https://example.org/boat.png",
        "alt_text": "A boat at dusk",
        "title": plain("The Petrel"),
    },
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_section",
                "elements": [
                    {"type": "text", "text": "Rich ", "style": {"bold": True}},
                    {"type": "link", "url": "https://example.org", "text": "text"},
                ],
            },
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "cast off"}]},
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "set sail"}]},
                ],
            },
        ],
    },
    {
        "type": "table",
        "rows": [
            [{"type": "raw_text", "text": "Boat"}, {"type": "raw_text", "text": "Crew"}],
            [{"type": "raw_text", "text": "Petrel"}, {"type": "raw_text", "text": "3"}],
        ],
        "column_settings": [{"align": "left"}, {"align": "right"}],
    },
]
"""One of each block and element a message can have."""


def field(name: str, label: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": name, "label": plain(label), "element": {"action_id": name, **element}, **more}


OPTIONAL = [
    field(name, label, element, optional=True)
    for name, label, element in (
        ("story", "Story", {"type": "plain_text_input", "multiline": True}),
        ("ports", "Ports", {"type": "multi_static_select", "options": [option(one) for one in PORTS]}),
        ("crew", "Crew", {"type": "multi_users_select"}),
        ("gear", "Gear", {"type": "checkboxes", "options": [option("Rope"), option("Lantern", "With oil")]}),
        ("flag", "Flag", {"type": "radio_buttons", "options": [option("Red"), option("Blue")]}),
        ("day", "Day", {"type": "datepicker"}),
        ("moment", "Departure", {"type": "datetimepicker"}),
        ("site", "Web site", {"type": "url_text_input"}),
        ("mail", "Address", {"type": "email_text_input"}),
    )
]
KINDS = {name.casefold(): option(name) for name in ("Sail", "Motor")}


def form(kind: str = "sail") -> Json:
    """The long form, as it is for a kind of boat: one with a motor is asked for its engine."""
    name = {"type": "plain_text_input", "max_length": 40, "placeholder": plain("Petrel")}
    kinds = {"type": "static_select", "options": list(KINDS.values()), "initial_option": KINDS[kind]}
    engine = [field("engine", "Engine", {"type": "plain_text_input"}, optional=True)] if kind == "motor" else []
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("A new boat"),
        "submit": plain("Launch"),
        "close": plain("Not now"),
        "blocks": [
            {"type": "section", "text": mrkdwn("Only the first *three* are asked of everybody.")},
            field("name", "Name", name, hint=plain("As it is painted on the bow.")),
            field("kind", "Kind", kinds, dispatch_action=True),
            *engine,
            field("length", "Length in metres", {"type": "number_input", "is_decimal_allowed": True}),
            *OPTIONAL,
            {"type": "actions", "elements": [button("More", "more")]},
        ],
    }


def short_form(text: str) -> Json:
    story = {"type": "plain_text_input", "multiline": True, **({"initial_value": text} if text else {})}
    return {
        "type": "modal",
        "callback_id": "short",
        "title": plain("Start a crew"),
        "submit": plain("Start"),
        "blocks": [field("what", "What for", story)],
    }


def thanks() -> Json:
    return {
        "type": "modal",
        "title": plain("Thank you"),
        "close": plain("Close"),
        "blocks": [{"type": "section", "text": plain("All hands will hear of it.")}],
    }


def second_form() -> Json:
    return {
        "type": "modal",
        "callback_id": "second",
        "title": plain("More about it"),
        "submit": plain("Keep"),
        "blocks": [field("colour", "Colour", {"type": "plain_text_input"})],
    }


def home(count: int) -> Json:
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": plain("Your watch")},
            {"type": "section", "text": mrkdwn(f"You rang the bell *{count}* times.")},
            {"type": "actions", "block_id": "bell", "elements": [button("Ring the bell", "count", value=str(count))]},
        ],
    }
