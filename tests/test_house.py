"""What is written twice agrees: README, help, manifest, .env.example, drawings, migrations, and the code."""

import json
import os
import re
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from bot.__main__ import RUN_STATUS, WORKER_STATUS
from bot.commands import ABOUT
from bot.desk import Desk
from bot.marketplace.naming import folded
from bot.marketplace.states import MOVES
from bot.messages.help import HELP
from bot.settings import VARIABLES, read_settings
from db.models import Base, DeliveryState
from db.queries.feeds import FeedState
from db.queries.outbox import Outbox
from handlers.slack.app import EVENTS
from handlers.slack.manifest import for_http
from handlers.slack.router import COMMANDS
from handlers.slack.routes import all_routes
from handlers.web.metrics import Metrics

ROOT = Path(__file__).parent.parent
DATA = Path(os.environ.get("ELAN_DATA", ROOT.parent / "shared" / "data"))
SCHEMA = DATA / "slack_manifest.schema.2.0.0.json"
FAMILIES = {"volunteer": "/volunteer", "organize": "/organize", "volunteer-admin": "/volunteer-admin"}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text("manifest.json"))
    return found


def subcommands() -> set[str]:
    """Every typed command there is: "volunteer signup" and so on."""
    return {name for name in all_routes().routes if name.split()[0] in FAMILIES}


def drawn(heading: str) -> set[tuple[str, str]]:
    """The arrows of the drawing under a heading of how-it-works."""
    part = text("docs/how-it-works.md").split(f"## {heading}", 1)[1].split("```mermaid", 1)[1].split("```", 1)[0]
    return {(a, b) for a, b in re.findall(r"(\w+) --> (\w+)", part)}


def readme_spellings() -> dict[str, set[str]]:
    """The words in backticks in each of README's three tables, by family."""
    out = {}
    for family, command in FAMILIES.items():
        table = text("README.md").split(f"`{command}` |", 1)[1].split("\n\n", 1)[0]
        out[family] = {folded(words.split()[0]) for words in re.findall(r"`([^`]+)`", table)}
    return out


def test_readme_names_every_command_in_both_languages() -> None:
    spellings = all_routes().spellings
    told = readme_spellings()
    for family, names in spellings.items():
        assert set(names) <= told[family], family


def test_readme_names_no_command_that_is_not_there() -> None:
    spellings = all_routes().spellings
    for family, words in readme_spellings().items():
        assert words - {folded(name) for name in COMMANDS} - set(spellings[family]) == set(), family


def test_help_names_every_command_once() -> None:
    told = {
        f"{family} {usage.split()[1]}"
        for family, rows in HELP.items()
        for usage, _does in rows
        if len(usage.split()) > 1
    }
    assert subcommands() - told == {"volunteer help", "organize help", "volunteer-admin help"}
    assert told - subcommands() == set()


def test_readme_names_the_operators_commands() -> None:
    told = "".join(text(name) for name in ("README.md", "docs/operations.md", "docs/how-it-works.md"))
    assert set(re.findall(r"python -m bot (\w+)", told)) <= set(ABOUT)
    assert "    make run\n" in text("README.md")
    assert "    make test\n" in text("README.md")


def test_readme_links_and_pictures_exist() -> None:
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        "docs/how-it-works.md",
        "docs/decisions.md",
        "docs/operations.md",
        "docs/fields.md",
    ):
        for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", text(name)):
            assert (ROOT / name).parent.joinpath(target).exists(), f"{name} links to {target}"


def test_manifest_has_the_commands_the_code_answers() -> None:
    assert {one["command"] for one in manifest()["features"]["slash_commands"]} == set(COMMANDS)


def test_manifest_hints_are_the_commands_there_are_in_each_language() -> None:
    spellings = all_routes().spellings
    for one in manifest()["features"]["slash_commands"]:
        hinted = [part.split()[0] for part in one["usage_hint"].strip("[]").split("|")]
        family = COMMANDS[one["command"]]
        english = one["command"] == FAMILIES[family]
        there = {word for word, name in spellings[family].items() if (word == name) is english}
        assert sorted(folded(word) for word in hinted) == sorted(there), one["command"]


def test_manifest_has_the_events_and_shortcuts_the_code_answers() -> None:
    assert manifest()["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    routes = all_routes().routes
    for shortcut in manifest()["features"]["shortcuts"]:
        assert f"shortcut {shortcut['callback_id'].partition('.')[0]}" in routes


@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's published schema is not beside this checkout")
def test_manifest_is_valid_by_slacks_schema() -> None:
    jsonschema.validate(manifest(), json.loads(SCHEMA.read_text(encoding="utf-8")))


@pytest.mark.skipif(not SCHEMA.exists(), reason="Slack's published schema is not beside this checkout")
def test_manifest_for_http_is_valid_and_has_the_address_everywhere() -> None:
    told = for_http(manifest(), "https://elan.example.org/")
    jsonschema.validate(told, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert json.dumps(told).count("https://elan.example.org/slack/events") == len(COMMANDS) + 2
    assert not told["settings"]["socket_mode_enabled"]


def test_every_scope_is_explained() -> None:
    part = text("docs/how-it-works.md").split("## What each Slack permission is for", 1)[1]
    explained = set(re.findall(r"`([a-z]+(?::[a-z]+)?)`", part.split("\n\n", 2)[1]))
    assert explained == set(manifest()["oauth_config"]["scopes"]["bot"])


def test_procfile_starts_a_web_and_a_worker() -> None:
    lines = [line for line in text("Procfile").splitlines() if not line.startswith("#")]
    assert lines == [f"{name}: python -m bot {name}" for name in ("web", "worker")]


def test_status_is_off_the_public_address_unless_it_is_set() -> None:
    for address in (RUN_STATUS, WORKER_STATUS):
        assert ip_address(address.partition(":")[0]).is_loopback


def test_env_example_explains_every_variable() -> None:
    named = re.findall(r"^#\s*([A-Z_]+)=", text(".env.example"), re.MULTILINE)
    assert sorted(named) == sorted(VARIABLES)


def test_operations_tell_every_metric_there_is() -> None:
    told = set(re.findall(r"`(elan_\w+)`", text("docs/operations.md")))
    feed = FeedState(1, datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC), 0)
    metrics = Metrics(lambda: Outbox(0, None, 0, 0, 0, 0), lambda: [feed])
    metrics.posted(201)
    metrics.served("command", "refused", 0.1, "RoleFull")
    metrics.delivered("sent")
    page = metrics.page()[2]
    named = {
        name.removesuffix("_bucket").removesuffix("_count") for name in re.findall(r"^(elan_\w+)", page, re.MULTILINE)
    }
    assert {name for name in named if not name.endswith(("_created", "_sum"))} == told


def test_env_example_copied_as_it_is_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(text(".env.example"), encoding="utf-8")
    assert read_settings(tmp_path, {}) == read_settings(tmp_path / "elsewhere", {})


def test_env_example_with_its_examples_is_taken(tmp_path: Path) -> None:
    lines = re.sub(r"^#\s*((?:ELAN|DATABASE|SLACK_API)[A-Z_]*=)", r"\1", text(".env.example"), flags=re.MULTILINE)
    (tmp_path / ".env").write_text(lines, encoding="utf-8")
    assert read_settings(tmp_path, {}).timezone == "America/Toronto"


def test_drawing_of_an_opportunity_is_the_table_of_moves() -> None:
    moves = {(a.value, b.value) for a, after in MOVES.items() for b in after}
    assert drawn("An opportunity's life") == moves


def test_drawing_of_a_delivery_knows_every_state() -> None:
    assert {state for arrow in drawn("A delivery's life") for state in arrow} == {
        state.value for state in DeliveryState
    }


def test_migrations_make_exactly_the_models(desk: Desk) -> None:
    with desk.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
