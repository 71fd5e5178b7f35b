"""Refusals about questions."""

from dataclasses import dataclass

from bot.errors import Refusal


@dataclass
class AskedJustNow(Refusal):
    """The person asked something less than a minute ago."""


@dataclass
class TooManyQuestions(Refusal):
    """The person asked `most` questions in a day: that is enough."""

    most: int
