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
from db.models import Notice, Opportunity, Person, Role, Session
from db.queries.notices import To, last_signup, notices_since, people_of, roles_coming
from db.queries.sessions import people_by_date, sessions_coming
from db.queries.signups import APPLYING, CURRENT, SEATED

EVERYONE, APPLICANTS, DATE = "everyone", "applicants", "date:"
"""What is chosen is everyone who is in or waits, who applied and has no answer yet, the id of a role, or that of a date
after the word."""
LONGEST = 2000
"""Characters: more is a document, and a link to it is better."""
MOST, WITHIN = 3, timedelta(hours=24)
"""So many messages a posting in so long: nobody is nagged."""


@dataclass(frozen=True, slots=True)
class Writable:
    """Whom of a posting one can write to: `roles` by name, which may be on several dates, and those dates that anybody
    is in, where there are several to come."""

    opportunity: Opportunity
    roles: Sequence[Role]
    dates: Sequence[Session]


@dataclass(frozen=True, slots=True)
class Asked:
    """A message that may be sent: to whom, and what it says. It is to everyone, or to who applied, where neither
    `role` nor `session` is said. `chosen` is that as it was chosen; `last` the latest sign-up that was counted."""

    opportunity: Opportunity
    people: Sequence[Person]
    text: str
    chosen: str
    last: int
    role: Role | None = None
    session: Session | None = None
    several: bool = False
    """Whether the role may be on several dates."""


def writable(work: Work, number: int) -> Writable:
    """The opportunity of that number, its roles and its dates, to be written to.

    Raises NoSuchOpportunity, NotYours, NobodyToTell, or TooManyNotices.
    """
    opportunity = organized(work, number)
    _must_be_few(work, opportunity)
    if not people_of(work.db, opportunity.id, work.now, To(states=CURRENT)):
        raise NobodyToTell(number)
    dates = sessions_coming(work.db, opportunity.id, work.now)
    joined = {session_id for _person, session_id in people_by_date(work.db, [one.id for one in dates])}
    several = [one for one in dates if one.id in joined] if len(dates) > 1 else []
    return Writable(opportunity, roles_coming(work.db, opportunity.id, work.now), several)


def ask(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Asked:
    """Who would get what: those who were counted when it was shown, if it was. Raises Faults beside the field, and
    whatever `writable` raises."""
    found = writable(work, given.whole(given.carried(carried, "number")))
    text = cleaned(str(answers.get("text") or "")).strip()
    if not text:
        raise Faults({"text": Fault("missing")})
    if len(text) > LONGEST:
        raise Faults({"text": Fault("too_long", {"longest": LONGEST, "length": len(text)})})
    chosen = str(answers.get("to") or carried.get("to") or EVERYONE)
    role, session = _chosen(found, chosen)
    last = given.whole(carried["last"]) if "last" in carried else last_signup(work.db, found.opportunity.id)
    states = APPLYING if chosen == APPLICANTS else SEATED
    to = To(role.folded if role else "", session.id if session else None, last, states)
    people = people_of(work.db, found.opportunity.id, work.now, to)
    if not people:
        raise Faults({"to": Fault("nobody_there")})
    return Asked(found.opportunity, people, text, chosen, last, role, session, several=bool(found.dates))


def _chosen(found: Writable, chosen: str) -> tuple[Role | None, Session | None]:
    """The role or the date. Raises Faults where it is gone, and NoLongerThere for what is neither."""
    if chosen in (EVERYONE, APPLICANTS):
        return None, None
    on_date = chosen.startswith(DATE)
    wanted = given.whole(chosen.removeprefix(DATE))
    role = next((one for one in found.roles if one.id == wanted and not on_date), None)
    session = next((one for one in found.dates if one.id == wanted and on_date), None)
    if role is None and session is None:
        raise Faults({"to": Fault("nobody_there")})
    return role, session


def send(work: Work, answers: Mapping[str, Answer], carried: Mapping[str, str]) -> Asked:
    """Sends it to those who were shown and are still there; not to who came since. Raises whatever `ask` raises."""
    asked = ask(work, answers, carried)
    notice = Notice(
        opportunity_id=asked.opportunity.id,
        role_id=asked.role.id if asked.role else None,
        author_id=person(work).id,
        text=asked.text,
        created_at=work.now,
    )
    work.db.add(notice)
    work.db.flush()
    work.happened(events.NoticeWritten(notice.id, tuple(one.id for one in asked.people)))
    return asked


def _must_be_few(work: Work, opportunity: Opportunity) -> None:
    if notices_since(work.db, opportunity.id, work.now - WITHIN) >= MOST:
        raise TooManyNotices(opportunity.number, MOST)
