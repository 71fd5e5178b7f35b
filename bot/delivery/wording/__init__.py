"""What each kind of delivery says, worked out when it is sent: today's facts, the reader's language and zone.

A kind that has nothing left to say (the person left, the posting was cancelled) says nothing, and is not sent.
"""

from bot.delivery.saying import Wording
from bot.delivery.wording import applications, asking, attendance, cards, community, files, organizing, reviews, signups

WORDING: dict[str, Wording] = {
    **cards.WORDING,
    **signups.WORDING,
    **reviews.WORDING,
    **organizing.WORDING,
    **attendance.WORDING,
    **asking.WORDING,
    **applications.WORDING,
    **files.WORDING,
    **community.WORDING,
}
"""Every kind of delivery there is."""
