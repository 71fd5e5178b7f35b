"""A stale or strange payload: a button or a dialog of another version is refused, changes nothing, breaks nothing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.faults.neighbours import Neighbours, every_way
from tests.faults.ways_in import DIALOGS, WAYS, Body, aimed, element, payload, view

pytestmark = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
STRANGERS = {
    "selected_conversation": "not\x00a channel", "selected_user": "not\x00a person", "selected_users": ["\x00"]
}  # fmt: skip
"""What no menu of channels or people offers."""
WAITING = ("opportunity.declined", "review.edited")
"""Dialogs about what waits for review."""
OF_NO_VALUE = ("event user_change", "help.off")
"""What stands for nothing but itself: news of somebody, and the button of who does not want to be asked."""
GARBAGE = (
    "", "garbage", "9" * 30, "²|1", "nul\x00%s {number}",
)  # fmt: skip
"""What a button may stand for, or be typed. None names #1 or #2 where a number is wanted."""
CARRIED = (
    "", "{", "[]", "null", '"words"', "7", '{"number": null}', '{"number": "x", "version": "0", "seen": "0"}',
    '{"number": "99999999999999999999", "version": 5, "seen": []}', '{"number": ["1"], "seen": {}}',
)  # fmt: skip
"""What a dialog may carry."""


def test_strange_words_and_values_change_nothing(neighbours: Neighbours) -> None:
    """Asked by an admin, who may do everything."""
    before = neighbours.rows()
    with neighbours.door() as door:
        for garbage in GARBAGE:
            for name, way in every_way(neighbours.at(1)):
                if name not in (*DIALOGS, *OF_NO_VALUE):
                    door.takes(neighbours.maya, name, replace(way, about=garbage))
            assert neighbours.rows() == before, garbage
    assert door.faults == []


def test_a_button_without_a_value_changes_nothing(neighbours: Neighbours) -> None:
    before = neighbours.rows()
    with neighbours.door() as door:
        for name, way in every_way(neighbours.at(1)):
            body = payload(neighbours.slack, neighbours.maya, neighbours.here.team, name, way)
            if "actions" in body and name not in OF_NO_VALUE:
                del body["actions"][0]["value"]
                door.sends(body)
        assert neighbours.rows() == before
    assert door.faults == []


def test_a_dialog_that_carries_something_strange_changes_nothing_of_what_is_there(neighbours: Neighbours) -> None:
    before = neighbours.rows()
    about_a_posting = [name for name, way in DIALOGS.items() if "number" in way.carried]
    assert "opportunity.edited" in about_a_posting
    with neighbours.door() as door:
        for carried in CARRIED:
            for name in about_a_posting:
                sent = {**view(name, WAYS[name]), "private_metadata": carried}
                answer = door.takes(neighbours.maya, name, WAYS[name], view=sent)
                assert json.loads(answer)["response_action"] == "errors", "what was typed stays"
            more = {**view("opportunity.edited", WAYS["opportunity.more"]), "private_metadata": carried}
            door.takes(neighbours.maya, "opportunity.more", WAYS["opportunity.more"], view=more)
            assert neighbours.rows() == before, carried
    assert door.faults == []


def strange(name: str, value: Any) -> Iterator[Body]:
    """The field's state with something in it that it never offered."""
    sound = element(name, value)
    match sound["type"]:
        case "static_select":
            yield {**sound, "selected_option": {"value": "nonsense"}}
        case "checkboxes":
            yield {**sound, "selected_options": [{"value": "nonsense"}]}
        case "datepicker":
            yield {**sound, "selected_date": "soon"}
            yield {**sound, "selected_date": "2026-13-40"}
        case "timepicker":
            yield {**sound, "selected_time": "25:99"}
        case "number_input":
            yield {**sound, "value": "many"}
            yield {**sound, "value": "9" * 40}
        case "conversations_select" | "users_select" | "multi_users_select":
            yield {**sound, **STRANGERS}
        case _:
            yield {**sound, "value": "x" * 5000}


def test_a_dialog_filled_in_with_what_it_never_offered_is_sent_back(neighbours: Neighbours) -> None:
    before = neighbours.rows()
    tried = 0
    with neighbours.door() as door:
        for dialog, way in DIALOGS.items():
            sent = aimed(way, neighbours.at(2 if dialog in WAITING else 1))
            for name, value in way.answers.items():
                for state in strange(name, value):
                    filled = view(dialog, sent)
                    filled["state"]["values"][name][name] = state
                    answer = door.takes(neighbours.maya, dialog, sent, view=filled)
                    assert json.loads(answer)["response_action"] == "errors", (dialog, name, state)
                    assert neighbours.rows() == before, (dialog, name)
                    tried += 1
    assert (door.faults, tried > 40) == ([], True)


def test_a_dialog_of_other_fields_changes_nothing(neighbours: Neighbours) -> None:
    """Its block ids and action ids are of another version, or there are none."""
    before = neighbours.rows()
    with neighbours.door() as door:
        for dialog, way in DIALOGS.items():
            sent = aimed(way, neighbours.at(2 if dialog in WAITING else 1))
            for values in ({}, {"zzz": {"zzz": {"value": "x"}}}, {"zzz": {"title/0": {"type": "plain_text_input"}}}):
                filled = {**view(dialog, sent), "state": {"values": values}}
                door.takes(neighbours.maya, dialog, sent, view=filled)
                assert neighbours.rows() == before, (dialog, values)
    assert door.faults == []


def test_a_route_that_never_was_is_answered_and_changes_nothing(neighbours: Neighbours) -> None:
    before = neighbours.rows()
    maya, slack, team = neighbours.maya, neighbours.slack, neighbours.here.team
    with neighbours.door() as door:
        for name in ("", "opportunity.applaud", "/", "x" * 255, "organize close", "event user_change"):
            button = {"type": "button", "action_id": f"{name}/0", "value": "1"}
            pressed = payload(slack, maya, team, "opportunity.show", WAYS["opportunity.show"])
            door.sends({**pressed, "actions": [button]})
            chosen = {"type": "static_select", "action_id": "signup.choose/0"}
            door.sends({**pressed, "actions": [{**chosen, "selected_option": {"value": f"{name}/1"}}]})
            door.sends({**pressed, "actions": [{**chosen, "selected_option": None}]})
            sent = payload(slack, maya, team, "profile.saved", WAYS["profile.saved"])
            door.sends({**sent, "view": {**sent["view"], "callback_id": name}})
            door.sends({**payload(slack, maya, team, "shortcut post", WAYS["shortcut post"]), "callback_id": name})
            assert neighbours.rows() == before, name
    assert door.faults == []
