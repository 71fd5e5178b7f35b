"""Every route there is, joined from the nouns."""

from handlers.slack import admins, browsing, home, life, opportunities, people, sessions, signups
from handlers.slack.router import UNKNOWN, Router

NOUNS = (browsing, signups, people, opportunities, sessions, life, admins, home)


def all_routes() -> Router:
    joined = Router().join(noun.router for noun in NOUNS)
    joined.on(UNKNOWN, reads=True)(joined.unknown)
    return joined
