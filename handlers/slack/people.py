"""What people choose for themselves: profile, language, reminders."""

from bot.marketplace import people
from bot.marketplace.permissions import person
from bot.messages import forms
from bot.messages import people as say
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.request import Amend, Open, Reply, Request, Tell
from handlers.slack.router import Router

router = Router()


@router.command("volunteer", "profile", fr="profil", reads=True)
@router.on("profile.open", reads=True)
def open_profile(work: Work, request: Request, voice: Voice) -> Reply:
    return Open(forms.profile_form(voice, person(work)))


@router.on("profile.saved")
def save_profile(work: Work, request: Request, voice: Voice) -> Reply:
    people.save_profile(work, request.answers)
    return Amend(forms.page_form(voice, forms.SAVED, say.profile_saved(voice)))


@router.command("volunteer", "language", fr="langue")
def choose_language(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.language_chosen(people.choose_language(work, request.words)))


@router.command("volunteer", "reminders", fr="rappels")
def choose_reminders(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.reminders_chosen(voice, on=people.choose_reminders(work, request.words)))
