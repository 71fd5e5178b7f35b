"""Who came: typed, from the roster, and by the buttons of the messages about it."""

from dataclasses import replace

from bot.marketplace import attendance
from bot.marketplace.attendance import Dates, Sheet
from bot.marketplace.given import whole
from bot.messages import attendance as say
from bot.messages import forms
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Amend, Open, Reply, Request, Tell
from handlers.slack.router import Router

router = Router()


@router.command("organize", "attendance", fr="presences", reads=True)
def start(work: Work, request: Request, voice: Voice) -> Reply:
    number, words = request.number()
    page, day = replace(request, words=words).typed_page()
    return _shown(voice, attendance.find(work, number, page, day))


@router.on("attendance.start", reads=True)
def start_by_button(work: Work, request: Request, voice: Voice) -> Reply:
    page, number = request.page() if "|" in request.words else (1, request.words)
    return _shown(voice, attendance.find(work, whole(number), page))


@router.on("attendance.date", reads=True)
def start_of_date(work: Work, request: Request, voice: Voice) -> Reply:
    page, session = request.page()
    return Open(say.attendance_form(voice, attendance.of_date(work, whole(session), page)))


@router.on("attendance.each", reads=True)
def each(work: Work, request: Request, voice: Voice) -> Reply:
    return Amend(say.attendance_form(voice, replace(attendance.carried(work, request.carried), each=True)))


def _shown(voice: Voice, found: Sheet | Dates) -> Reply:
    return Open(say.attendance_form(voice, found)) if isinstance(found, Sheet) else Tell(say.which(voice, found))


@router.on("attendance.saved")
def save(work: Work, request: Request, voice: Voice) -> Reply:
    came = attendance.note(work, request.answers, request.carried)
    return Amend(forms.page_form(voice, forms.SAVED, say.saved(voice, came)))


@router.on("attendance.contest")
def contest(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.contested_answer(voice, attendance.contest(work, request.about())))


@router.on("attendance.agree")
def agree(work: Work, request: Request, voice: Voice) -> Reply:
    opportunity, person = attendance.agree(work, request.about())
    return Tell(say.agreed(voice, opportunity, person.name))
