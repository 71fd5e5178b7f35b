"""Who is asked: to join, for an answer, for help."""

from dataclasses import dataclass

from bot.events.event import Event


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
class HelpWanted(Event):
    """An organizer asks for help with a session, in these channels and of these people."""

    session_id: int
    opportunity_id: int
    channel_ids: tuple[int, ...]
    person_ids: tuple[int, ...]
