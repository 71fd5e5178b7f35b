"""Who runs a posting: /organize owners."""

from bot.marketplace import owners
from bot.messages import forms
from bot.messages import owners as say
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Amend, Open, Reply, Request
from handlers.slack.router import Router

router = Router()


@router.command("organize", "owners", fr="responsables", reads=True)
def choose(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.number()
    return Open(say.owners_form(voice, owners.start(work, number)))


@router.on("owners.saved")
def save(work: Work, request: Request, voice: Voice) -> Reply:
    done = owners.save(work, request.team, request.answers, request.carried)
    return Amend(forms.page_form(voice, forms.SAVED, say.saved(voice, done)))
