"""Postings from a file: every row is taken, known already, or refused with its line and reason."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from bot import events
from bot.desk import Desk
from bot.errors import Fault, Faults
from bot.marketplace.drafts import LONGEST, Draft, read_draft
from bot.marketplace.kinds import WorkLanguage
from bot.marketplace.naming import cleaned, folded
from bot.marketplace.opportunities import publish_imported
from bot.messages.form import Answer
from bot.messages.voice import N_, Voice
from bot.work import Work
from db.models import Community
from db.queries.opportunities import sources_known

BATCH = 100
"""Rows to one transaction: few commits, and nobody waits long for their turn."""
CONTRIBUTOR = N_("Contributor")


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one line. `line` counts from 1; `fault` says why it was refused, and in which field."""

    line: int
    outcome: Literal["taken", "known", "refused"]
    fault: tuple[str, Fault] | None = None


@dataclass(frozen=True, slots=True)
class How:
    """`batch` names this import. With `announce` each posting gets its card; else the channels get one message for
    all. With `dry_run` everything is checked and nothing is kept."""

    batch: str
    announce: bool = False
    dry_run: bool = False


def take_in(desk: Desk, community_id: int, lines: Iterable[str], how: How) -> Iterator[Row]:
    """Takes in projects, one JSON object a line, and yields what became of each as it goes.

    Known again by organization and name, so the same file can be taken in twice.
    """
    with desk.reading() as work:
        known = sources_known(work.db, community_id)
    taken = 0
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    for start in range(0, len(numbered), BATCH):
        rows = _take_batch(desk, community_id, numbered[start : start + BATCH], known, how)
        taken += sum(row.outcome == "taken" for row in rows)
        yield from rows
    if taken and not how.announce and not how.dry_run:
        with desk.work() as work:
            work.happened(events.Imported(community_id, how.batch, taken))


def _take_batch(desk: Desk, community_id: int, numbered: list[tuple[int, str]], known: set[str], how: How) -> list[Row]:
    begin = desk.reading if how.dry_run else desk.work
    with begin() as work:
        community = work.db.get_one(Community, community_id)
        contributor = Voice(community.language, community.timezone).word(CONTRIBUTOR)
        rows = []
        for number, line in numbered:
            row, draft, source = _read_row(work, (number, line), known, contributor)
            if draft is not None and not how.dry_run:
                publish_imported(work, community, draft, source, quiet=not how.announce)
            rows.append(row)
        return rows


def _read_row(
    work: Work, numbered: tuple[int, str], known: set[str], contributor: str
) -> tuple[Row, Draft | None, str]:
    """What becomes of one line, and the draft to post where it is taken; its source is known from then on."""
    number, line = numbered
    try:
        draft, source = read_project(line, work, contributor)
    except Faults as faults:
        return Row(number, "refused", next(iter(faults.fields.items()))), None, ""
    if source in known:
        return Row(number, "known"), None, source
    known.add(source)
    return Row(number, "taken"), draft, source


def read_project(line: str, work: Work, contributor: str) -> tuple[Draft, str]:
    """The draft a civic-tech project makes, and the key that knows it again. `contributor` names its one role.

    Raises Faults.
    """
    project = _object(line)
    name, organization = (_text(project, field) for field in ("name", "organization_name"))
    description = _text(project, "description")
    answers: dict[str, Answer] = {
        "title": name,
        "organization": organization,
        "summary": _first_words(description or name, LONGEST["summary"]),
        "description": description,
        "where": _text(project, "link_url") or _text(project, "code_url"),
        "skills": _first_words(", ".join(_topics(project)), LONGEST["skills"]),
        "roles": contributor,
        "work_languages": (WorkLanguage.ENGLISH.value,),
        "timezone": "UTC",
    }
    draft = read_draft(answers, work.now)
    return draft, f"civic:{folded(organization)}/{folded(name)}"[:255]


def _object(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
        json.dumps(found, ensure_ascii=False).encode()  # half a surrogate pair can be read, but not kept
    except (ValueError, RecursionError) as error:
        raise Faults({"line": Fault("not_json")}) from error
    if not isinstance(found, dict):
        raise Faults({"line": Fault("not_json")})
    return found


def _text(project: dict[str, Any], field: str) -> str:
    value = project.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Faults({field: Fault("not_text")})
    return cleaned(value).strip()


def _topics(project: dict[str, Any]) -> list[str]:
    topics = project.get("topics") or []
    if not isinstance(topics, list):
        raise Faults({"topics": Fault("not_text")})
    return [str(topic) for topic in topics]


def _first_words(words: str, longest: int) -> str:
    line = " ".join(words.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"
