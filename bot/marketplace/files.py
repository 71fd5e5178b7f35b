"""Files that organizers ask for: the roster, and who applied. They come as direct messages, and nowhere else."""

from dataclasses import dataclass
from datetime import timedelta

from bot import events
from bot.delivery.outbox import Owed, owe_people
from bot.errors.organizing import NothingToSend
from bot.errors.typed import NoLongerThere
from bot.marketplace.given import whole
from bot.marketplace.permissions import asker, organized
from bot.work import Work
from db.models import Account, Delivery, Opportunity, Session
from db.queries.files import anybody_applied, anybody_seated

USEFUL = timedelta(hours=1)
"""How long who asked for a file waits for it."""


@dataclass(frozen=True, slots=True)
class Promised:
    """What comes as files: whether the roster, whether the applicants."""

    opportunity: Opportunity
    roster: bool
    applicants: bool


def ask_all(work: Work, number: int) -> Promised:
    """Asks for all there is. Raises NoSuchOpportunity, NotYours or NothingToSend."""
    opportunity = organized(work, number)
    return _ask(work, opportunity, None, roster=True, applicants=True)


def ask_roster(work: Work, about: str) -> Promised:
    """Asks for the roster as a button names it: "12|" or, of one session, "12|7". Raises NoLongerThere as well."""
    number, _, session = about.partition("|")
    opportunity = organized(work, whole(number))
    session_id = whole(session) if session else None
    if session_id is not None:
        found = work.db.get(Session, session_id)
        if found is None or found.opportunity_id != opportunity.id:
            raise NoLongerThere
    return _ask(work, opportunity, session_id, roster=True, applicants=False)


def ask_applicants(work: Work, number: int) -> Promised:
    """Asks for who applied. Raises NoSuchOpportunity, NotYours or NothingToSend."""
    return _ask(work, organized(work, number), None, roster=False, applicants=True)


def _ask(work: Work, opportunity: Opportunity, session_id: int | None, *, roster: bool, applicants: bool) -> Promised:
    roster = roster and anybody_seated(work.db, opportunity.id, session_id)
    applicants = applicants and anybody_applied(work.db, opportunity.id)
    if not (roster or applicants):
        raise NothingToSend(opportunity.number)
    who = asker(work).id
    if roster:
        work.happened(events.FileAsked(opportunity.id, who, "file.roster", session_id))
    if applicants:
        work.happened(events.FileAsked(opportunity.id, who, "file.applicants"))
    return Promised(opportunity, roster, applicants)


def send(work: Work, event: events.FileAsked) -> None:
    """Once a minute at most: who presses twice gets it once."""
    what = f"{event.kind}:{event.opportunity_id}:{event.session_id or ''}"
    minute = work.now.strftime("%Y-%m-%dT%H:%M")
    owed = Owed(
        f"{what}:{event.person_id}:{minute}",
        event.kind,
        event.opportunity_id,
        work.now,
        expires_at=work.now + USEFUL,
        facts={"session": event.session_id},
    )
    owe_people(work, [event.person_id], lambda _one: owed)


def tell_in_doubt(work: Work, event: events.FileInDoubt) -> None:
    """Who asked for it learns that it may not have come, and asks again if so."""
    lost = work.db.get_one(Delivery, event.delivery_id)
    if lost.account_id is None:
        return
    person_id = work.db.get_one(Account, lost.account_id).person_id
    key = f"delivery:{lost.id}:doubt:{work.now.isoformat()}"
    owe_people(work, [person_id], lambda _one: Owed(key, "doubt.file", lost.subject_id, work.now))
