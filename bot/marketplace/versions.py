"""Telling one version of a posting from another: what somebody saw may have been edited since."""

import hashlib

from db.models import Role
from db.queries.opportunities import Posting

SAYINGS = (
    "title", "summary", "description", "place", "where", "hours", "hours_unit", "hours_total", "kind", "skills",
    "question", "honorarium", "accessibility", "learning", "team", "links", "joining", "entry", "consent", "deadline",
    "language", "most_waiting",
)  # fmt: skip
SEVERAL = ("work_languages", "questions")


def version(facts: Posting) -> str:
    """Changes whenever something its organizers say changes: not with who signs up, nor with its state."""
    opportunity, session = facts.opportunity, facts.session
    said = [str(getattr(opportunity, name)) for name in (*SAYINGS, *SEVERAL, "other")]
    said += [facts.organization.name, str([_role(one.role) for one in facts.roles])]
    if session is not None:
        said += [str(session.starts), str(session.ends), session.timezone]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def _role(role: Role) -> tuple[object, ...]:
    """What is asked for is left out where nothing is: versions kept before it could be asked for stay as they are."""
    asked = (str(role.level), list(role.required), list(role.preferred))
    return (role.name, role.capacity, *(asked if asked != ("any", [], []) else ()))
