"""Deciding on who applied: the list, one application in a dialog, and answering all the rest."""

from dataclasses import replace

from bot.marketplace import applicants
from bot.messages import applicants as say
from bot.messages import forms
from bot.messages.form import Form
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Amend, Open, Reply, Request, Tell
from handlers.slack.router import Router

router = Router()


@router.command("organize", "applicants", fr="candidatures", reads=True)
def show(work: Work, request: Request, voice: Voice) -> Reply:
    number, rest = request.number()
    page, words = replace(request, words=rest).typed_page()
    return Tell(say.listed(voice, applicants.applicants(work, number, words, page), work.now))


@router.on("applicants.open", reads=True)
def show_by_button(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.listed(voice, applicants.applicants(work, request.about(), "", 1), work.now))


@router.on("applicants.page", reads=True)
def turn(work: Work, request: Request, voice: Voice) -> Reply:
    page, about = request.page()
    return Tell(say.listed(voice, applicants.turned(work, about, page), work.now), instead=True)


@router.on("application.look", reads=True)
def look(work: Work, request: Request, voice: Voice) -> Reply:
    return _shown(request, say.look_form(voice, applicants.look(work, request.about())))


@router.on("application.shortlist")
def shortlist(work: Work, request: Request, voice: Voice) -> Reply:
    return _shown(request, say.look_form(voice, applicants.shortlist(work, request.about())))


@router.on("application.unlist")
def unlist(work: Work, request: Request, voice: Voice) -> Reply:
    return _shown(request, say.look_form(voice, applicants.unlist(work, request.about())))


@router.on("application.accept")
def accept(work: Work, request: Request, voice: Voice) -> Reply:
    return _shown(request, say.look_form(voice, applicants.accept(work, request.about())))


@router.on("application.write", reads=True)
def start_accept(work: Work, request: Request, voice: Voice) -> Reply:
    return _shown(request, say.accept_form(voice, applicants.undecided(work, request.about())))


@router.on("application.accepted")
def accept_with_text(work: Work, request: Request, voice: Voice) -> Reply:
    return Amend(say.look_form(voice, applicants.accept_with_text(work, request.carried, request.answers)))


@router.on("application.decline", reads=True)
def start_decline(work: Work, request: Request, voice: Voice) -> Reply:
    return _shown(request, say.decline_form(voice, applicants.undecided(work, request.about())))


@router.on("application.declined")
def decline(work: Work, request: Request, voice: Voice) -> Reply:
    return Amend(say.look_form(voice, applicants.decline(work, request.carried, request.answers)))


@router.on("applicants.decline", reads=True)
def start_decline_rest(work: Work, request: Request, voice: Voice) -> Reply:
    number, state = request.page()
    return Open(say.rest_form(voice, applicants.start_rest(work, number, state)))


@router.on("applicants.declined")
def decline_rest(work: Work, request: Request, voice: Voice) -> Reply:
    rest = applicants.decline_rest(work, request.carried, request.answers)
    return Amend(forms.page_form(voice, forms.DECLINED, say.rest_declined(voice, rest)))


def _shown(request: Request, form: Form) -> Reply:
    """In the dialog it was asked from, else in one of its own."""
    return Amend(form) if request.surface == "dialog" else Open(form)
