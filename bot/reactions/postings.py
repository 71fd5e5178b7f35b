"""What follows for a posting: its cards, and what is decided about it."""

from bot import events
from bot.delivery.outbox import Owed, owe_channel, owe_people, owe_redraws, owe_repaints
from bot.marketplace import owners
from bot.work import Work
from db.models import Card, Opportunity
from db.queries.cards import shown_for
from db.queries.communities import channels_for
from db.queries.people import admins_of


def repaint(work: Work, event: events.Edited) -> None:
    owe_repaints(work, event.opportunity_id)


def repaint_all_of(work: Work, event: events.Vetted) -> None:
    for opportunity_id in shown_for(work.db, event.organization_id):
        owe_repaints(work, opportunity_id)


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
