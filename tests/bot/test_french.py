"""The French is whole: every sentence there is, each with its slots, its spacing and commands that work."""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po

from bot.desk import Desk
from bot.errors import Refusal
from bot.errors.typed import UnknownCommand
from bot.marketplace import administration, people
from bot.marketplace.communities import Identity, home, meet, settings
from bot.marketplace.life import YES
from bot.messages.help import HELP
from bot.messages.message import plain
from bot.messages.refusals import refusal
from bot.messages.refusals.typed import CHOICES, NUMBERED
from bot.messages.voice import SLOT, Voice
from bot.work import Work
from db.models import Person
from handlers.slack.router import COMMANDS, UNKNOWN
from handlers.slack.routes import all_routes
from tests.town import manifest

ROOT = Path(__file__).parents[2]
MAPPING = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"][0]
KEYWORDS = parse_keywords(MAPPING["keywords"])
ENGLISH, FRENCH = Voice("en", "America/Toronto"), Voice("fr", "America/Toronto")
COMMAND = re.compile(r"(/(?:volunteer|benevole|organize|organiser)(?:-admin)?)\b((?: [\w-]+)?)")
FRENCH_COMMANDS = {"/benevole", "/organiser", "/benevole-admin"}
BLEMISHES = {
    "an exclamation mark": re.compile("!"),
    "a colon without its non-breaking space": re.compile("(?<!\u00a0):"),
    "a mark after a space": re.compile(r"\s[;?,.…]"),
    "a guillemet without its non-breaking space": re.compile("«(?!\u00a0\\S)|(?<!\\S\u00a0)»"),
    "English quotation marks": re.compile("[“”]"),
    "a typographic apostrophe, where all the others are straight": re.compile("’"),
    "two spaces, or one at an end": re.compile(r"\s\s|^\s|\s$"),
    "a median dot or a bracketed ending": re.compile(r"\w[·•]\w|\((?:e|ne|trice|euse)s?\)"),
    "tutoiement": re.compile(r"\b(?:tu|te|toi|tes|tien)\b", re.IGNORECASE),
    "a capital without its accent": re.compile(r"(?:^|[.?] )(?:A |Ca |Etat|Etes|Equipe|Ev[eé]nement|Echec)"),
    "an article before a date, which may become “demain”": re.compile(r"\b(?:[Ll]e|[Ll]a|[Dd]u|[Dd]e|[Ll]es) \{when\}"),
}


@cache
def catalogue() -> Catalog:
    with (ROOT / "bot/locales/fr/LC_MESSAGES/bot.po").open("rb") as source:
        return read_po(source, locale="fr")


def entries() -> list[Entry]:
    return [entry for entry in catalogue() if entry.id]


def said(entry: Entry) -> tuple[str, ...]:
    """The French of an entry: one form, or both."""
    return tuple(entry.string) if isinstance(entry.string, (tuple, list)) else (str(entry.string),)


def meant(entry: Entry) -> tuple[str, ...]:
    """The English of an entry: one form, or both."""
    return tuple(entry.id) if isinstance(entry.id, (tuple, list)) else (entry.id,)


@cache
def extracted() -> frozenset[str | tuple[str, ...]]:
    """What `make messages` finds."""
    found = extract_from_dir(ROOT, [(MAPPING["pattern"], MAPPING["method"])], keywords=KEYWORDS)
    return frozenset(message for _file, _line, message, _comments, _context in found)


def spoken(folder: str) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Where a sentence stands in the source, and the sentence, read from the syntax tree."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (message := sentence(node)):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", message


def sentence(call: ast.Call) -> str | tuple[str, ...] | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name not in KEYWORDS:
        return None
    told = [one.value for one in call.args[: len(KEYWORDS[name])] if isinstance(one, ast.Constant)]
    words = tuple(one for one in told if isinstance(one, str))
    return None if len(words) != len(KEYWORDS[name]) else words if len(words) > 1 else words[0]


def slots(*forms: str) -> set[str]:
    return {name for form in forms for name in SLOT.findall(form)}


def test_catalogue_has_every_sentence_and_no_other() -> None:
    assert {entry.id for entry in entries()} == extracted()
    assert list(catalogue().obsolete) == []


def test_catalogue_is_filled_in() -> None:
    assert [entry.id for entry in entries() if entry.fuzzy or not all(said(entry))] == []


def test_catalogue_counts_as_french_does() -> None:
    assert (catalogue().num_plurals, catalogue().plural_expr) == (2, "(n > 1)")
    assert [entry.id for entry in entries() if len(said(entry)) != len(meant(entry))] == []


def test_catalogue_names_its_own_project() -> None:
    assert not re.search("FULL NAME|EMAIL@|FIRST AUTHOR|PROJECT VERSION|ORGANIZATION", str(catalogue().mime_headers))
    assert "FIRST AUTHOR" not in catalogue().header_comment


@pytest.mark.parametrize("folder", ["bot", "handlers"])
def test_sentences_are_all_seen_by_the_extractor(folder: str) -> None:
    """It is blind inside an f-string, and to a call within another call's arguments: say those beforehand."""
    assert [where for where, message in spoken(folder) if message not in extracted()] == []


def test_french_fills_the_slots_of_the_english() -> None:
    wrong = [
        entry.id
        for entry in entries()
        if slots(*said(entry)) != slots(*meant(entry))
        or any(slots(form) != slots(said(entry)[0]) for form in said(entry))
    ]
    assert wrong == []


@pytest.mark.parametrize("blemish", BLEMISHES)
def test_french_is_without(blemish: str) -> None:
    assert [form for entry in entries() for form in said(entry) if BLEMISHES[blemish].search(form)] == []


def test_french_keeps_the_lines_of_the_english() -> None:
    assert [e.id for e in entries() if {f.count("\n") for f in said(e)} != {f.count("\n") for f in meant(e)}] == []


def commands(forms: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each command a sentence names, and the route that typing it takes."""
    found = [match for form in forms for match in COMMAND.finditer(form)]
    return [(match[1], all_routes().read_command(match[1], match[2])[0]) for match in found]


def test_commands_named_in_french_do_what_the_english_ones_do() -> None:
    named = [(entry.id, commands(meant(entry)), commands(said(entry))) for entry in entries()]
    assert [one for one in named if [route for _, route in one[1]] != [route for _, route in one[2]]] == []
    assert {route for _, _, french in named for _, route in french} > {"volunteer signup", "volunteer-admin settings"}
    assert UNKNOWN not in {route for _, english, french in named for _, route in english + french}


def test_commands_named_in_french_are_french_and_in_the_manifest() -> None:
    named = {command for entry in entries() for command, _route in commands(said(entry))}
    assert named == FRENCH_COMMANDS
    assert named <= {one["command"] for one in manifest()["features"]["slash_commands"]}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_is_offered_by_a_word_that_gives_help(command: str) -> None:
    for voice in (ENGLISH, FRENCH):
        error = UnknownCommand(command, "xyzzy", None)
        shown = words(voice, error).rpartition(f"{command} ")[2]
        assert all_routes().read_command(command, shown)[0] == f"{COMMANDS[command]} help"


def words(voice: Voice, error: Refusal) -> str:
    return plain(tuple(span for part in refusal(voice, error).parts for span in getattr(part, "text", ())))


def test_confirming_in_french_confirms() -> None:
    assert [voice.word("/organize cancel {number} yes").split()[-1] in YES for voice in (ENGLISH, FRENCH)] == [True] * 2


def announced(work: Work, given: str) -> list[str] | None:
    """The kinds the channel announces after that; none when it stopped."""
    change = administration.change_channel(work, "T1", given.replace("#general", "<#C1|general>"))
    return list(change.channel.kinds) if change.channel else None


DOES: dict[str, Callable[[Work, str], Any]] = {
    "volunteer language": lambda work, given: people.choose_language(work, given).language,
    "volunteer reminders": people.choose_reminders,
    "volunteer-admin settings": administration.change_setting,
    "volunteer-admin channels": announced,
}


def effect(desk: Desk, command: str, typed: str) -> Any:
    """What typing it changes, for an admin of a new community."""
    with desk.work() as work:
        become_admin(work)
        given = " ".join(typed.split()[2:])
        return DOES[command](work, given), settings(work)


def become_admin(work: Work) -> None:
    community = home(work, "en", "America/Vancouver")
    place = meet(work, community, Identity("slack", "T1", "Town", "U0", "B0"), [])
    account = people.recognise(work, place, "U1", people.Profile("Maya", "fr-CA", "America/Toronto", admin=True))
    work.asker = work.db.get_one(Person, account.person_id)
    administration.change_setting(work, "digest off")
    administration.change_setting(work, "moderation off")


@pytest.mark.parametrize(("command", "choice"), [(command, one) for command, some in CHOICES.items() for one in some])
def test_choices_offered_in_french_are_taken_as_the_english_ones(desk: Desk, command: str, choice: str) -> None:
    assert effect(desk, command, FRENCH.word(choice)) == effect(desk, command, choice)


def test_numbered_commands_of_the_help_have_an_example() -> None:
    wanted = {
        f"{family} {usage.split()[1]}" for family, rows in HELP.items() for usage, _does in rows if " 12" in usage
    }
    assert wanted == set(NUMBERED)
