"""REACTIONS: what follows from what happened. The bot's table of contents.

A reaction runs in the transaction of the event, writes rows only, and calls no platform.
"""

from collections.abc import Callable
from typing import Any

from bot import events, organizing
from bot.delivery.outbox import Owed, owe_channel, owe_people, owe_redraws, owe_repaints, take_back, take_back_all
from bot.marketplace import owners, reminders, signups
from bot.work import Work
from db.models import Card, Delivery, Opportunity, Place, Signup
from db.queries.cards import shown_for
from db.queries.communities import announcing_channels, channels_for
from db.queries.opportunities import roles_of
from db.queries.people import admins_of
from db.queries.signups import current_signups_of_person, current_signups_to

Reaction = Callable[[Work, Any], None]


def repaint(work: Work, event: events.Edited) -> None:
    owe_repaints(work, event.opportunity_id)


def announce(work: Work, event: events.Published) -> None:
    """A card in each channel that was chosen, else in every one that announces this kind."""
    if event.quiet:
        return
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    for channel in channels_for(work.db, opportunity):
        card = Card(opportunity_id=opportunity.id, channel_id=channel.id, message=None)
        work.db.add(card)
        work.db.flush()
        owe_channel(
            work,
            channel,
            Owed(f"card:{card.id}:post", "card.post", card.id, work.now, opportunity_id=opportunity.id),
        )


def ask_for_review(work: Work, event: events.Submitted) -> None:
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    admins = [admin.id for admin in admins_of(work.db, opportunity.community_id)]
    owe_people(
        work,
        admins,
        lambda admin: Owed(_review(opportunity, admin), "posting.review", opportunity.id, work.now),
    )


def _review(opportunity: Opportunity, admin_id: int) -> str:
    return f"opportunity:{opportunity.id}:review:{admin_id}"


def redraw_reviews(work: Work, event: events.Published | events.Declined | events.Edited | events.Cancelled) -> None:
    """What asked the admins to decide says what was decided, or what it has been edited to."""
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    admins = admins_of(work.db, opportunity.community_id)
    owe_redraws(work, "posting.review.redraw", [_review(opportunity, admin.id) for admin in admins])


def tell_author(work: Work, event: events.Published | events.Declined) -> None:
    """Its author and co-owners learn what was decided; who needed nobody's approval has just been told."""
    if isinstance(event, events.Published) and not event.approved:
        return
    opportunity = work.db.get_one(Opportunity, event.opportunity_id)
    key, edited = f"opportunity:{opportunity.id}:decided", isinstance(event, events.Published) and event.edited
    owe_people(
        work,
        owners.organizers(work, opportunity),
        lambda one: Owed(f"{key}:{one}", "posting.decided", opportunity.id, work.now, facts={"edited": edited}),
    )


def tell_everyone_expired(work: Work, event: events.Expired) -> None:
    _tell_everyone(work, event.opportunity_id, "signup.expired", f":{work.now.isoformat()}")


def repaint_all_of(work: Work, event: events.Vetted) -> None:
    for opportunity_id in shown_for(work.db, event.organization_id):
        owe_repaints(work, opportunity_id)


def plan_reminders(work: Work, event: events.SignedUp | events.Promoted) -> None:
    reminders.plan(work, signup_id=event.signup_id)


def replan_reminders(work: Work, event: events.Moved) -> None:
    drop_reminders(work, event)
    reminders.plan(work, opportunity_id=event.opportunity_id)


def drop_reminders(work: Work, event: events.Moved | events.Cancelled | events.Closed) -> None:
    everyone = [signup.id for signup in current_signups_to(work.db, event.opportunity_id)]
    take_back(work, reminders.KINDS, signup_ids=everyone)


def tell_everyone_moved(work: Work, event: events.Moved) -> None:
    _tell_everyone(work, event.opportunity_id, "signup.moved", f":{work.now.isoformat()}")


def tell_everyone_edited(work: Work, event: events.EditTold) -> None:
    _tell_everyone(work, event.opportunity_id, "signup.edited", f":{work.now.isoformat()}")


def tell_everyone_cancelled(work: Work, event: events.Cancelled) -> None:
    _tell_everyone(work, event.opportunity_id, "signup.cancelled", "")


def tell_everyone_closed(work: Work, event: events.Closed) -> None:
    _tell_everyone(work, event.opportunity_id, "signup.closed", "")


def _tell_everyone(work: Work, opportunity_id: int, kind: str, turn: str) -> None:
    """One message a person, whichever and however many of the roles they are in; the latest of its kind only."""
    people = sorted({signup.person_id for signup in current_signups_to(work.db, opportunity_id)})
    take_back_all(work, kind, opportunity_id)
    owe_people(
        work,
        people,
        lambda one: Owed(
            f"opportunity:{opportunity_id}:{kind}:{one}{turn}",
            kind,
            opportunity_id,
            work.now,
            opportunity_id=opportunity_id,
        ),
    )


def tell_unseated(work: Work, event: events.Unseated) -> None:
    person_id = work.db.get_one(Signup, event.signup_id).person_id
    key = f"signup:{event.signup_id}:unseated:{work.now.isoformat()}"
    owe_people(
        work,
        [person_id],
        lambda _one: Owed(key, "signup.unseated", event.signup_id, work.now, signup_id=event.signup_id),
    )


def tidy_after_leaving(work: Work, event: events.Left | events.Unseated) -> None:
    """What was owed for this seat is taken back; another role of the same person still gets its reminders."""
    take_back(work, (*reminders.KINDS, "signup.promoted"), signup_ids=[event.signup_id])
    person_id = work.db.get_one(Signup, event.signup_id).person_id
    for signup in current_signups_of_person(work.db, event.opportunity_id, person_id):
        reminders.plan(work, signup_id=signup.id)


def promote_next(work: Work, event: events.Left | events.SeatsAdded) -> None:
    signups.promote(work, event.role_id)


def promote_where_seats_are_free(work: Work, event: events.Moved) -> None:
    """Once it had started nobody was moved up; put off, its free seats go to who waits for them."""
    for role in roles_of(work.db, event.opportunity_id):
        signups.promote(work, role.id)


def tell_promoted(work: Work, event: events.Promoted) -> None:
    signup = work.db.get_one(Signup, event.signup_id)
    key = f"signup:{signup.id}:promoted:{signup.promoted_at}"  # who was unseated may be promoted again
    owe_people(
        work,
        [signup.person_id],
        lambda _one: Owed(key, "signup.promoted", event.signup_id, work.now, signup_id=event.signup_id),
    )


def announce_import(work: Work, event: events.Imported) -> None:
    """One message a channel for the whole batch."""
    for channel in announcing_channels(work.db, event.community_id):
        key = f"import:{event.batch}:{channel.id}"
        facts = {"count": event.count}
        owe_channel(work, channel, Owed(key, "import.summary", event.community_id, work.now, facts=facts))


def report_undeliverable(work: Work, event: events.Undeliverable) -> None:
    """The admins are told, once a day, that the bot cannot write to a channel or to a person."""
    lost = work.db.get_one(Delivery, event.delivery_id)
    if lost.kind == "undeliverable":
        return  # saying that nothing can be said helps nobody
    day = work.now.date().isoformat()
    community_id = work.db.get_one(Place, lost.place_id).community_id
    admins = [admin.id for admin in admins_of(work.db, community_id)]
    owe_people(
        work,
        admins,
        lambda admin: Owed(f"undeliverable:{lost.lane}:{day}:{admin}", "undeliverable", lost.id, work.now),
    )


REACTIONS: dict[type[events.Event], tuple[Reaction, ...]] = {
    events.Submitted: (ask_for_review,),
    events.Published: (announce, tell_author, redraw_reviews),
    events.FellDue: (organizing.tell_fell_due,),
    events.Declined: (tell_author, redraw_reviews),
    events.Edited: (repaint, redraw_reviews, organizing.redraw_still_open),
    events.Moved: (replan_reminders, tell_everyone_moved, promote_where_seats_are_free),
    events.Changed: (repaint, organizing.redraw_still_open),
    events.Cancelled: (repaint, drop_reminders, tell_everyone_cancelled, redraw_reviews, organizing.redraw_still_open),
    events.Closed: (repaint, drop_reminders, tell_everyone_closed, organizing.redraw_still_open),
    events.SignedUp: (repaint, plan_reminders),
    events.JoinedWaitingList: (repaint,),
    events.Left: (tidy_after_leaving, promote_next, repaint),
    events.SeatsAdded: (promote_next,),
    events.Promoted: (tell_promoted, plan_reminders, repaint),
    events.Imported: (announce_import,),
    events.Undeliverable: (report_undeliverable,),
    events.AskedStillOpen: (organizing.ask_still_open,),
    events.SaidOpen: (organizing.redraw_still_open,),
    events.Expired: (repaint, tell_everyone_expired, organizing.redraw_still_open),
    events.FellShort: (organizing.warn_organizers,),
    events.HelpWanted: (organizing.ask_channels_for_help,),
    events.EditTold: (tell_everyone_edited,),
    events.Unseated: (tidy_after_leaving, tell_unseated),
    events.Vetted: (repaint_all_of,),
    events.OwnerAdded: (organizing.tell_owner,),
    events.PassedOn: (organizing.tell_heirs,),
}
