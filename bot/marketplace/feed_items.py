"""What becomes of a feed's items: new ones are posted, changed ones edit, vanished ones are flagged."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlsplit

from bot import events
from bot.desk import Desk
from bot.errors import Faults
from bot.errors.typed import UnknownTimezone
from bot.marketplace import feeds, outside
from bot.marketplace.civic import first_words
from bot.marketplace.drafting import read_draft
from bot.marketplace.drafting_dates import read_dates
from bot.marketplace.drafts import LINK, LONGEST, LONGEST_SESSION, Dated, Draft
from bot.marketplace.feed_readings import Item, Reading
from bot.marketplace.feeds import Known
from bot.marketplace.naming import cleaned
from bot.marketplace.records import CONTRIBUTOR, Arrival, key_from
from bot.marketplace.repeating import MOST_SESSIONS
from bot.marketplace.role_lines import drafted
from bot.marketplace.states import EDITABLE
from bot.marketplace.times import instant, known_timezone
from bot.marketplace.versions import version
from bot.messages.form import Answer
from bot.messages.voice import Voice
from bot.work import Work
from db.models import Community, Feed, FeedItem, Opportunity, OpportunityState
from db.queries.exports import opportunity_from, sessions_held
from db.queries.feeds import items_of, items_there
from db.queries.opportunities import Posting, posting

S = OpportunityState
BATCH = 25
"""Items to one transaction: nobody waits long for their turn."""
ANNOUNCED = 5
"""New items of one look that each get a card, or a message to the admins; of more, channels get one message for all,
and the admins' digest counts them. What a feed has when it is first read is never told one by one."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many items of one look were posted, edited their posting, were no longer there, and opened at once."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    opened: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))


def take_in(desk: Desk, known: Known, reading: Reading, etag: str | None, modified: str | None) -> Taken:
    """Takes in what a feed said, some items at a time. Raises NoSuchFeed when it was removed meanwhile."""
    reading = replace(reading, title=_kept(reading.title), items=tuple(_sound(item) for item in reading.items))
    with desk.reading() as work:
        feed = _feed(work, known.id)
        there = items_of(work.db, feed.id, [item.known_by for item in reading.items])
        fresh = len({item.known_by for item in reading.items} - set(there))
        quiet = feed.checked_at is None or fresh > ANNOUNCED
    taken = Taken()
    for batch in feeds.batches(reading.items, BATCH):
        with desk.work() as work:
            feed = _feed(work, known.id)
            feed.title = first_words(cleaned(reading.title), LONGEST["organization"]) or _host(feed)
            taken += _take_batch(work, feed, batch, quiet=quiet)
    with desk.work() as work:
        feed = _feed(work, known.id)
        taken += Taken(gone=_flag_gone(work, feed, reading))
        if any(item.others for item in reading.items) or not reading.whole:
            # its dates go on, or the rest of it is still to come, though its server says that nothing has changed
            etag = modified = None
        feeds.went_well(work, feed, etag, modified)
        if quiet and taken.opened:
            stamp = f"feed-{feed.id}-{work.now:%Y%m%d%H%M%S}"
            work.happened(events.Imported(feed.community_id, stamp, taken.opened))
    return taken


def _kept(words: str) -> str:
    """Without halves of surrogate pairs, which no database keeps."""
    return words.encode("utf-8", "ignore").decode()


def _sound(item: Item) -> Item:
    return Item(*(_kept(part) for part in astuple(item)))


def _feed(work: Work, feed_id: int) -> Feed:
    feed = feeds.kept(work, feed_id)
    if feed is None:
        raise feeds.NoSuchFeed(feed_id)
    return feed


def _host(feed: Feed) -> str:
    return (urlsplit(feed.url).hostname or "")[: LONGEST["organization"]]


def _take_batch(work: Work, feed: Feed, items: Sequence[Item], *, quiet: bool) -> Taken:
    known = items_of(work.db, feed.id, [item.known_by for item in items])
    taken = Taken()
    for item in items:
        row = known.get(item.known_by)
        if row is None:
            taken += _take_new(work, feed, item, quiet=quiet)
        else:
            row.gone_at = None
            taken += Taken(changed=int(row.digest != item.digest and _take_again(work, feed, row, item)))
    work.db.flush()
    return taken


def _take_new(work: Work, feed: Feed, item: Item, *, quiet: bool) -> Taken:
    """Posts the item, if it is one that can be, and is still to come."""
    community, kind = feeds.community_of(work, feed), f"feed:{sha256(feed.url.encode()).hexdigest()[:16]}"
    source = key_from(kind, item.known_by)
    row = FeedItem(feed_id=feed.id, key=item.known_by, digest=item.digest, version="", gone_at=None)
    work.db.add(row)
    before = opportunity_from(work.db, community.id, source)
    if before is not None:  # of the same address before it was removed: nobody knows who has edited it since
        row.opportunity_id = before.id
        return Taken()
    draft = None if _over(item, work.now, community) else _draft(work, feed, item)
    if draft is None:
        return Taken()
    state = S.OPEN if feed.publishes else S.SUBMITTED
    opportunity = outside.take(work, community, Arrival(draft, source, state, (f"{kind}:",)), quiet=quiet)
    row.opportunity_id, row.version = opportunity.id, _version(work, opportunity)
    return Taken(new=1, opened=int(opportunity.state is S.OPEN))


def _take_again(work: Work, feed: Feed, row: FeedItem, item: Item) -> bool:
    """Edits the posting of an item that says something else; what somebody has edited since stays as they left it."""
    row.digest = item.digest
    if row.opportunity_id is None:
        return False
    facts = posting(work.db, row.opportunity_id)
    if facts.opportunity.state not in EDITABLE or _version_of(work, facts) != row.version:
        return False
    roles = tuple(drafted(one.role) for one in facts.roles)
    draft = _draft(work, feed, item)
    if draft is None or (draft.dates is None and facts.session is not None):
        return False
    same = replace(draft, roles=roles, organization=facts.organization.name)
    outside.retake(work, facts.opportunity, Arrival(same, facts.opportunity.source or ""))
    row.version = _version(work, facts.opportunity)
    return True


def _version(work: Work, opportunity: Opportunity) -> str:
    """As it is read again from the database, where a list of enums is one of words."""
    work.db.flush()
    work.db.refresh(opportunity)
    return _version_of(work, posting(work.db, opportunity.id))


def _version_of(work: Work, facts: Posting) -> str:
    """Of several dates it says them all: which is shown changes with the hour, and with nobody's edit."""
    held = sessions_held(work.db, [facts.opportunity.id])
    if len(held) <= 1:
        return version(facts)
    dates = [(one.starts, one.ends, one.timezone) for one in held]
    return f"{version(replace(facts, session=None))}:{sha256(repr(dates).encode()).hexdigest()[:16]}"


def _flag_gone(work: Work, feed: Feed, reading: Reading) -> int:
    """Flags what the feed no longer has; how many of that are live postings. A feed that is cut short has lost
    nothing."""
    if not reading.whole:
        return 0
    here = {item.known_by for item in reading.items}
    gone = [row for row in items_there(work.db, feed.id) if row.key not in here]
    for row in gone:
        row.gone_at = work.now
    work.db.flush()
    ids = [row.opportunity_id for row in gone if row.opportunity_id is not None]
    return sum(work.db.get_one(Opportunity, one).state in EDITABLE for one in ids)


def _over(item: Item, now: datetime, community: Community) -> bool:
    if item.over:
        return item.over < now.date().isoformat()
    try:
        ends, zone = datetime.fromisoformat(item.ends), known_timezone(item.timezone or community.timezone)
        return instant(ends, zone) <= now
    except (ValueError, OverflowError, UnknownTimezone):
        return False


def _draft(work: Work, feed: Feed, item: Item) -> Draft | None:
    """What the item makes of itself, cut to size; none for one that makes no posting. Hours that cannot be are left
    out."""
    community = feeds.community_of(work, feed)
    answers = _answers(feed, item, community)
    for given in (answers | _dates(item, community.timezone), answers):
        try:
            draft = read_draft(given, work.now, past_allowed=True)
            return replace(draft, further=_further(item, draft, work.now))
        except Faults:
            continue
    return None


def _further(item: Item, draft: Draft, now: datetime) -> tuple[Dated, ...]:
    """The dates after the first, where the first has one; those whose hours cannot be are left out."""
    if draft.dates is None:
        return ()
    found = []
    for line in item.others.splitlines()[: MOST_SESSIONS - 1]:
        starts, _, ends = line.partition("/")
        said = _dates(replace(item, starts=starts, ends=ends), draft.dates.timezone)
        dates, faults = read_dates(said, now, past_allowed=True) if said else (None, {})
        if dates is not None and not faults:
            found.append(Dated(dates, ()))
    return tuple(found)


def _answers(feed: Feed, item: Item, community: Community) -> dict[str, Answer]:
    title, text = cleaned(item.title), cleaned(item.text).strip()
    link = item.link if LINK.fullmatch(item.link) and len(item.link) <= LONGEST["links"] else ""
    longest = LONGEST["description"]
    return {
        "title": first_words(title, LONGEST["title"]),
        "organization": feed.title or _host(feed),
        "summary": first_words(text or title, LONGEST["summary"]),
        "description": text if len(text) <= longest else text[: longest - 1] + "…",
        "where": first_words(cleaned(item.where), LONGEST["where"]),
        "place": "in_person" if item.where and not LINK.match(item.where) else "remote",
        "links": link,
        "roles": Voice(community.language, community.timezone).word(CONTRIBUTOR),
        "work_languages": (community.language,),
        "language": community.language,
        "timezone": community.timezone,
    }


def _dates(item: Item, usual: str) -> dict[str, Answer]:
    """The day, the hours and the zone, where the item has all of them and lasts no longer than a session may."""
    try:
        starts, ends = datetime.fromisoformat(item.starts), datetime.fromisoformat(item.ends)
        zone = known_timezone(item.timezone or usual)
    except (ValueError, UnknownTimezone):
        return {}
    if not timedelta(0) < ends - starts <= LONGEST_SESSION:
        return {}
    return {"day": starts.date(), "start": starts.time(), "end": ends.time(), "timezone": zone}
