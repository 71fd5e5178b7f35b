"""Names people type, made into what Slack sends: ids in angle brackets."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from sandbox.words.mrkdwn import escape

if TYPE_CHECKING:
    from sandbox.workspace.state import Workspace

_PERSON = re.compile(r"(?<!\S)@([a-z0-9](?:[\w.-]*\w)?)")
_CHANNEL = re.compile(r"(?<!\S)#([a-z0-9](?:[\w-]*\w)?)")
_LINK = re.compile(r"(https?://[^\s<>|]+[^\s<>|.,;:!?)\]'\"])")
_BROADCAST = re.compile(r"(?<!\S)@(here|channel|everyone)\b")


def link_names(workspace: "Workspace", text: str) -> str:
    """What becomes of a message somebody types: `<@U…>`, `<#C…>`, `<!here>`; unknown names stay as typed."""
    return _replace(workspace, _BROADCAST.sub(r"<!\1>", text), lambda sign, number, _: f"<{sign}{number}>")


def escape_command(workspace: "Workspace", text: str) -> str:
    """What becomes of a command's text whose manifest says `should_escape`.

    `<@U…|ana>`, `<#C…|general>` and `<https://…>`; all other &, < and > are entities.
    """
    pieces = [escape(piece) for piece in _LINK.split(text)]
    pieces[1::2] = [f"<{link}>" for link in pieces[1::2]]
    return _replace(workspace, "".join(pieces), lambda sign, number, name: f"<{sign}{number}|{name}>")


def _replace(workspace: "Workspace", text: str, form: Callable[[str, str, str], str]) -> str:
    def person(match: re.Match[str]) -> str:
        member = workspace.member_named(match.group(1))
        return form("@", member.id, member.name) if member else match.group(0)

    def place(match: re.Match[str]) -> str:
        channel = workspace.channel_named(match.group(1))
        return form("#", channel.id, channel.name) if channel else match.group(0)

    return _CHANNEL.sub(place, _PERSON.sub(person, text))
