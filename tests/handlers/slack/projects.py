"""Real projects to try limits with: those of the file that ELAN_DATA or a neighbouring folder holds, else made-up ones.

The made-up ones have the shapes that real ones surprise with: emoji, mark-up, addresses without a scheme, very long
lines, ampersands and angle brackets.
"""

import json
import os
from pathlib import Path

ROOT = Path(__file__).parents[3]
NAME = "civic_projects.jsonl"
SHAPES = (
    ("Plain", "A list of parks.", "https://example.org/parks"),
    ("Tags & <brackets>", "<b>Bold</b> & <!channel> <@U1> <https://example.org|here> @here", "example.org"),
    ("*Stars* _and_ `ticks`", "```\ncode\n``` ~struck~ > quoted\n> again", "https://example.org/?a=1&b=2"),
    ("🚲 vélo 👩‍👩‍👧‍👦", "Carte des pistes cyclables — été comme hiver, «partout»", ""),
    ("مرحبا", "نص من اليمين إلى اليسار \u202eabc", "https://example.org/مرحبا"),
    ("N" * 120, "long " * 590, "https://example.org/" + "p" * 280),
    ("&" * 120, "&" * 3000, "&" * 300),
    ("<" * 120, "https://example.org/" + "&" * 2900, "<>" * 150),
    ("One very long word", "w" * 3000, "https://example.org/" + "a&" * 130),
    ("Lines", "\n".join("- item" for _ in range(400)), "h"),
)


def lines() -> list[str]:
    """One JSON object a line."""
    file = Path(os.environ.get("ELAN_DATA") or ROOT.parent / "shared" / "data") / NAME
    if file.is_file():
        return file.read_text(encoding="utf-8").split("\n")
    return [_line(n, *shape) for n in range(12) for shape in SHAPES]


def _line(n: int, name: str, description: str, link: str) -> str:
    project = {
        "name": f"{n}{name}"[:120],
        "organization_name": f"Brigade {n} {name}"[:80],
        "description": description,
        "topics": ["civic-tech", "<data>", "vélo & co"] * (n * 4),
        "link_url": link,
        "code_url": "https://example.org/code",
        "status": "alpha",
    }
    return json.dumps({key: value for key, value in project.items() if value})
