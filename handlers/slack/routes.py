"""Every route there is, joined from the nouns."""

from handlers.slack import (
    admins,
    applicants,
    applications,
    attendance,
    browsing,
    drafts,
    files,
    home,
    invitations,
    life,
    notices,
    opportunities,
    owners,
    people,
    questions,
    research,
    series,
    sessions,
    shortfall,
    signups,
)
from handlers.slack.router import UNKNOWN, Router

NOUNS = (
    browsing,
    signups,
    invitations,
    questions,
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
    shortfall,
    notices,
    attendance,
    files,
    admins,
    home,
)


def all_routes() -> Router:
    joined = Router().join(noun.router for noun in NOUNS)
    joined.on(UNKNOWN, reads=True)(joined.unknown)
    return joined
