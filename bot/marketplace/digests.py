"""The digest: what an admin should know of the week, the thing to act on first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.outbox import Owed, owe_people
from bot.marketplace.communities import digest_instant
from bot.marketplace.permissions import must_be_admin, person
from bot.work import Work
from db.models import Community
from db.queries import digests as queries
from db.queries.communities import communities
from db.queries.feeds import gone_since
from db.queries.opportunities import Posting, postings
from db.queries.people import admins_of

NEAR = timedelta(days=7)
"""A date this near with seats empty is short of people."""
STALE = timedelta(days=30)
"""An undated posting that nobody has joined for this long may be out of date."""
LINES = 5
"""Postings named in one part of a digest; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some postings of one sort: the first few, and how many there are in all."""

    postings: tuple[Posting, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Digest:
    since: datetime
    waiting: Part
    short: Part
    new: Part
    filling: Part
    stale: Part
    signed_up: int
    left: int
    gone: Part = Part((), 0)


def digest(work: Work, community: Community, since: datetime) -> Digest | None:
    """What there is to report since then; none when there is nothing to say."""
    parts = {
        "waiting": queries.waiting_for_review(work.db, community.id),
        "short": queries.short_of_people(work.db, community.id, work.now, work.now + NEAR),
        "new": queries.new_since(work.db, community.id, since),
        "filling": queries.filling(work.db, community.id, work.now),
        "stale": queries.stale(work.db, community.id, work.now - STALE),
        "gone": gone_since(work.db, community.id, since),
    }
    signed_up, left = queries.movements(work.db, community.id, since)
    if not any(parts.values()) and not signed_up and not left:
        return None
    shown = {name: _part(work, ids) for name, ids in parts.items()}
    return Digest(since=since, signed_up=signed_up, left=left, **shown)


def gone(work: Work, community: Community, since: datetime) -> Part:
    """The live postings that feeds have lost since then."""
    return _part(work, gone_since(work.db, community.id, since))


def _part(work: Work, ids: list[int]) -> Part:
    return Part(tuple(postings(work.db, ids[:LINES])), len(ids))


def digest_now(work: Work) -> Digest | None:
    """The digest as of now, since the last one that was sent. Raises AdminsOnly."""
    must_be_admin(work)
    community = work.db.get_one(Community, person(work).community_id)
    return digest(work, community, community.digested_at)


def owe_due(work: Work) -> None:
    """Owes every community's admins the digest whose time has come; without a digest, what feeds have lost."""
    for community in communities(work.db):
        due = digest_instant(community, max(community.digested_at, community.digest_set_at))
        if due > work.now:
            continue
        since, community.digested_at = community.digested_at, work.now
        if community.digest_on:
            _owe(work, community, "digest", since, due)
        elif gone_since(work.db, community.id, since):
            _owe(work, community, "gone", since, due)


def _owe(work: Work, community: Community, kind: str, since: datetime, due: datetime) -> None:
    owe_people(
        work,
        [admin.id for admin in admins_of(work.db, community.id)],
        lambda admin: Owed(
            key=f"{kind}:{community.id}:{due.isoformat()}:{admin}",
            kind=kind,
            subject_id=community.id,
            due_at=work.now,
            expires_at=work.now + timedelta(days=2),
            facts={"since": since.isoformat()},
        ),
    )
