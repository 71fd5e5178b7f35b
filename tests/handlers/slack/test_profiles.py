"""What Slack says of a user, as the bot keeps it."""

from typing import Any

import pytest

from bot.marketplace.people import Profile
from handlers.slack.profiles import is_member, read_profile


def named(**user: Any) -> str:
    return read_profile(user).name


def test_a_user_is_read() -> None:
    user = {
        "id": "U1",
        "name": "luc.t",
        "real_name": "Luc Tremblay",
        "profile": {"display_name": "Luc", "real_name": "Luc Tremblay"},
        "locale": "fr-CA",
        "tz": "America/Montreal",
        "tz_offset": -14400,
        "is_admin": True,
    }
    assert read_profile(user) == Profile("Luc", "fr-CA", "America/Montreal", admin=True)


def test_the_name_people_chose_comes_first() -> None:
    assert named(id="U1", name="n", real_name="R", profile={"display_name": "", "real_name": "P"}) == "P"
    assert named(id="U1", name="n", real_name="R", profile={}) == "R"
    assert named(id="U1", name="n", profile=None) == "n"
    assert named(id="U1") == "U1"


def test_a_name_keeps_to_its_line_and_its_length() -> None:
    assert named(profile={"display_name": "a" * 300}) == "a" * 80
    assert named(profile={"display_name": "Ana\n*bold*\tB"}) == "Ana *bold* B"


@pytest.mark.parametrize(
    ("said", "admin"),
    [
        ({"is_admin": True}, True),
        ({"is_owner": True}, True),
        ({"is_admin": False, "is_owner": False}, False),
        ({}, False),
    ],
)
def test_who_runs_the_workspace_is_an_admin(said: dict[str, bool], admin: bool) -> None:
    assert read_profile({"id": "U1", **said}).admin is admin


def test_who_was_deleted_is_no_longer_active() -> None:
    assert [read_profile({"id": "U1", "deleted": gone}).active for gone in (False, True)] == [True, False]


def test_what_is_not_said_is_empty() -> None:
    assert read_profile({"id": "U1", "tz": None, "locale": None}) == Profile("U1", "", "", admin=False)


def test_an_account_that_was_closed_is_not_active() -> None:
    assert (read_profile({"id": "U1", "deleted": True}).active, read_profile({"id": "U1"}).active) == (False, True)


@pytest.mark.parametrize(
    ("said", "member"),
    [
        ({}, True),
        ({"team_id": "T1"}, True),
        ({"team_id": "T2"}, False),
        ({"team_id": "T2", "enterprise_user": {"teams": ["T1", "T2"]}}, True),
        ({"team_id": "T1", "is_bot": True}, False),
        ({"team_id": "T1", "is_stranger": True}, False),
        ({"team_id": "T1", "deleted": True}, False),
        ({"id": "USLACKBOT", "team_id": "T1"}, False),
    ],
)
def test_who_is_a_member_of_the_workspace(said: dict[str, Any], *, member: bool) -> None:
    assert is_member({"id": "U1", **said}, "T1") is member
