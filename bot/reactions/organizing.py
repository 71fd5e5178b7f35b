"""What follows for a posting's organizers: what they are told and asked."""

from datetime import timedelta

from bot import events
from bot.delivery.outbox import Owed, owe_people, owe_redraws, take_back_all
from bot.marketplace import freshness, owners
from bot.marketplace.kinds import Entry, Kind
from bot.work import Work
from db.models import Opportunity, Session, Signup
from db.queries.delivery import still_ready

TOGETHER = timedelta(minutes=10)
"""Who leaves within so long of the first is told of in one message."""


def tell_fell_due(work: Work, event: events.FellDue) -> None:
    """Who planned it learns that it is open, or what else became of it."""
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    owe_people(
        work,
        owners.organizers(work, opportunity),
        lambda one: Owed(
            f"opportunity:{opportunity.id}:due:{work.now.isoformat()}:{one}", "posting.due", opportunity.id, work.now
        ),
    )


def ask_still_open(work: Work, event: events.AskedStillOpen) -> None:
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    owe_people(
        work,
        owners.organizers(work, opportunity),
        lambda one: Owed(_fresh(opportunity, one), "posting.fresh", opportunity.id, work.now),
    )


def _fresh(opportunity: Opportunity, person_id: int) -> str:
    asked = opportunity.asked_at.isoformat() if opportunity.asked_at else ""
    return f"opportunity:{opportunity.id}:fresh:{asked}:{person_id}"


def redraw_still_open(work: Work, event: events.SaidOpen | events.Changed | events.Edited) -> None:
    """The question says what was answered, to all who were asked lately."""
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    if opportunity.asked_at is not None and work.now - opportunity.asked_at <= freshness.QUIET:
        asked = [_fresh(opportunity, one) for one in owners.organizers(work, opportunity)]
        owe_redraws(work, "posting.fresh.redraw", asked)


def tell_expired(work: Work, event: events.Expired) -> None:
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    key = f"opportunity:{opportunity.id}:expired:{work.now.isoformat()}"
    owe_people(
        work,
        owners.organizers(work, opportunity),
        lambda one: Owed(f"{key}:{one}", "posting.expired", opportunity.id, work.now),
    )


def short_key(session: Session, person_id: int) -> str:
    warned = session.warned_at.isoformat() if session.warned_at else ""
    return f"session:{session.id}:short:{warned}:{person_id}"


def warn_organizers(work: Work, event: events.FellShort) -> None:
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    sessions = [work.db.get_one(Session, one) for one in event.session_ids]
    owe_people(
        work,
        owners.organizers(work, opportunity),
        lambda one: Owed(
            short_key(sessions[0], one),
            "posting.short",
            sessions[0].id,
            work.now,
            expires_at=sessions[-1].starts_at,
            facts={"sessions": list(event.session_ids)},
        ),
    )


def tell_left(work: Work, event: events.Left) -> None:
    """Where people were chosen, or expected at their slot, its organizers hear of who left."""
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    chosen = opportunity.entry == Entry.APPLICATION or opportunity.kind == Kind.RESEARCH
    if not event.had_seat or not chosen:
        return
    waiting = still_ready(work.db, "signup.left", opportunity.id)
    left = sorted({event.signup_id, *(one for first in waiting for one in first.facts["signups"])})
    due_at = min((first.due_at for first in waiting), default=work.now + TOGETHER)
    leaver = work.db.get_one(Signup, event.signup_id).person_id
    people = [one for one in owners.organizers(work, opportunity) if one != leaver]
    take_back_all(work, "signup.left", opportunity.id, people)
    owe_people(
        work,
        people,
        lambda one: Owed(
            f"signup:{event.signup_id}:left:{one}",
            "signup.left",
            opportunity.id,
            due_at,
            facts={"signups": left},
            opportunity_id=opportunity.id,
        ),
    )


def tell_owner(work: Work, event: events.OwnerAdded) -> None:
    key = f"opportunity:{event.opportunity_id}:owner:{event.person_id}:{work.now.isoformat()}"
    owe_people(work, [event.person_id], lambda _one: Owed(key, "posting.owner", event.opportunity_id, work.now))


def tell_former_author(work: Work, event: events.AuthorReplaced) -> None:
    key = f"opportunity:{event.opportunity_id}:replaced:{event.person_id}:{work.now.isoformat()}"
    facts = {"by": event.by_id}
    owe_people(
        work,
        [event.person_id],
        lambda _one: Owed(key, "posting.replaced", event.opportunity_id, work.now, facts=facts),
    )


def tell_heirs(work: Work, event: events.PassedOn) -> None:
    """One message a person, however many postings they have now."""
    heirs: dict[int, list[int]] = {}
    for opportunity_id in event.opportunity_ids:
        for one in owners.organizers(work, work.db.get_one(Opportunity, opportunity_id)):
            heirs.setdefault(one, []).append(opportunity_id)
    owe_people(
        work,
        list(heirs),
        lambda one: Owed(
            f"person:{event.person_id}:passed:{work.now.isoformat()}:{one}",
            "posting.passed",
            event.person_id,
            work.now,
            facts={"opportunities": heirs[one]},
        ),
    )
