"""Slack's payloads as plain values."""

import json
from typing import Any

import pytest

from bot.errors.typed import NumberNeeded
from handlers.slack.request import (
    Request,
    from_action,
    from_command,
    from_event,
    from_shortcut,
    from_submission,
)

COMMON: dict[str, Any] = {
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "trigger_id": "123.456.abc",
    "response_url": "https://hooks.slack.com/actions/T1/1/x",
}
STATE = {"values": {"title": {"title": {"type": "plain_text_input", "value": "Parks"}}}}
MODAL = {
    "id": "V1",
    "hash": "h1",
    "type": "modal",
    "callback_id": "opportunity.posted",
    "private_metadata": json.dumps({"timezone": "America/Toronto"}),
    "state": STATE,
}


def typed(words: str, route: str = "volunteer show") -> Request:
    return Request(route, "k", "T1", "U1", "command", words)


def pressed(action: dict[str, Any], **where: Any) -> Request:
    return from_action({**COMMON, "type": "block_actions", "actions": [action], **where})


JOIN = {"type": "button", "action_id": "signup.join/3", "value": "12"}


def test_a_command_says_who_typed_what_where() -> None:
    body = {
        "team_id": "T1", "user_id": "U1", "command": "/benevole", "text": "inscription 12 r&amp;d",
        "trigger_id": "t1", "response_url": "https://hooks.slack.com/commands/x",
    }  # fmt: skip
    assert from_command(body, "volunteer signup", "12 r&amp;d &lt;b&gt;") == Request(
        route="volunteer signup",
        key="command:t1",
        team="T1",
        user="U1",
        surface="command",
        words="12 r&d <b>",
        command="/benevole",
        trigger="t1",
        response_url="https://hooks.slack.com/commands/x",
    )


@pytest.mark.parametrize(
    ("route", "sent", "words"),
    [
        ("volunteer-admin decline", "1 ask <@U8|maya> in <#C1|lounge> <https://a.org>", "1 ask @maya in #lounge https://a.org"),
        ("organize cancel", "1 yes <!here> &lt;@U8|maya&gt;", "1 yes @here <@U8|maya>"),
        ("unknown", "<@U8|maya> hello", "@maya hello"),
        ("volunteer-admin channels", "<#C1|lounge> off", "<#C1|lounge> off"),
        ("volunteer-admin channels", "<#C1> R&amp;D <@U8|maya>", "<#C1> R&D @maya"),
        ("volunteer-admin channels", "in <#C1|lounge>", "in #lounge"),
        ("volunteer-admin channels", "", ""),
    ],
)  # fmt: skip
def test_a_command_is_read_as_plain_words_but_for_the_channel_it_is_about(route: str, sent: str, words: str) -> None:
    body = {"team_id": "T1", "user_id": "U1", "command": "/volunteer-admin", "trigger_id": "t1"}
    assert from_command(body, route, sent).words == words


def test_a_button_on_a_message_says_what_it_does_and_to_what() -> None:
    request = pressed(JOIN, container={"type": "message", "is_ephemeral": False})
    assert (request.route, request.words, request.about(), request.surface) == ("signup.join", "12", 12, "message")
    assert request.key == "action:123.456.abc:signup.join/3"
    assert (request.team, request.user, request.trigger) == ("T1", "U1", "123.456.abc")
    assert request.response_url == "https://hooks.slack.com/actions/T1/1/x"


def test_two_buttons_pressed_on_one_trigger_are_two_requests() -> None:
    keys = {pressed({**JOIN, "action_id": f"signup.join/{n}"}).key for n in range(2)}
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("where", "surface"),
    [
        ({"container": {"type": "message", "is_ephemeral": True}}, "ephemeral"),
        ({"container": {"type": "message"}}, "message"),
        ({}, "message"),
        ({"view": {"id": "V1", "type": "home", "hash": "h"}, "container": {"type": "view"}}, "home"),
        ({"view": MODAL, "container": {"type": "view"}}, "dialog"),
    ],
)
def test_where_a_button_was_pressed_is_known(where: dict[str, Any], surface: str) -> None:
    assert pressed(JOIN, **where).surface == surface


def test_a_button_in_a_dialog_brings_what_was_typed_so_far() -> None:
    request = pressed({"type": "button", "action_id": "opportunity.more/0", "value": "opportunity.posted"}, view=MODAL)
    assert (request.route, request.words) == ("opportunity.more", "opportunity.posted")
    assert (request.answers, request.carried) == ({"title": "Parks"}, {"timezone": "America/Toronto"})
    assert (request.view_id, request.view_hash) == ("V1", "h1")


def test_a_choice_is_the_button_it_stands_for() -> None:
    request = pressed(
        {"type": "static_select", "action_id": "signup.choose/0", "selected_option": {"value": "signup.wait/12"}}
    )
    assert (request.route, request.about()) == ("signup.wait", 12)


def test_a_button_without_a_value_is_about_nothing() -> None:
    assert pressed({"type": "button", "action_id": "profile.open/0"}).words == ""


def test_a_submitted_dialog_brings_its_answers() -> None:
    request = from_submission({**COMMON, "type": "view_submission", "view": MODAL})
    assert (request.route, request.surface, request.key) == (
        "opportunity.posted", "submission", "submission:V1",
    )  # fmt: skip
    assert (request.answers, request.carried) == ({"title": "Parks"}, {"timezone": "America/Toronto"})
    assert request.response_url == ""


def test_a_shortcut_is_known_by_the_first_word_of_its_id() -> None:
    request = from_shortcut({**COMMON, "type": "shortcut", "callback_id": "post.opportunity"})
    assert (request.route, request.words, request.surface) == ("shortcut post", "", "shortcut")
    assert request.key == "shortcut:123.456.abc"


def test_a_message_shortcut_brings_the_message_as_plain_words() -> None:
    message = {"text": "Who can help? <https://a.org|the page> &amp; <@U2|ana>"}
    request = from_shortcut({**COMMON, "type": "message_action", "callback_id": "turn", "message": message})
    assert (request.route, request.words) == ("shortcut turn", "Who can help? the page (https://a.org) & @ana")
    assert request.response_url == "https://hooks.slack.com/actions/T1/1/x"


def test_an_event_is_known_by_its_id() -> None:
    body = {"team_id": "T1", "event_id": "Ev1", "event": {"type": "app_home_opened", "user": "U1", "tab": "home"}}
    request = from_event(body)
    assert (request.route, request.key, request.user, request.words, request.subject) == (
        "event app_home_opened", "event:Ev1", "U1", "home", {},
    )  # fmt: skip


def test_a_changed_profile_comes_with_the_event() -> None:
    user = {"id": "U1", "tz": "America/Toronto"}
    request = from_event({"team_id": "T1", "event_id": "Ev1", "event": {"type": "user_change", "user": user}})
    assert (request.user, request.subject) == ("U1", user)


@pytest.mark.parametrize(
    ("words", "number", "rest"),
    [
        ("12", 12, ""),
        ("#12", 12, ""),
        ("  12 ", 12, ""),
        ("12 designer", 12, "designer"),
        ("#12   lead designer ", 12, "lead designer"),
        ("nº 12", 12, ""),
        ("N°12", 12, ""),
        ("no 12 designer", 12, "designer"),
        ("# 12, designer", 12, "designer"),
        ("12.", 12, ""),
        ("12 .", 12, ""),
        ("12, designer", 12, "designer"),
        ("12 : designer", 12, "designer"),
        ("12 .NET developer", 12, ".NET developer"),
        ("12. .NET developer", 12, ".NET developer"),
        ("#12: .NET developer", 12, ".NET developer"),
        ("999999999", 999_999_999, ""),
        ("007", 7, ""),
    ],
)
def test_an_opportunitys_number_is_read(words: str, number: int, rest: str) -> None:
    assert typed(words.strip()).number() == (number, rest)


@pytest.mark.parametrize(
    "words", ["", "designer", "12abc", "12.5", "1234567890", "-12", "#", "twelve", "12_", "x" * 200]
)
def test_what_is_no_number_is_given_back(words: str) -> None:
    with pytest.raises(NumberNeeded) as caught:
        typed(words, "volunteer signup").number()
    assert caught.value == NumberNeeded("volunteer signup", words[:80])


@pytest.mark.parametrize(
    ("words", "page", "rest"),
    [
        ("", 1, ""),
        ("design", 1, "design"),
        ("page 2", 2, ""),
        ("design page 3", 3, "design"),
        ("design PAGE  12 ", 12, "design"),
        ("page", 1, "page"),
        ("homepage 2", 1, "homepage 2"),
        ("page 2 design", 1, "page 2 design"),
        ("page 1234567", 1, "page 1234567"),
    ],
)
def test_a_page_may_be_typed_after_the_words(words: str, page: int, rest: str) -> None:
    assert typed(words).typed_page() == (page, rest)


def test_a_pagers_button_keeps_the_words() -> None:
    assert typed("3|design | web").page() == (3, "design | web")
    assert typed("1|").page() == (1, "")
