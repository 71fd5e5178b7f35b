"""Messages from organizers to the people of a posting: shown first to who writes, limited, and sent by the bot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import events
from bot.errors import Fault, Faults
from bot.errors.organizing import NobodyToTell, TooManyNotices
from bot.marketplace import given
from bot.marketplace.naming import cleaned
from bot.marketplace.permissions import organized, person
from bot.messages.form import Answer
from bot.work import Work
from db.models import Notice, Opportunity, Person, Role
from db.queries.notices import notices_since, people_of
from db.queries.opportunities import session_of
from db.queries.sessions import roles_at
from db.queries.signups import APPLYING, CURRENT, SEATED

EVERYONE, APPLICANTS = "everyone", "applicants"
LONGEST = 2000
"""Characters: more is a document, and a link to it is better."""
MOST, WITHIN = 3, timedelta(hours=24)
"""So many messages a posting in so long: nobody is nagged."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A message that may be sent: to whom, and what it says. `role` is none for everyone signed up or waiting, and
    for the `applicants`: who has no answer yet."""

    opportunity: Opportunity
    role: Role | None
    people: Sequence[Person]
    text: str
    applicants: bool = False


def writable(work: Work, number: int) -> tuple[Opportunity, Sequence[Role]]:
    """The opportunity of that number and its roles, to be written to.

    Raises NoSuchOpportunity, NotYours, NobodyToTell, or TooManyNotices.
    """
    opportunity = organized(work, number)
    _must_be_few(work, opportunity)
    if not people_of(work.db, opportunity.id, None, work.now, CURRENT):
        raise NobodyToTell(number)
    session = session_of(work.db, opportunity.id)
    return opportunity, roles_at(work.db, opportunity.id, session.id if session else None)


def ask(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Asked:
    """Who would get what. Raises Faults beside the field, and whatever `writable` raises."""
    opportunity, roles = writable(work, given.whole(given.carried(carried, "number")))
    text = cleaned(str(answers.get("text") or "")).strip()
    if not text:
        raise Faults({"text": Fault("missing")})
    if len(text) > LONGEST:
        raise Faults({"text": Fault("too_long", {"longest": LONGEST, "length": len(text)})})
    chosen = str(answers.get("to") or carried.get("to") or EVERYONE)
    role = None if chosen in (EVERYONE, APPLICANTS) else _role(roles, given.whole(chosen))
    states = APPLYING if chosen == APPLICANTS else SEATED
    people = people_of(work.db, opportunity.id, role.id if role else None, work.now, states)
    if not people:
        raise Faults({"to": Fault("nobody_there")})
    return Asked(opportunity, role, people, text, applicants=chosen == APPLICANTS)


def _role(roles: Sequence[Role], role_id: int) -> Role:
    found = next((role for role in roles if role.id == role_id), None)
    if found is None:
        raise Faults({"to": Fault("nobody_there")})
    return found


def send(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Asked:
    """Sends it to those who were shown. Raises whatever `ask` raises."""
    asked = ask(work, answers, carried)
    role_id = asked.role.id if asked.role else None
    notice = Notice(
        opportunity_id=asked.opportunity.id,
        role_id=role_id,
        author_id=person(work).id,
        text=asked.text,
        created_at=work.now,
    )
    work.db.add(notice)
    work.db.flush()
    work.happened(events.NoticeWritten(notice.id, applicants=asked.applicants))
    return asked


def _must_be_few(work: Work, opportunity: Opportunity) -> None:
    if notices_since(work.db, opportunity.id, work.now - WITHIN) >= MOST:
        raise TooManyNotices(opportunity.number, MOST)
