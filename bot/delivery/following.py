"""What follows from how an attempt ended, in the transaction that writes it down."""

from datetime import datetime
from typing import Any

from bot import events
from bot.delivery.messenger import Posted
from bot.delivery.outbox import owe_redraws, owe_repaints
from bot.work import Work
from db.models import Card, Delivery, DeliveryState, Question
from db.queries.delivery import another_in


def follow(work: Work, delivery: Delivery, state: DeliveryState, posted: Posted | None) -> None:
    if posted is not None:
        _remember_card(work, delivery, posted.message)
        _remember_link(work, delivery, posted.link)
    if state is DeliveryState.PARKED:
        work.happened(events.Undeliverable(delivery.id))
    if state is DeliveryState.UNKNOWN and delivery.coalesce:
        _paint_again(work, delivery)
    if state is DeliveryState.CANCELLED and delivery.state is DeliveryState.UNKNOWN and not delivery.coalesce:
        work.happened(events.FileInDoubt(delivery.id))


def ended(state: DeliveryState, now: datetime, *, tried: bool) -> dict[str, Any]:
    """What is noted at the end. What was refused for certain bears no claim: nobody will have to look for it."""
    certain = state is DeliveryState.PARKED and tried
    return {"settled_at": now, "claimed_at": None} if certain else {"settled_at": now}


def _paint_again(work: Work, delivery: Delivery) -> None:
    """Owes a fresh look at once, so that it looks right; this one comes again after its quarantine, lest it came late.

    Not while another is in doubt already: both come again, and a platform that is ill is not asked every second.
    """
    if another_in(work.db, DeliveryState.UNKNOWN, delivery):
        return
    if delivery.opportunity_id is not None:
        owe_repaints(work, delivery.opportunity_id)
    else:
        owe_redraws(work, delivery.kind, [work.db.get_one(Delivery, delivery.subject_id).key])


def _remember_card(work: Work, delivery: Delivery, message: str) -> None:
    """Notes which message a card became, so that it can be edited in place."""
    if delivery.kind == "card.post":
        work.db.get_one(Card, delivery.subject_id).message = message


def _remember_link(work: Work, delivery: Delivery, link: str) -> None:
    """Notes where a question can be answered."""
    if delivery.kind == "question.post" and link:
        work.db.get_one(Question, delivery.subject_id).link = link
