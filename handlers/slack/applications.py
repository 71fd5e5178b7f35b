"""Applying: typed, or by a card's buttons, and the dialog that follows."""

from bot.marketplace import applications, signups
from bot.messages import applications as say
from bot.messages import forms
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Amend, Open, Reply, Request
from handlers.slack.router import Router

router = Router()


@router.command("volunteer", "apply", fr="candidature", reads=True)
def start(work: Work, request: Request, voice: Voice) -> Reply:
    number, role = request.number()
    return Open(say.apply_form(voice, applications.start(work, signups.find_seat(work, number, role))))


@router.on("application.start", reads=True)
def start_by_button(work: Work, request: Request, voice: Voice) -> Reply:
    seat = signups.seat_with_id(work, request.about())
    return Open(say.apply_form(voice, applications.start(work, seat)))


@router.on("application.sent")
def send(work: Work, request: Request, voice: Voice) -> Reply:
    asked = applications.apply(work, request.answers, request.carried)
    return Amend(forms.page_form(voice, say.SENT, say.applied(voice, asked)))
