"""The dates of a posting, typed and by buttons: looked through, called off one by one, added."""

from bot.marketplace import dates, given, sessions, slots
from bot.marketplace.given import carried, whole
from bot.messages import forms
from bot.messages import sessions as say
from bot.messages.form import Form
from bot.messages.voice import Voice
from bot.work import Work
from db.queries.sessions import people_on
from handlers.slack.request import Amend, Open, Reply, Request, Tell
from handlers.slack.router import Router

router = Router()


@router.command("volunteer", "dates", fr="seances", reads=True)
def show(work: Work, request: Request, voice: Voice) -> Reply:
    number, page = request.number_and_page()
    return Tell(say.coming(voice, dates.coming(work, number, page), work.now))


@router.on("sessions.show", reads=True)
def show_by_button(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.coming(voice, dates.coming(work, request.about(), 1), work.now))


@router.on("sessions.page", reads=True)
def turn(work: Work, request: Request, voice: Voice) -> Reply:
    page, number = request.page()
    return Tell(say.coming(voice, dates.coming(work, whole(number), page), work.now), instead=True)


@router.command("organize", "dates", fr="seances", reads=True)
def manage(work: Work, request: Request, voice: Voice) -> Reply:
    number, page = request.number_and_page()
    return Tell(say.organized(voice, dates.organized(work, number, page)))


@router.on("organized.sessions", reads=True)
def manage_by_button(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.organized(voice, dates.organized(work, request.about(), 1)))


@router.on("organized.sessions.page", reads=True)
def turn_managed(work: Work, request: Request, voice: Voice) -> Reply:
    page, number = request.page()
    return Tell(say.organized(voice, dates.organized(work, whole(number), page)), instead=True)


@router.command("organize", "cancel-date", fr="annuler-date", reads=True)
def start_call_off(work: Work, request: Request, voice: Voice) -> Reply:
    number, words = request.number()
    session, reason = dates.typed(work, number, words)
    return Open(_call_off_form(work, voice, session.id, reason))


@router.on("session.call_off", reads=True)
def start_call_off_by_button(work: Work, request: Request, voice: Voice) -> Reply:
    return Open(_call_off_form(work, voice, request.about(), ""))


def _call_off_form(work: Work, voice: Voice, session_id: int, reason: str) -> Form:
    found = sessions.to_call_off(work, session_id)
    here = people_on(work.db, [session_id])
    onwards = people_on(work.db, [session_id, *(one.id for one in found.after)])
    return say.call_off_form(voice, found, (here, onwards), reason)


@router.on("session.called_off")
def call_off(work: Work, request: Request, voice: Voice) -> Reply:
    session_id = whole(carried(request.carried, "session"))
    reason, onwards = given.words(request.answers, "reason"), request.answers.get("scope") == "onwards"
    opportunity, off = sessions.call_off(work, session_id, reason, onwards=onwards)
    told = say.called_off(voice, opportunity, off, people_on(work.db, [one.id for one in off]))
    return Amend(forms.page_form(voice, forms.SAVED, told))


@router.command("organize", "add-dates", fr="ajouter-dates", reads=True)
def start_add(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.number()
    return Open(_add_form(work, voice, number, 1))


@router.on("sessions.add", reads=True)
def start_add_by_button(work: Work, request: Request, voice: Voice) -> Reply:
    return Open(_add_form(work, voice, request.about(), 1))


@router.on("sessions.another", reads=True)
def ask_another(work: Work, request: Request, voice: Voice) -> Reply:
    number = whole(carried(request.carried, "number"))
    return Amend(_add_form(work, voice, number, slots.rows_carried({"rows": request.words})))


def _add_form(work: Work, voice: Voice, number: int, rows: int) -> Form:
    opportunity, like = slots.like(work, number)
    return say.add_form(voice, opportunity, like, {"number": str(number), "rows": str(rows)})


@router.on("sessions.added")
def add(work: Work, request: Request, voice: Voice) -> Reply:
    opportunity, added = slots.add(work, request.answers, request.carried)
    return Amend(forms.page_form(voice, forms.SAVED, say.added(voice, opportunity, added)))
