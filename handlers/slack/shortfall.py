"""Asking for help where people are missing: the dialog, and the way not to be asked."""

from bot.marketplace import shortfall
from bot.marketplace.given import whole
from bot.messages import forms
from bot.messages import shortfall as say
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Amend, Open, Reply, Request, Tell
from handlers.slack.router import Router

router = Router()


@router.on("opportunity.help", reads=True)
def start(work: Work, request: Request, voice: Voice) -> Reply:
    number, session = request.page()
    return Open(say.help_form(voice, shortfall.start(work, number, whole(session)), work.now))


@router.on("help.sent")
def ask(work: Work, request: Request, voice: Voice) -> Reply:
    asked = shortfall.ask(work, request.answers, request.carried)
    return Amend(forms.page_form(voice, forms.SENT, say.asked(voice, asked)))


@router.on("help.off")
def stop_asking(work: Work, request: Request, voice: Voice) -> Reply:
    shortfall.stop_asking(work)
    return Tell(say.stopped(voice))
