"""What was put into a dialog's fields → answers."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any

from bot.messages.form import Answer


def read(element: Mapping[str, Any]) -> Answer:
    return READERS.get(element.get("type", ""), _text)(element)


def _text(element: Mapping[str, Any]) -> Answer:
    return element.get("value")


def _one(element: Mapping[str, Any]) -> Answer:
    return (element.get("selected_option") or {}).get("value")


def _some(element: Mapping[str, Any]) -> Answer:
    return tuple(one["value"] for one in element.get("selected_options") or ())


def _day(element: Mapping[str, Any]) -> Answer:
    return _parsed(date.fromisoformat, element.get("selected_date"))


def _hour(element: Mapping[str, Any]) -> Answer:
    return _parsed(time.fromisoformat, element.get("selected_time"))


def _parsed(parse: Callable[[str], date | time], given: str | None) -> Answer:
    """What is no day or hour stays as it was given, and its rule refuses it."""
    try:
        return parse(given) if given else None
    except ValueError:
        return given


def _conversation(element: Mapping[str, Any]) -> Answer:
    return element.get("selected_conversation")


def _conversations(element: Mapping[str, Any]) -> Answer:
    return tuple(element.get("selected_conversations") or ())


def _people(element: Mapping[str, Any]) -> Answer:
    return tuple(element.get("selected_users") or ())


def _person(element: Mapping[str, Any]) -> Answer:
    return element.get("selected_user")


def _whole(value: str | None) -> int | None:
    """A number field's whole number; what is no number at all counts as out of range, which its rule refuses."""
    if value is None:
        return None
    try:
        return int(value)
    except ValueError:
        return -1


def _number(element: Mapping[str, Any]) -> Answer:
    return _whole(element.get("value"))


READERS: dict[str, Callable[[Mapping[str, Any]], Answer]] = {
    "number_input": _number,
    "static_select": _one,
    "checkboxes": _some,
    "datepicker": _day,
    "timepicker": _hour,
    "conversations_select": _conversation,
    "multi_conversations_select": _conversations,
    "multi_users_select": _people,
    "users_select": _person,
}
