"""What admins type and fill in: which channel announces what, and the settings."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time

import pytest

from bot.errors import Fault, Faults
from bot.errors.administration import AdminsOnly
from bot.errors.typed import ChannelNeeded, ChoiceNeeded, UnknownTimezone
from bot.marketplace import administration, communities
from bot.marketplace.communities import Settings
from bot.marketplace.kinds import Kind
from bot.messages.form import Answer
from bot.work import Work
from db.models import Delivery, DeliveryState
from tests.bot.marketplace.village import TEAM, Village

FIRST = Settings(False, "en", "America/Toronto", digest_on=True, weekday=0, minute=540)
COMMAND, SETTINGS = "volunteer-admin channels", "volunteer-admin settings"


@pytest.fixture
def admin(village: Village) -> str:
    village.people("ana")
    return village.person("maya", admin=True)


def announcing(village: Village) -> dict[str, list[str]]:
    return {one.platform_id: one.kinds for one in village.does("maya", communities.channels)}


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("<#C1|general>", []),
        ("<#C1>", []),
        ("<#C1|general> on", []),
        ("<#C1|general> tout", []),
        ("<#C1|général> event, research", ["event", "research"]),
        ("<#C1|general> ÉVÉNEMENT bénévolat", ["event", "volunteering"]),
        ("<#C1|general>cohorte", ["cohort"]),
    ],
)
def test_a_channel_is_told_what_to_announce(village: Village, admin: str, words: str, kinds: list[str]) -> None:
    change = village.does(admin, lambda work: administration.change_channel(work, TEAM, words))
    assert change.platform_id == "C1"
    assert announcing(village) == {"C1": kinds}


def test_a_channel_named_alone_is_tried_again_and_keeps_what_it_announces(village: Village, admin: str) -> None:
    village.channel("C1", Kind.EVENT)
    village.posts("ana", kind="event")
    with village.desk.work() as work:
        work.db.query(Delivery).one().state = DeliveryState.PARKED
    change = village.does(admin, lambda work: administration.change_channel(work, TEAM, "<#C1|general>"))
    assert change.channel is not None
    assert announcing(village) == {"C1": ["event"]}
    assert [one.channel for one in village.owed("card.post")] == ["C1"]


@pytest.mark.parametrize("rule", [administration.stop_channel, administration.retry_channel])
def test_a_channel_is_stopped_and_tried_again_by_its_buttons(
    village: Village, admin: str, rule: Callable[[Work, str, str], object]
) -> None:
    village.channel("C1")
    village.does(admin, lambda work: rule(work, TEAM, "C1"))
    stopped = rule is administration.stop_channel
    assert announcing(village) == ({} if stopped else {"C1": []})


@pytest.mark.parametrize("word", ["off", "non", "OFF"])
def test_a_channel_is_told_to_stop(village: Village, admin: str, word: str) -> None:
    village.channel("C1")
    change = village.does(admin, lambda work: administration.change_channel(work, TEAM, f"<#C1|general> {word}"))
    assert (change, announcing(village)) == (administration.Change("C1", None), {})


@pytest.mark.parametrize("words", ["", "#general", "general event", "<@U1>", "<#c1>", "x" * 500])
def test_a_channel_must_be_named_with_its_mark(village: Village, admin: str, words: str) -> None:
    refusal = village.refused(admin, lambda work: administration.change_channel(work, TEAM, words))
    assert refusal == ChannelNeeded(words[:80])


def test_a_kind_nobody_knows_changes_nothing(village: Village, admin: str) -> None:
    village.channel("C1")
    refusal = village.refused(admin, lambda work: administration.change_channel(work, TEAM, "<#C1> event party"))
    assert (refusal, announcing(village)) == (ChoiceNeeded(COMMAND, "party", ()), {"C1": []})


def test_another_communitys_team_is_no_channel(village: Village, admin: str) -> None:
    Village(village.desk, "T0ELSEWHERE")
    for team in ("T0ELSEWHERE", "T0NOBODY"):
        refusal = village.refused(admin, lambda work, team=team: administration.change_channel(work, team, "<#C1>"))  # type: ignore[misc]
        assert refusal == ChannelNeeded("")


def test_the_channel_dialog_adds_one(village: Village, admin: str) -> None:
    given: dict[str, Answer] = {"channel": "C1", "kinds": ("event", "team")}
    village.does(admin, lambda work: administration.add_channel(work, TEAM, given))
    assert announcing(village) == {"C1": ["event", "team"]}
    village.does(admin, lambda work: administration.add_channel(work, TEAM, {"channel": "C1", "kinds": ()}))
    assert announcing(village) == {"C1": []}
    refusal = village.refused(admin, lambda work: administration.add_channel(work, TEAM, {"channel": None}))
    assert refusal == Faults({"channel": Fault("missing")})


def test_channels_and_settings_are_for_admins(village: Village, admin: str) -> None:
    for rule in (
        lambda work: administration.change_channel(work, TEAM, "<#C1>"),
        lambda work: administration.add_channel(work, TEAM, {"channel": "C1"}),
        lambda work: administration.stop_channel(work, TEAM, "C1"),
        lambda work: administration.retry_channel(work, TEAM, "C1"),
        lambda work: administration.change_setting(work, "moderation on"),
        lambda work: administration.save_settings(work, {}),
    ):
        assert village.refused("ana", rule) == AdminsOnly()


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("moderation on", {"moderation": True}),
        ("MODÉRATION oui", {"moderation": True}),
        ("moderation off", {}),
        ("language fr", {"language": "fr"}),
        ("langue Français", {"language": "fr"}),
        ("timezone america/st_johns", {"timezone": "America/St_Johns"}),
        ("fuseau  Europe/Paris ", {"timezone": "Europe/Paris"}),
        ("digest off", {"digest_on": False}),
        ("digest friday", {"weekday": 4}),
        ("digest friday 17:30", {"weekday": 4, "minute": 1050}),
        ("digest friday at 17", {"weekday": 4, "minute": 1020}),
        ("récapitulatif dimanche à 9 h 05", {"weekday": 6, "minute": 545}),
        ("recapitulatif mardi 8h", {"weekday": 1, "minute": 480}),
        ("digest monday 0:00", {"minute": 0}),
        ("digest monday 23:59", {"minute": 1439}),
    ],
)
def test_a_setting_is_typed(village: Village, admin: str, words: str, change: Mapping[str, object]) -> None:
    village.does(admin, lambda work: administration.change_setting(work, words))
    assert village.does(admin, communities.settings) == replace(FIRST, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("", ""),
        ("colour blue", "colour blue"),
        ("moderation maybe", "maybe"),
        ("moderation", ""),
        ("language de", "de"),
        ("digest", "digest "),
        ("digest someday", "digest someday"),
        ("digest monday 24:00", "digest monday 24:00"),
        ("digest monday 9:75", "digest monday 9:75"),
        ("digest monday noon", "digest monday noon"),
        ("digest monday -1", "digest monday -1"),
    ],
)
def test_a_setting_that_cannot_be_understood_is_given_back(
    village: Village, admin: str, words: str, given: str
) -> None:
    refusal = village.refused(admin, lambda work: administration.change_setting(work, words))
    assert isinstance(refusal, ChoiceNeeded)
    assert (refusal.command, refusal.given) == (SETTINGS, given)
    assert village.does(admin, communities.settings) == FIRST


def test_an_unknown_zone_is_refused(village: Village, admin: str) -> None:
    refusal = village.refused(admin, lambda work: administration.change_setting(work, "timezone Mars"))
    assert refusal == UnknownTimezone("Mars")


def test_the_settings_dialog_saves_all_of_them(village: Village, admin: str) -> None:
    given: dict[str, Answer] = {
        "moderation": "on", "language": "fr", "timezone": "Europe/Paris", "digest": "off", "weekday": "6",
        "hour": time(17, 5),
    }  # fmt: skip
    village.does(admin, lambda work: administration.save_settings(work, given))
    assert village.does(admin, communities.settings) == Settings(
        True, "fr", "Europe/Paris", digest_on=False, weekday=6, minute=1025
    )
    fault = Faults({"timezone": Fault("unknown_timezone")})
    for wrong in ("", "Mars"):
        assert fault == village.refused(
            admin,
            lambda work, wrong=wrong: administration.save_settings(work, {**given, "timezone": wrong}),  # type: ignore[misc]
        )
