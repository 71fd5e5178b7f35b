"""What is said of the whole community: to its admins, and in its channels."""

from datetime import datetime

from bot.delivery.claiming import UNWORDED
from bot.delivery.saying import NOTHING, Said, Wording, community_voice, reader, reader_voice
from bot.marketplace import digests
from bot.messages import community, digest, feeds
from bot.messages.message import ChannelName
from bot.work import Work
from db.models import Community, Delivery, DeliveryState, Feed


def digest_due(work: Work, delivery: Delivery) -> Said:
    community = work.db.get_one(Community, delivery.subject_id)
    since = datetime.fromisoformat(delivery.facts["since"])
    found = digests.digest(work, community, since) if reader(work, delivery).admin else None
    return Said(digest.digest(reader_voice(work, delivery), found)) if found else NOTHING


def gone(work: Work, delivery: Delivery) -> Said:
    community = work.db.get_one(Community, delivery.subject_id)
    part = digests.gone(work, community, datetime.fromisoformat(delivery.facts["since"]))
    told = part.total and reader(work, delivery).admin
    return Said(digest.gone(reader_voice(work, delivery), part)) if told else NOTHING


def imported(work: Work, delivery: Delivery) -> Said:
    voice = community_voice(work, delivery.subject_id)
    return Said(community.imported(voice, int(delivery.facts["count"])))


def undeliverable(work: Work, delivery: Delivery) -> Said:
    lost = work.db.get_one(Delivery, delivery.subject_id)
    if lost.state is not DeliveryState.PARKED or not reader(work, delivery).admin:
        return NOTHING
    voice, reason = reader_voice(work, delivery), lost.fault or ""
    if lost.fault == UNWORDED:
        to = ChannelName(lost.channel) if lost.channel is not None else reader(work, lost).name
        return Said(community.unworded(voice, to, lost.id))
    if lost.channel is not None:
        return Said(community.undeliverable(voice, lost.channel, reason))
    return Said(community.unreachable(voice, reader(work, lost).name, reason))


def feed_failed(work: Work, delivery: Delivery) -> Said:
    feed = work.db.get(Feed, delivery.subject_id)
    if feed is None or not feed.fault or not reader(work, delivery).admin:
        return NOTHING
    return Said(feeds.failed(reader_voice(work, delivery), feed))


WORDING: dict[str, Wording] = {
    "digest": digest_due,
    "gone": gone,
    "import.summary": imported,
    "undeliverable": undeliverable,
    "feed.failed": feed_failed,
}
