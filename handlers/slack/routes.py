"""Every route there is, joined from the nouns."""

from handlers.slack import (
    admins,
    applicants,
    applications,
    attendance,
    browsing,
    drafts,
    home,
    life,
    notices,
    opportunities,
    owners,
    people,
    research,
    series,
    sessions,
    signups,
)
from handlers.slack.router import UNKNOWN, Router

NOUNS = (
    browsing,
    signups,
    applications,
    applicants,
    people,
    opportunities,
    sessions,
    series,
    research,
    drafts,
    owners,
    life,
    notices,
    attendance,
    admins,
    home,
)


def all_routes() -> Router:
    joined = Router().join(noun.router for noun in NOUNS)
    joined.on(UNKNOWN, reads=True)(joined.unknown)
    return joined
