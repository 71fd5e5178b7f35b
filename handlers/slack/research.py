"""Taking a slot of a research session: the dialog, and its answer."""

from bot.marketplace import research
from bot.marketplace.permissions import asker
from bot.messages import forms
from bot.messages import research as say
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Amend, Open, Reply, Request
from handlers.slack.router import Router

router = Router()


@router.on("research.start", reads=True)
def start(work: Work, request: Request, voice: Voice) -> Reply:
    return Open(say.form(voice, research.start(work, request.about())))


@router.on("research.taken")
def take(work: Work, request: Request, voice: Voice) -> Reply:
    asked, outcome = research.take(work, request.answers, request.carried)
    told = say.taken(voice, asked, outcome, work.now, reminded=asker(work).reminders)
    return Amend(forms.page_form(voice, say.title(outcome), told))
