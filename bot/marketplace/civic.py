"""Projects as civic-tech directories list them (codeforamerica/cfapi): read as postings."""

from bot.errors import Fault, Faults
from bot.marketplace.drafting import read_draft
from bot.marketplace.drafts import LONGEST
from bot.marketplace.fields import Record
from bot.marketplace.kinds import WorkLanguage
from bot.marketplace.naming import cleaned, folded
from bot.marketplace.records import CONTRIBUTOR, LONGEST_KEY, Arrival
from bot.messages.form import Answer
from bot.messages.voice import Voice
from bot.work import Work
from db.models import Community


def is_project(record: Record) -> bool:
    """Whether it is one of those, and no opportunity in Elan's own fields."""
    return "title" not in record and ("name" in record or "organization_name" in record)


def read_project(work: Work, community: Community, project: Record) -> Arrival:
    """The draft a project makes, with one role, and what knows it again: organization and name. Raises Faults."""
    name, organization = (_text(project, field) for field in ("name", "organization_name"))
    description = _text(project, "description")
    answers: dict[str, Answer] = {
        "title": name,
        "organization": organization,
        "summary": first_words(description or name, LONGEST["summary"]),
        "description": description,
        "where": _text(project, "link_url") or _text(project, "code_url"),
        "skills": first_words(", ".join(_topics(project)), LONGEST["skills"]),
        "roles": Voice(community.language, community.timezone).word(CONTRIBUTOR),
        "work_languages": (WorkLanguage.ENGLISH.value,),
        "timezone": "UTC",
    }
    draft = read_draft(answers, work.now)
    return Arrival(draft, f"civic:{folded(organization)}/{folded(name)}"[:LONGEST_KEY])


def _text(project: Record, field: str) -> str:
    value = project.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Faults({field: Fault("not_text")})
    return cleaned(value).strip()


def _topics(project: Record) -> list[str]:
    topics = project.get("topics") or []
    if not isinstance(topics, list):
        raise Faults({"topics": Fault("not_text")})
    return [str(topic) for topic in topics]


def first_words(words: str, longest: int) -> str:
    """The words on one line, cut after a word where they are too long."""
    line = " ".join(words.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + "…"
