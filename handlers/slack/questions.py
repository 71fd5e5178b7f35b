"""Asking a question about a posting: the button on its details, and the dialog."""

from bot.marketplace import questions
from bot.messages import forms
from bot.messages import questions as say
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Amend, Open, Reply, Request
from handlers.slack.router import Router

router = Router()


@router.on("question.start", reads=True)
def start(work: Work, request: Request, voice: Voice) -> Reply:
    where = questions.start(work, request.team, request.about(), request.channel)
    return Open(say.question_form(voice, where))


@router.on("question.sent")
def send(work: Work, request: Request, voice: Voice) -> Reply:
    where = questions.ask(work, request.team, request.answers, request.carried)
    return Amend(forms.page_form(voice, forms.SENT, say.sent(voice, where)))
