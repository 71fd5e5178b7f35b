"""Who applied is owed an answer, and who organizes is told that somebody waits for one: one message a posting."""

from collections.abc import Sequence

from bot import events
from bot.delivery.outbox import Owed, owe_people, owe_redraws, owe_rows
from bot.work import Work
from db.models import Opportunity
from db.queries.applications import members_of, people_of
from db.queries.delivery import recipients
from db.queries.people import admins_of

Decided = events.Applied | events.Withdrawn | events.Accepted | events.Refused


def organizers_of(work: Work, opportunity: Opportunity) -> Sequence[int]:
    """The ids of who hears of applications: the author; else who organizes for its organization; else the admins."""
    if opportunity.author_id is not None:
        return [opportunity.author_id]
    members = members_of(work.db, opportunity.organization_id)
    return members or [admin.id for admin in admins_of(work.db, opportunity.community_id)]


def count(work: Work, event: Decided) -> None:
    """The message that counts who waits for an answer: posted with the first, edited in place from then on."""
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    people = organizers_of(work, opportunity)
    if isinstance(event, events.Applied):
        owe_people(
            work,
            people,
            lambda one: Owed(_counted(opportunity, one), "applicants.count", opportunity.id, work.now),
        )
    owe_redraws(work, "applicants.count.redraw", [_counted(opportunity, one) for one in people])


def _counted(opportunity: Opportunity, person_id: int) -> str:
    return f"opportunity:{opportunity.id}:applicants:{person_id}"


def tell_accepted(work: Work, event: events.Accepted) -> None:
    owe_answers(work, [event.signup_id], "application.accepted")


def tell_refused(work: Work, event: events.Refused) -> None:
    owe_answers(work, event.signup_ids, "application.declined")


def owe_answers(work: Work, signup_ids: Sequence[int], kind: str) -> None:
    """Owes each of these applications its one answer, whichever it is."""
    people = people_of(work.db, signup_ids)
    to = recipients(work.db, [person for _signup, person in people])
    owe_rows(work, [(to[person], _answer(work, signup, kind)) for signup, person in people if person in to])


def _answer(work: Work, signup_id: int, kind: str) -> Owed:
    return Owed(f"signup:{signup_id}:answer", kind, signup_id, work.now, signup_id=signup_id)
