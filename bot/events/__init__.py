"""What can happen, in the past tense, by noun. `bot.reactions` says what follows."""

from bot.events.applications import Accepted, AnswersLate, Applied, DeadlineReached, Refused, Withdrawn
from bot.events.asking import HelpWanted, InvitationDeclined, Invited, QuestionAsked
from bot.events.attendance import CameAsked, CameNoted, Contested, HoursNoted, MissedIt
from bot.events.community import FeedFailed, Imported, Undeliverable, Vetted
from bot.events.event import Event
from bot.events.files import FileAsked, FileInDoubt
from bot.events.organizing import (
    AskedStillOpen,
    AuthorReplaced,
    FellShort,
    NoticeWritten,
    OwnerAdded,
    PassedOn,
    SaidOpen,
)
from bot.events.postings import (
    Cancelled,
    Changed,
    Closed,
    DatesCancelled,
    Declined,
    Edited,
    EditTold,
    Expired,
    FellDue,
    Moved,
    Published,
    Submitted,
)
from bot.events.signups import JoinedWaitingList, Left, Promoted, SeatsAdded, SignedUp, Unseated

__all__ = [
    "Accepted",
    "AnswersLate",
    "Applied",
    "AskedStillOpen",
    "AuthorReplaced",
    "CameAsked",
    "CameNoted",
    "Cancelled",
    "Changed",
    "Closed",
    "Contested",
    "DatesCancelled",
    "DeadlineReached",
    "Declined",
    "EditTold",
    "Edited",
    "Event",
    "Expired",
    "FeedFailed",
    "FellDue",
    "FellShort",
    "FileAsked",
    "FileInDoubt",
    "HelpWanted",
    "HoursNoted",
    "Imported",
    "InvitationDeclined",
    "Invited",
    "JoinedWaitingList",
    "Left",
    "MissedIt",
    "Moved",
    "NoticeWritten",
    "OwnerAdded",
    "PassedOn",
    "Promoted",
    "Published",
    "QuestionAsked",
    "Refused",
    "SaidOpen",
    "SeatsAdded",
    "SignedUp",
    "Submitted",
    "Undeliverable",
    "Unseated",
    "Vetted",
    "Withdrawn",
]
