"""Who applied is owed an answer, and who organizes is told that somebody waits for one: one message a posting."""

from collections.abc import Callable, Sequence

from bot import events
from bot.delivery.outbox import Owed, owe_people, owe_redraws, owe_rows
from bot.marketplace.owners import organizers
from bot.work import Work
from db.models import Opportunity, OpportunityState
from db.queries.applications import applying_to, applying_to_past, people_of, refuse
from db.queries.delivery import recipients
from db.queries.sessions import signups_on
from db.queries.signups import APPLYING, current_signups_to

S = OpportunityState
ENDED = frozenset({S.FILLED, S.IN_PROGRESS, S.COMPLETED, S.CANCELLED, S.EXPIRED})
"""States in which nobody is chosen any more."""
Ended = events.Changed | events.Closed | events.Cancelled | events.Expired
Decided = events.Applied | events.Withdrawn | events.Accepted | events.Refused


def count(work: Work, event: Decided | Ended | events.DatesCancelled) -> None:
    """The message that counts who waits for an answer: posted with the first, edited in place from then on."""
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    people = organizers(work, opportunity)
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


def end(work: Work, event: Ended) -> None:
    """Whoever still waits is answered by the end of the posting, or of the one date they applied to. Who is in as well
    hears of it with everyone else."""
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    ended = opportunity.state in ENDED
    waiting = applying_to(work.db, opportunity.id) if ended else applying_to_past(work.db, opportunity.id, work.now)
    if not waiting:
        return
    refuse(work.db, [one.id for one in waiting], work.now, None, "")
    told = set() if isinstance(event, events.Changed) else _in_or_waiting(work, opportunity.id)
    owe_answers(work, [one.id for one in waiting if one.person_id not in told], "application.ended")
    count(work, event)


def end_of_dates(work: Work, event: events.DatesCancelled) -> None:
    """Whoever waits for an answer to a date has it: they are told that it is cancelled, and nothing else."""
    waiting = [one.id for one in signups_on(work.db, event.session_ids) if one.state in APPLYING]
    if waiting:
        refuse(work.db, waiting, work.now, None, "")
        count(work, event)


def _in_or_waiting(work: Work, opportunity_id: int) -> set[int]:
    """The ids of who is told of its end as part of it: nobody applies any more by now."""
    return {one.person_id for one in current_signups_to(work.db, opportunity_id, work.now)}


def tell_deadline(work: Work, event: events.DeadlineReached) -> None:
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    turn = f"deadline:{opportunity.deadline}"
    _tell_organizers(work, opportunity, turn, lambda key: Owed(key, "applicants.deadline", opportunity.id, work.now))


def remind_organizers(work: Work, event: events.AnswersLate) -> None:
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    facts, turn = {"last": event.last}, f"late:{work.now.isoformat()}"
    _tell_organizers(
        work, opportunity, turn, lambda key: Owed(key, "applicants.late", opportunity.id, work.now, facts=facts)
    )


def _tell_organizers(work: Work, opportunity: Opportunity, turn: str, owed: Callable[[str], Owed]) -> None:
    people = organizers(work, opportunity)
    owe_people(work, people, lambda one: owed(f"opportunity:{opportunity.id}:{turn}:{one}"))


def tell_waiting(work: Work, event: events.AnswersLate) -> None:
    """Whoever waits learns, once, that the organizers have not answered in time."""
    if not event.last:
        return
    waiting = applying_to(work.db, event.opportunity_id)
    to = recipients(work.db, [one.person_id for one in waiting])
    owe_rows(work, [(to[one.person_id], _late(work, one.id)) for one in waiting if one.person_id in to])


def _late(work: Work, signup_id: int) -> Owed:
    return Owed(f"signup:{signup_id}:late", "application.late", signup_id, work.now, signup_id=signup_id)
