"""Writing to everyone of a posting: typed, from the roster, and the two dialogs."""

from bot.marketplace import notices
from bot.messages import forms
from bot.messages import notices as say
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Amend, Open, Reply, Request
from handlers.slack.router import Router

router = Router()


@router.command("organize", "message", fr="ecrire", reads=True)
@router.on("notice.start", reads=True)
def start(work: Work, request: Request, voice: Voice) -> Reply:
    return Open(say.notice_form(voice, notices.writable(work, request.which())))


@router.on("notice.shown", reads=True)
def show(work: Work, request: Request, voice: Voice) -> Reply:
    return Amend(say.preview_form(voice, notices.ask(work, request.answers, request.carried)))


@router.on("notice.sent")
def send(work: Work, request: Request, voice: Voice) -> Reply:
    return Amend(
        forms.page_form(voice, forms.SENT, say.sent(voice, notices.send(work, request.answers, request.carried)))
    )
