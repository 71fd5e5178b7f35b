"""One request from Slack, as plain values; and the answers a handler may give."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.errors.typed import NumberNeeded
from bot.marketplace.given import whole
from bot.messages.form import Answer as FieldAnswer
from bot.messages.form import Form
from bot.messages.message import Message
from handlers.slack import dialogs
from handlers.slack.text import plain_words

Surface = Literal["command", "message", "ephemeral", "home", "dialog", "submission", "shortcut", "event"]
"""Where it was made: a button is on a message, on one only its reader sees, on the Home tab or in a dialog."""

NUMBER = re.compile(r"^(?:#\s*|n[ºo°]?\s*)?(\d{1,9})(?!\w|\.\d)(?:(?<=\d)\.|\s*[,;:]|\s*\.(?!\w))*\s*", re.IGNORECASE)
"""A number as it is typed, with the marks after it. The point of "12 .NET developer" belongs to the word."""

CHANNEL_FIRST = re.compile(r"<#[^<>]*>")
TAKES_CHANNEL = frozenset({"volunteer-admin channels"})
"""The commands about a channel: its id is in its mention only, and a name stands for nothing."""

PERSON = re.compile(r"<@[^<>]*>")
TAKES_PERSON = frozenset({"organize add"})
"""The commands about somebody, likewise: names are not unique."""

PAGE = re.compile(r"(?:^|\s)page\s+(\d{1,6})\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """`route` names the handler; `key` tells one request from every other, for the inbox.

    `words` is what was typed after the sub-command, or what the button is about. `channel` is
    the platform's, where a button is on a message.
    """

    route: str
    key: str
    team: str
    user: str
    surface: Surface
    words: str = ""
    command: str = ""
    answers: Mapping[str, FieldAnswer] = field(default_factory=dict)
    carried: Mapping[str, str] = field(default_factory=dict)
    trigger: str = ""
    response_url: str = ""
    channel: str = ""
    view_id: str = ""
    view_hash: str = ""
    subject: Mapping[str, Any] = field(default_factory=dict)

    def number(self) -> tuple[int, str]:
        """The opportunity's number and the words after it. Raises NumberNeeded."""
        found = NUMBER.match(self.words)
        if found is None:
            raise NumberNeeded(self.route, self.words.strip()[:80])
        return int(found[1]), self.words[found.end() :].strip()

    def number_and_page(self) -> tuple[int, int]:
        """The opportunity's number, and the page asked for after it, else the first. Raises NumberNeeded."""
        number, words = self.number()
        return number, replace(self, words=words).typed_page()[0]

    def about(self) -> int:
        """The id or number that a button stands for. Raises NoLongerThere."""
        return whole(self.words)

    def which(self) -> int:
        """The opportunity's number, typed or on a button. Raises NumberNeeded or NoLongerThere."""
        return self.number()[0] if self.surface == "command" else self.about()

    def page(self) -> tuple[int, str]:
        """The page a pager's button leads to, and the words it goes on with. Raises NoLongerThere."""
        number, _, words = self.words.partition("|")
        return whole(number), words

    def typed_page(self) -> tuple[int, str]:
        """The page asked for with "page 2" at the end of what was typed, else the first; and the words before it."""
        found = PAGE.search(self.words)
        if found is None:
            return 1, self.words
        return int(found[1]), self.words[: found.start()].strip()


@dataclass(frozen=True, slots=True)
class Tell:
    """A message only the asker sees. `instead`: it takes the place of the message whose button was pressed."""

    message: Message
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Open:
    """A dialog is opened."""

    form: Form


@dataclass(frozen=True, slots=True)
class Amend:
    """The dialog in front is redrawn."""

    form: Form


@dataclass(frozen=True, slots=True)
class Home:
    """The Home tab is drawn anew."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to show."""


Reply = Tell | Open | Amend | Home | Nothing


def from_command(body: Mapping[str, Any], route: str, words: str) -> Request:
    return Request(
        route=route,
        key=f"command:{body['trigger_id']}",
        team=body["team_id"],
        user=body["user_id"],
        surface="command",
        words=_typed(route, words),
        command=body["command"],
        trigger=body["trigger_id"],
        response_url=body.get("response_url", ""),
    )


def _typed(route: str, words: str) -> str:
    """What was typed, in plain words; the channel or the person that a command is about stays as Slack sent it.

    With `should_escape`, Slack sends people, channels and links as codes, and &, < and > as entities.
    """
    kept = CHANNEL_FIRST.match(words) if route in TAKES_CHANNEL else None
    kept = PERSON.search(words) if route in TAKES_PERSON else kept
    if kept is None:
        return plain_words(words)
    return plain_words(words[: kept.start()]) + kept[0] + plain_words(words[kept.end() :])


def from_action(body: Mapping[str, Any]) -> Request:
    """A button or a choice, on a message, in a dialog or on the Home tab."""
    action = body["actions"][0]
    view = body.get("view") or {}
    does, _, _number = action["action_id"].rpartition("/")
    if (
        view and not does and "/" not in action["action_id"]
    ):  # a field of a dialog that redraws it: "opportunity.posted" and "kind"
        return _field(body, view, f"{view.get('callback_id', '')}.{action['action_id']}")
    chosen = action.get("selected_option") or action
    about = str(chosen.get("value", ""))
    if "selected_option" in action:
        does, _, about = about.partition("/")
    return Request(
        route=_drawn(does),
        key=f"action:{body['trigger_id']}:{action['action_id']}",
        team=body["team"]["id"],
        user=body["user"]["id"],
        surface=_surface(body),
        words=about,
        answers=dialogs.answers(view),
        carried=dialogs.carried(view) if view.get("type") == "modal" else {},
        trigger=body["trigger_id"],
        response_url=body.get("response_url", ""),
        channel=str((body.get("channel") or {}).get("id", "")),
        view_id=view.get("id", ""),
        view_hash=view.get("hash", ""),
    )


def _field(body: Mapping[str, Any], view: Mapping[str, Any], route: str) -> Request:
    return Request(
        route=_drawn(route),
        key=f"action:{body['trigger_id']}:{route}",
        team=body["team"]["id"],
        user=body["user"]["id"],
        surface="dialog",
        answers=dialogs.answers(view),
        carried=dialogs.carried(view),
        trigger=body["trigger_id"],
        view_id=view.get("id", ""),
        view_hash=view.get("hash", ""),
    )


def _drawn(name: str) -> str:
    """The route of a button or a dialog. What is typed or told has a space in its name, and is no button's."""
    return "" if " " in name else name


def _surface(body: Mapping[str, Any]) -> Surface:
    view = body.get("view")
    if view:
        return "home" if view["type"] == "home" else "dialog"
    return "ephemeral" if body.get("container", {}).get("is_ephemeral") else "message"


def from_submission(body: Mapping[str, Any]) -> Request:
    view = body["view"]
    return Request(
        route=_drawn(view["callback_id"]),
        key=f"submission:{view['id']}",
        team=body["team"]["id"],
        user=body["user"]["id"],
        surface="submission",
        answers=dialogs.answers(view),
        carried=dialogs.carried(view),
        trigger=body["trigger_id"],
        view_id=view["id"],
    )


def from_shortcut(body: Mapping[str, Any]) -> Request:
    """The global shortcut, or the one on a message: then `words` is what the message says."""
    return Request(
        route=f"shortcut {body['callback_id'].partition('.')[0]}",
        key=f"shortcut:{body['trigger_id']}",
        team=body["team"]["id"],
        user=body["user"]["id"],
        surface="shortcut",
        words=plain_words(body.get("message", {}).get("text") or ""),
        trigger=body["trigger_id"],
        response_url=body.get("response_url", ""),  # only the one on a message has an address
    )


def from_event(body: Mapping[str, Any]) -> Request:
    event = body["event"]
    user = event["user"]
    return Request(
        route=f"event {event['type']}",
        key=f"event:{body['event_id']}",
        team=body["team_id"],
        user=user["id"] if isinstance(user, dict) else user,
        surface="event",
        words=str(event.get("tab", "")),
        subject=user if isinstance(user, dict) else {},
    )
