"""What a request ends in, in Slack's format: the acknowledgement, and what is drawn beside it."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from bot.errors import Faults, Refusal
from bot.messages.faults import fault
from bot.messages.message import Message
from bot.messages.refusals import refusal, unexpected, unopened
from bot.messages.voice import Voice
from handlers.slack.dialogs import modal, page
from handlers.slack.render import message_payload, plain_words
from handlers.slack.request import Amend, Home, Nothing, Open, Reply, Request, Tell

Result = Literal["answered", "repeated", "refused", "failed"]


@dataclass(slots=True)
class Outcome:
    """What Slack is answered with, and what is drawn beside it. All of it is plain JSON, so a receipt keeps it.

    `unopened` is the message said when Slack does not open what is in `open`; `refusal` is the reason's name.
    """

    ack: dict[str, Any] | None = None
    respond: dict[str, Any] | None = None
    open: dict[str, Any] | None = None
    unopened: dict[str, Any] | None = None
    redraw: dict[str, Any] | None = None
    home: dict[str, Any] | None = None
    result: Result = "answered"
    refusal: str = ""

    @property
    def asks_again(self) -> bool:
        """Whether a dialog stays open to be corrected: it will be submitted again, under the same key."""
        return self.ack is not None and self.ack.get("response_action") == "errors"

    def refused(self, error: Refusal) -> "Outcome":
        self.result, self.refusal = "refused", type(error).__name__
        return self

    def receipt(self) -> str:
        """What a repeated request is answered with: a trigger works once, so nothing is opened again."""
        return json.dumps({"ack": self.ack, "respond": self.respond})

    @classmethod
    def of_receipt(cls, receipt: str) -> "Outcome":
        """The same answer once more."""
        return cls(**json.loads(receipt), result="repeated")


def excuse(request: Request, outcome: Outcome, sorry: dict[str, Any]) -> None:
    """Says that no dialog opened, where something can be said: the Home tab and the shortcuts menu have no place."""
    told = {"response_type": "ephemeral", **sorry}
    if request.surface == "command":
        outcome.ack = told
    else:
        outcome.respond = {"replace_original": False, **told}


def broken(voice: Voice, request: Request, reference: str) -> Outcome:
    """What is said of a fault nobody foresaw; a dialog stays open with all that was typed."""
    sorry = unexpected(voice, reference)
    if request.surface == "submission" and request.answers:
        told = {next(iter(request.answers)): plain_words(sorry)}
        return Outcome(ack={"response_action": "errors", "errors": told}, result="failed")
    outcome = rendered(voice, request, Tell(sorry))
    outcome.result = "failed"
    return outcome


def beside_fields(voice: Voice, request: Request, error: Refusal) -> dict[str, Any]:
    """The dialog stays open with all that was typed; what is of no field in particular stands by the first."""
    found = error.fields if isinstance(error, Faults) else {}
    told = {name: fault(voice, one) for name, one in found.items() if name in request.answers}
    told = told or {next(iter(request.answers)): plain_words(refusal(voice, error))}
    return {"response_action": "errors", "errors": told}


def rendered(voice: Voice, request: Request, reply: Reply) -> Outcome:
    """The reply in Slack's format, for where it was asked."""
    match reply:
        case Tell(message, instead):
            return _told(voice, request, message, instead=instead)
        case Open(form):
            return Outcome(open=modal(form), unopened=message_payload(unopened(voice)))
        case Amend(form) if request.surface == "submission":
            return Outcome(ack={"response_action": "update", "view": modal(form)})
        case Amend(form):
            return Outcome(redraw=modal(form))
        case Home() | Nothing():
            return Outcome()


def _told(voice: Voice, request: Request, message: Message, *, instead: bool) -> Outcome:
    """A command is answered in its acknowledgement, a button through its response_url, a dialog by a page.

    A look at something from the Home tab opens it as a page too; what changes something draws the tab anew.
    """
    match request.surface:
        case "command":
            return Outcome(ack={"response_type": "ephemeral", **message_payload(message)})
        case "submission":
            return Outcome(ack={"response_action": "update", "view": page(voice, message)})
        case "dialog":
            return Outcome(redraw=page(voice, message))
        case "shortcut" | "home":
            return Outcome(open=page(voice, message))
        case surface:
            replaces = instead and surface == "ephemeral"
            told = {"response_type": "ephemeral", "replace_original": replaces, **message_payload(message)}
            return Outcome(respond=told)
