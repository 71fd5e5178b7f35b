"""Composition objects. docs.slack.dev/reference/block-kit/composition-objects"""

from typing import Any

from sandbox.limits.report import Report, Rule
from sandbox.limits.rules import Shape, by_type, items, one_of, string, truth

ACTION_ID = string(255)
BLOCK_ID = string(255)
URL = string(3000, form=r"(https?|mailto|tel|slack)://?\S+", named="URL")
IMAGE_URL = string(3000, form=r"https?://\S+", named="URL")


def plain(most: int) -> Rule:
    """Text object, plain_text only."""
    return by_type({"plain_text": Shape({"text": string(most)}, {"emoji": truth})})


def either(most: int) -> Rule:
    """Text object, plain_text or mrkdwn."""
    return by_type(
        {
            "plain_text": Shape({"text": string(most)}, {"emoji": truth}),
            "mrkdwn": Shape({"text": string(most)}, {"verbatim": truth}),
        }
    )


# Confirmation dialog: title 100, text 300, buttons 30.
CONFIRM = Shape(
    {"title": plain(100), "text": either(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)

# Option: text and description 75, value 150; mrkdwn only in check boxes and radio buttons, url only in overflow menus.
OPTION = Shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
RICH_OPTION = Shape({"text": either(75), "value": string(150)}, {"description": either(75)})
OVERFLOW_OPTION = Shape({"text": plain(75), "value": string(150)}, {"description": plain(75), "url": URL})

# Option group: label 75, 100 options.
GROUP = Shape({"label": plain(75), "options": items(OPTION, 100)})

OPTIONS = items(OPTION, 100)
GROUPS = items(GROUP, 100)

# docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object
FILTER = Shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": truth,
        "exclude_bot_users": truth,
    },
)

DISPATCH = Shape(
    {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)},
)


def options_or_groups(value: dict[str, Any], path: str, report: Report) -> None:
    """One of the two, never both."""
    if ("options" in value) == ("option_groups" in value):
        report.add(path, "must define either `options` or `option_groups`")


def initial_among_options(value: dict[str, Any], path: str, report: Report) -> None:
    """docs.slack.dev, static select: `initial_option` exactly matches one of the options."""
    groups = value.get("option_groups", [])
    offered = [*value.get("options", []), *(option for group in groups for option in group["options"])]
    sameness = [_essence(option) for option in offered]
    first = value.get("initial_option")
    if first is not None and _essence(first) not in sameness:
        report.add(f"{path}/initial_option", "must be one of the provided options")
    for number, option in enumerate(value.get("initial_options", [])):
        if _essence(option) not in sameness:
            report.add(f"{path}/initial_options/{number}", "must be one of the provided options")


def _essence(option: dict[str, Any]) -> tuple[Any, ...]:
    description = option.get("description") or {}
    return option["text"]["text"], option["value"], description.get("text")
