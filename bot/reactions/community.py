"""What follows for the whole community: its channels, and its admins."""

from datetime import timedelta

from bot import events
from bot.delivery.outbox import Owed, owe_channel, owe_people
from bot.work import Work
from db.models import Delivery, Feed, Place
from db.queries.communities import announcing_channels
from db.queries.people import admins_of


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


def report_feed(work: Work, event: events.FeedFailed) -> None:
    """The admins are told, once a day at most, that a feed cannot be read."""
    feed = work.db.get_one(Feed, event.feed_id)
    day = work.now.date().isoformat()
    admins = [admin.id for admin in admins_of(work.db, feed.community_id)]
    owe_people(
        work,
        admins,
        lambda admin: Owed(
            f"feed:{feed.id}:failed:{day}:{admin}", "feed.failed", feed.id, work.now, work.now + timedelta(days=1)
        ),
    )
