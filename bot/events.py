"""What can happen, in the past tense. `bot.reactions` says what follows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is now true. Ids only: whoever reacts looks up today's facts."""


@dataclass(frozen=True, slots=True)
class Submitted(Event):
    """A posting waits for an admin."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Published(Event):
    """A posting opened. `quiet` ones get no card of their own; `edited`: by the admin who approved it."""

    opportunity_id: int
    approved: bool = False
    quiet: bool = False
    edited: bool = False


@dataclass(frozen=True, slots=True)
class FellDue(Event):
    """The hour had come to publish a draft: its state tells what became of it."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Declined(Event):
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Edited(Event):
    """What a card shows changed."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Moved(Event):
    """The time of these sessions changed, and who is in them must know; or the place did, and `everyone` must."""

    opportunity_id: int
    session_ids: tuple[int, ...] = ()
    everyone: bool = False


@dataclass(frozen=True, slots=True)
class DateCancelled(Event):
    """One session was called off, and its opportunity goes on."""

    session_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Changed(Event):
    """Its state is another, and only its cards say so."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Closed(Event):
    """Its organizer ended it: it is done."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Cancelled(Event):
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class SignedUp(Event):
    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class JoinedWaitingList(Event):
    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Invited(Event):
    """An organizer asks somebody to join."""

    invitation_id: int


@dataclass(frozen=True, slots=True)
class InvitationDeclined(Event):
    """Somebody who was asked to join does not want to."""

    invitation_id: int


@dataclass(frozen=True, slots=True)
class QuestionAsked(Event):
    """Somebody asks something about a posting."""

    question_id: int


@dataclass(frozen=True, slots=True)
class Left(Event):
    signup_id: int
    opportunity_id: int
    role_id: int
    had_seat: bool
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Applied(Event):
    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Withdrawn(Event):
    """Somebody took their application back before it was answered."""

    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Accepted(Event):
    """An application was answered with a seat."""

    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Refused(Event):
    """Applications were answered with no."""

    opportunity_id: int
    signup_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeadlineReached(Event):
    """A posting paused because its last day to come in is over."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class AnswersLate(Event):
    """Applications have waited too long for an answer; the `last` time that is said, it is paused."""

    opportunity_id: int
    last: bool


@dataclass(frozen=True, slots=True)
class SeatsAdded(Event):
    role_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Promoted(Event):
    signup_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class MissedIt(Event):
    """Somebody with a seat is noted as not having come."""

    signup_id: int


@dataclass(frozen=True, slots=True)
class CameAsked(Event):
    """It is over, and its organizers are to say who came; no session where it had no date."""

    opportunity_id: int
    session_id: int | None


@dataclass(frozen=True, slots=True)
class CameNoted(Event):
    """An organizer noted who came, or a page of it."""

    opportunity_id: int
    session_id: int | None


@dataclass(frozen=True, slots=True)
class HoursNoted(Event):
    """Somebody came, and it is noted for how many hours."""

    signup_id: int


@dataclass(frozen=True, slots=True)
class Contested(Event):
    """They say that they were there."""

    signup_id: int


@dataclass(frozen=True, slots=True)
class NoticeWritten(Event):
    """An organizer wrote to the people of a posting."""

    notice_id: int


@dataclass(frozen=True, slots=True)
class Imported(Event):
    """A batch of postings was taken in quietly."""

    community_id: int
    batch: str
    count: int


@dataclass(frozen=True, slots=True)
class Undeliverable(Event):
    """The platform refused a delivery for good."""

    delivery_id: int


@dataclass(frozen=True, slots=True)
class Vetted(Event):
    """An organization is vetted now, or no longer."""

    organization_id: int


@dataclass(frozen=True, slots=True)
class OwnerAdded(Event):
    """Somebody runs a posting from now on, who did not before."""

    opportunity_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class PassedOn(Event):
    """The account of that person was closed, and their postings are others' now."""

    person_id: int
    opportunity_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FileAsked(Event):
    """An organizer wants a file: the roster, of that session or of all there is, or the applicants."""

    opportunity_id: int
    person_id: int
    kind: str
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class FileInDoubt(Event):
    """Nobody knows whether a file arrived, and it is not sent again."""

    delivery_id: int


@dataclass(frozen=True, slots=True)
class FeedFailed(Event):
    """A feed could not be read, several times in a row."""

    feed_id: int


@dataclass(frozen=True, slots=True)
class EditTold(Event):
    """It was edited, and whoever is signed up or waits is to know."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Unseated(Event):
    """Somebody who had a seat waits again: there are fewer of them."""

    signup_id: int
    opportunity_id: int
    session_id: int | None


@dataclass(frozen=True, slots=True)
class AskedStillOpen(Event):
    """It has been quiet for long, and its organizers are to say whether it is still open."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class SaidOpen(Event):
    """An organizer said that it is still open."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class Expired(Event):
    """Nobody said that it is still open."""

    opportunity_id: int


@dataclass(frozen=True, slots=True)
class FellShort(Event):
    """A session is near and short of people."""

    session_id: int
    opportunity_id: int


@dataclass(frozen=True, slots=True)
class HelpWanted(Event):
    """An organizer asks for help with a session, in these channels and of these people."""

    session_id: int
    opportunity_id: int
    channel_ids: tuple[int, ...]
    person_ids: tuple[int, ...]
