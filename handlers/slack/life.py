"""An opportunity's life, typed and by buttons: /organize pause, filled, start, reopen, close, cancel."""

from bot.marketplace import freshness, life
from bot.marketplace.permissions import organized
from bot.messages import freshness as say_fresh
from bot.messages import life as say
from bot.messages.voice import Voice
from bot.work import Work
from db.models import OpportunityState
from db.queries.signups import people_counted
from handlers.slack.request import Reply, Request, Tell
from handlers.slack.router import Router

router = Router()
S = OpportunityState
END = {S.COMPLETED: life.close, S.CANCELLED: life.cancel}


@router.command("organize", "pause", fr="suspendre")
@router.on("opportunity.pause")
def pause(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.moved(voice, life.pause(work, request.which())))


@router.command("organize", "filled", fr="comblee")
@router.on("opportunity.fill")
def fill(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.moved(voice, life.fill(work, request.which())))


@router.command("organize", "start", fr="commencer")
def start(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.moved(voice, life.start(work, request.which())))


@router.command("organize", "reopen", fr="rouvrir")
@router.on("opportunity.reopen")
def reopen(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.moved(voice, life.reopen(work, request.which())))


@router.command("organize", "close", fr="fermer")
def start_close(work: Work, request: Request, voice: Voice) -> Reply:
    return _start_end(work, request, voice, S.COMPLETED)


@router.command("organize", "cancel", fr="annuler")
def start_cancel(work: Work, request: Request, voice: Voice) -> Reply:
    return _start_end(work, request, voice, S.CANCELLED)


def _start_end(work: Work, request: Request, voice: Voice, to: OpportunityState) -> Reply:
    number, reason = request.number()
    asked = life.ask_end(work, number, reason, to)
    if not asked.confirmed:
        return Tell(say.confirm_end(voice, asked))
    return Tell(say.ended(voice, END[to](work, number, asked.reason), asked.people))


@router.on("opportunity.close")
def close(work: Work, request: Request, voice: Voice) -> Reply:
    return _end(work, request, voice, S.COMPLETED)


@router.on("opportunity.cancel")
def cancel(work: Work, request: Request, voice: Voice) -> Reply:
    return _end(work, request, voice, S.CANCELLED)


def _end(work: Work, request: Request, voice: Voice, to: OpportunityState) -> Reply:
    number, reason = request.page()
    people = people_counted(work.db, organized(work, number).id, work.now)
    return Tell(say.ended(voice, END[to](work, number, reason), people), instead=True)


@router.on("opportunity.fresh")
def say_still_open(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say_fresh.said_open(voice, freshness.still_open(work, request.about())))
