"""Asking somebody to join: /organize add, and the buttons of who is asked."""

from bot.marketplace import invitations
from bot.marketplace.permissions import asker
from bot.messages import invitations as say
from bot.messages import signups as say_signup
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Reply, Request, Tell
from handlers.slack.router import Router

router = Router()


@router.command("organize", "add", fr="ajouter")
def invite(work: Work, request: Request, voice: Voice) -> Reply:
    number, words = request.number()
    return Tell(say.invited(voice, invitations.invite(work, request.team, number, words)))


@router.on("invitation.yes")
def accept(work: Work, request: Request, voice: Voice) -> Reply:
    outcome = invitations.accept(work, request.about())
    return Tell(say_signup.signed_up(voice, outcome, work.now, reminded=asker(work).reminders))


@router.on("invitation.no")
def decline(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.said_no(voice, invitations.decline(work, request.about())))
