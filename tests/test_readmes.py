"""README.md and README.fr.md tell the same: settings, commands, links and drawing, and the French is French."""

import re
from collections.abc import Callable

import pytest

from bot.marketplace.naming import folded
from bot.settings import VARIABLES
from handlers.slack.router import COMMANDS
from handlers.slack.routes import all_routes
from tests.bot.test_french import BLEMISHES, FRENCH_COMMANDS
from tests.test_house import ROOT, text

ENGLISH, FRENCH = "README.md", "README.fr.md"
CODE = re.compile(r"`([^`]+)`|^ {4}(.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)]+)\)")
Row = tuple[list[str], list[str]]
"""What is typed, in a table's first column and in its second."""


def code(name: str) -> list[str]:
    """What stands in backticks or in an indented line, in order."""
    return [inline or block for inline, block in CODE.findall(text(name))]


def variables(name: str) -> list[str]:
    return [words for words in code(name) if re.fullmatch(r"[A-Z]+(?:_[A-Z]+)+", words)]


def operators_commands(name: str) -> list[str]:
    """What is typed in a terminal, without the name of a file to import."""
    typed = re.compile(r"make \w+|\.venv/bin/python -m bot \w+|cp .+")
    return [found[0] for words in code(name) if (found := typed.match(words))]


def links(name: str) -> list[str]:
    """Where its links and pictures lead, without the link to the other README."""
    return [target for target in LINK.findall(text(name)) if target not in {ENGLISH, FRENCH}]


def arrows(name: str) -> list[str]:
    return re.findall("[▶◀]", text(name))


def tables(name: str) -> dict[str, list[Row]]:
    """The rows of the command tables, by the command in the first column's heading."""
    out = {}
    for table in re.findall(r"^(?:\|.*\n)+", text(name), re.MULTILINE):
        heading, _rule, *rows = (line.strip("|").split("|") for line in table.splitlines())
        [command] = re.findall(r"`([^`]+)`", heading[0])
        out[command] = [
            (re.findall(r"`([^`]+)`", first), re.findall(r"`([^`]+)`", second)) for first, second, _ in rows
        ]
    return out


def french_prose() -> list[str]:
    """README.fr.md line by line and cell by cell, without what is typed, addresses, drawings and lines in English."""
    lines = [line for line in text(FRENCH).splitlines() if not line.startswith(("    ", "*[", "|---"))]
    bare = (LINK.sub("]", CODE.sub("code", line.removeprefix("!"))) for line in lines)
    return [cell.strip() for line in bare for cell in line.split("|") if cell.strip()]


@pytest.mark.parametrize("told", [variables, operators_commands, links, arrows], ids=lambda told: told.__name__)
def test_readmes_tell_the_same(told: Callable[[str], list[str]]) -> None:
    assert told(FRENCH) == told(ENGLISH) != []


def test_readmes_link_to_each_other() -> None:
    assert ENGLISH in LINK.findall(text(FRENCH))
    assert FRENCH in LINK.findall(text(ENGLISH))


def test_readmes_links_and_pictures_exist() -> None:
    assert [target for target in links(FRENCH) if "://" not in target and not (ROOT / target).exists()] == []


def test_readmes_name_variables_that_are_read() -> None:
    assert set(variables(FRENCH)) <= set(VARIABLES)


def test_readmes_tables_have_as_many_rows() -> None:
    french = {COMMANDS[command]: len(rows) for command, rows in tables(FRENCH).items()}
    assert french == {COMMANDS[command]: len(rows) for command, rows in tables(ENGLISH).items()}
    assert set(tables(FRENCH)) == FRENCH_COMMANDS


def test_french_readme_heads_each_table_with_one_command_in_both_languages() -> None:
    headings = re.findall(r"^\|.*`(.+)` \| `(.+)` \| \|$\n\|---", text(FRENCH), re.MULTILINE)
    assert [COMMANDS[french] for french, _ in headings] == [COMMANDS[english] for _, english in headings]
    assert {french for french, _ in headings} == FRENCH_COMMANDS


@pytest.mark.parametrize("command", sorted(FRENCH_COMMANDS))
def test_french_readme_names_every_sub_command_in_french(command: str) -> None:
    spellings = all_routes().spellings[COMMANDS[command]]
    named = {folded(usage.split()[0]) for typed, _english in tables(FRENCH)[command] for usage in typed}
    assert named == {word for word, name in spellings.items() if word != folded(name)}


@pytest.mark.parametrize("command", sorted(FRENCH_COMMANDS))
def test_french_readme_sets_each_command_beside_its_english(command: str) -> None:
    spellings = all_routes().spellings[COMMANDS[command]]
    for typed, english in tables(FRENCH)[command]:
        meant = [spellings.get(folded(usage.split()[0])) for usage in typed]
        assert meant == [usage.split()[0] for usage in english]


def test_french_readme_types_whole_commands_that_are_there() -> None:
    for command, word in re.findall(r"`(/[\w-]+) ([\w-]+)[^`]*`", text(FRENCH)):
        assert command in FRENCH_COMMANDS, command
        assert folded(word) in all_routes().spellings[COMMANDS[command]], f"{command} {word}"


@pytest.mark.parametrize("blemish", BLEMISHES)
def test_french_readme_is_written_as_french_is_here(blemish: str) -> None:
    assert [line for line in french_prose() if BLEMISHES[blemish].search(line)] == []
