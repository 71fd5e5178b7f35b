"""Refusals about applications."""

from dataclasses import dataclass
from datetime import date

from bot.errors import Refusal


@dataclass
class ByApplication(Refusal):
    """Nobody signs up for this role: one applies."""

    number: int
    role: str
    role_id: int


@dataclass
class FirstCome(Refusal):
    """Nobody applies for this role: one signs up."""

    number: int
    role: str
    role_id: int


@dataclass
class AlreadyApplied(Refusal):
    """The person's application for this role waits for an answer."""

    number: int
    role: str


@dataclass
class AlreadyAnswered(Refusal):
    """The person applied for this role before, and was told no."""

    number: int
    role: str


@dataclass
class DeadlinePassed(Refusal):
    """The last day to come in, a day of the community's, has gone by."""

    number: int
    deadline: date


@dataclass
class EnoughApplicants(Refusal):
    """As many wait for an answer as the organizer wants at once."""

    number: int
    most: int


@dataclass
class QuestionsChanged(Refusal):
    """Other questions are asked now than when the dialog was opened."""

    number: int


@dataclass
class NoApplication(Refusal):
    """The application was taken back."""

    number: int


@dataclass
class NoLongerWaiting(Refusal):
    """The application has its answer already, or its posting ended."""

    number: int
    name: str


@dataclass
class NoSeatLeft(Refusal):
    """Nobody can be accepted: every seat of the role is taken."""

    number: int
    role: str
    name: str


@dataclass
class LaterDeadlineNeeded(Refusal):
    """What is past its deadline is not reopened: it would pause again at once."""

    number: int
    deadline: date
