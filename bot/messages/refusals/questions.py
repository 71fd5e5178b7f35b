"""A question cannot be asked now: when it can."""

from collections.abc import Callable
from typing import Any

from bot.errors import Refusal
from bot.errors import questions as errors
from bot.messages.message import Message, paragraph
from bot.messages.voice import Voice


def asked_just_now(voice: Voice, error: errors.AskedJustNow) -> Message:
    return paragraph(voice.say("You asked something a moment ago. Wait a minute before the next question."))


def too_many(voice: Voice, error: errors.TooManyQuestions) -> Message:
    return paragraph(
        voice.count(
            "You asked {n} question in the last 24 hours. Ask more tomorrow, or in a channel.",
            "You asked {n} questions in the last 24 hours. Ask more tomorrow, or in a channel.",
            error.most,
        )
    )


SENTENCES: dict[type[Refusal], Callable[[Voice, Any], Message]] = {
    errors.AskedJustNow: asked_just_now,
    errors.TooManyQuestions: too_many,
}
