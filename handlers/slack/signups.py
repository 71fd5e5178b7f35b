"""Signing up and leaving: typed, or by a card's buttons."""

from bot.marketplace import browsing, leaving, signups
from bot.marketplace.permissions import asker
from bot.messages import signups as say
from bot.messages.voice import Voice
from bot.work import Work
from db.queries.seats import Seat
from handlers.slack.request import Reply, Request, Tell
from handlers.slack.router import Router

router = Router()


@router.command("volunteer", "signup", fr="inscription")
def sign_up(work: Work, request: Request, voice: Voice) -> Reply:
    number, role = request.number()
    outcome = signups.sign_up(work, signups.find_seat(work, number, role), or_wait=False)
    return Tell(say.signed_up(voice, outcome, work.now, reminded=asker(work).reminders))


@router.command("volunteer", "waitlist", fr="attente")
def wait(work: Work, request: Request, voice: Voice) -> Reply:
    number, role = request.number()
    outcome = signups.sign_up(work, signups.find_seat(work, number, role), or_wait=True)
    return Tell(say.signed_up(voice, outcome, work.now, reminded=asker(work).reminders))


@router.command("volunteer", "leave", fr="quitter")
def leave(work: Work, request: Request, voice: Voice) -> Reply:
    number, role = request.number()
    return _left(work, voice, leaving.leave(work, number, role))


@router.command("volunteer", "mine", fr="mes-offres", reads=True)
def mine(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.typed_page()
    return Tell(say.mine(voice, browsing.mine(work), number, browsing.my_hours(work)))


@router.on("mine.page", reads=True)
def page(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.page()
    return Tell(say.mine(voice, browsing.mine(work), number, browsing.my_hours(work)), instead=True)


@router.on("signup.join")
def join(work: Work, request: Request, voice: Voice) -> Reply:
    outcome = signups.sign_up(work, signups.seat_with_id(work, request.about()), or_wait=False)
    return Tell(say.signed_up(voice, outcome, work.now, reminded=asker(work).reminders))


@router.on("signup.wait")
def join_waiting_list(work: Work, request: Request, voice: Voice) -> Reply:
    outcome = signups.sign_up(work, signups.seat_with_id(work, request.about()), or_wait=True)
    return Tell(say.signed_up(voice, outcome, work.now, reminded=asker(work).reminders))


@router.on("signup.leave")
def leave_by_button(work: Work, request: Request, voice: Voice) -> Reply:
    return _left(work, voice, leaving.leave(work, request.about()))


@router.on("signup.leave_session")
def leave_session(work: Work, request: Request, voice: Voice) -> Reply:
    return _left(work, voice, leaving.leave_session(work, request.about()))


@router.on("signup.leave_role")
def leave_role(work: Work, request: Request, voice: Voice) -> Reply:
    return _left(work, voice, [leaving.leave_role(work, request.about())])


def _left(work: Work, voice: Voice, seats: list[Seat]) -> Reply:
    return Tell(say.left(voice, seats, leaving.after(work, seats)))


@router.on("signup.coming")
def confirm(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.confirmed(voice, signups.confirm(work, request.about())))


@router.on("signup.coming_session")
def confirm_session(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.confirmed(voice, signups.confirm_session(work, request.about())))
