"""Everything the bot draws that can be pressed or sent in has somebody who answers."""

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.messages.help import HELP
from handlers.slack.router import COMMANDS
from handlers.slack.routes import all_routes

ROUTES = all_routes()
MESSAGES = Path(__file__).parents[3] / "bot" / "messages"
CHOICES = {"signup.choose"}
"""Lists to choose from: each option names what it does by itself."""


def calls(name: str) -> Iterator[ast.Call]:
    for path in sorted(MESSAGES.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield node


def constants(nodes: Iterator[ast.Call], position: int, keyword: str) -> set[str]:
    """What is written in that place of each call, where it is written out."""
    found = set()
    for node in nodes:
        given = [one.value for one in node.keywords if one.arg == keyword] or node.args[position : position + 1]
        found |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found


def test_every_button_has_somebody_who_answers() -> None:
    drawn = constants(calls("Button"), 1, "does")
    assert len(drawn) > 15
    assert drawn - ROUTES.routes.keys() == set()


def test_every_dialog_has_somebody_who_takes_it() -> None:
    drawn = constants(calls("Form"), 0, "name") - {""}
    assert len(drawn) >= 4
    assert drawn | {"opportunity.posted", "opportunity.edited"} <= ROUTES.routes.keys()


def test_every_command_of_the_help_can_be_typed() -> None:
    for family, rows in HELP.items():
        for usage, _does in rows:
            command, _, text = usage.partition(" ")
            route, _words = ROUTES.read_command(command, text)
            assert (COMMANDS[command], route in ROUTES.routes) == (family, True), usage
            assert route != "unknown", usage


def test_what_changes_something_keeps_a_receipt() -> None:
    changing = {name for name, route in ROUTES.routes.items() if not route.reads}
    assert {"volunteer signup", "signup.join", "signup.leave", "signup.leave_role"} <= changing
    assert {"opportunity.posted", "opportunity.cancel"} <= changing
    assert {"volunteer browse", "opportunity.show", "organize roster", "event app_home_opened"} & changing == set()
