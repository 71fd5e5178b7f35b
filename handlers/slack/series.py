"""How the dates of a posting repeat, changed: the dialog, what it would do, and doing it."""

from bot.marketplace import series
from bot.messages import forms
from bot.messages import series as say
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Amend, Open, Reply, Request
from handlers.slack.router import Router

router = Router()


@router.command("organize", "repeat", fr="repeter", reads=True)
def start(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.number()
    return Open(say.change_form(voice, series.start(work, number)))


@router.on("series.start", reads=True)
def start_by_button(work: Work, request: Request, voice: Voice) -> Reply:
    return Open(say.change_form(voice, series.start(work, request.about())))


@router.on("series.shown", reads=True)
def show(work: Work, request: Request, voice: Voice) -> Reply:
    return Amend(say.preview_form(voice, series.ask(work, request.answers, request.carried)))


@router.on("series.changed")
def change(work: Work, request: Request, voice: Voice) -> Reply:
    done = series.change(work, request.answers, request.carried)
    return Amend(forms.page_form(voice, forms.SAVED, say.changed(voice, done)))
