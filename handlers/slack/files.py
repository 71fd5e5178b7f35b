"""Files for organizers: typed, from the roster and from the list of applicants."""

from bot.marketplace import files
from bot.messages import files as say
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Reply, Request, Tell
from handlers.slack.router import Router

router = Router()


@router.command("organize", "export", fr="exporter")
def ask_all(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.number()
    return Tell(say.promised(voice, files.ask_all(work, number)))


@router.on("roster.file")
def ask_roster(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.promised(voice, files.ask_roster(work, request.words)))


@router.on("applicants.file")
def ask_applicants(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.promised(voice, files.ask_applicants(work, request.about())))
