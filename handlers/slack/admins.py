"""Running the marketplace: review, channels, settings, digest."""

from bot.marketplace import administration, browsing, communities, digests, organizations, posting, reviewing
from bot.marketplace.given import carried, whole
from bot.marketplace.permissions import must_be_admin
from bot.messages import digest as digest_words
from bot.messages import forms, lists
from bot.messages import opportunities as say_posting
from bot.messages import people as say
from bot.messages.posting_form import CORRECTED, post_form
from bot.messages.voice import Voice
from bot.work import Work
from handlers.slack.opportunities import redrawn
from handlers.slack.request import Amend, Open, Reply, Request, Tell
from handlers.slack.router import Router

router = Router()


@router.command("volunteer-admin", "review", fr="examiner", reads=True)
def review(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.typed_page()
    return Tell(lists.review_list(voice, browsing.waiting_for_review(work, number), work.now))


@router.on("review.page", reads=True)
def review_page(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.page()
    return Tell(lists.review_list(voice, browsing.waiting_for_review(work, number), work.now), instead=True)


@router.command("volunteer-admin", "approve", fr="approuver")
def approve(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.number()
    return Tell(say_posting.approved(voice, reviewing.approve(work, number)))


@router.on("opportunity.approve")
def approve_by_button(work: Work, request: Request, voice: Voice) -> Reply:
    number, seen = request.page()
    return Tell(say_posting.approved(voice, reviewing.approve(work, number, seen)))


@router.on("review.edit", reads=True)
def start_correction(work: Work, request: Request, voice: Voice) -> Reply:
    number, seen = request.page()
    known, carries = posting.start_review(work, number, seen)
    return Open(post_form(voice, CORRECTED, known, carries, more=True))


@router.on(CORRECTED)
def correct(work: Work, request: Request, voice: Voice) -> Reply:
    opportunity = posting.save_and_approve(work, request.answers, request.carried)
    return Amend(forms.page_form(voice, forms.APPROVED, say_posting.approved_edited(voice, opportunity)))


@router.on(f"{CORRECTED}.kind", reads=True)
def correct_kind(work: Work, request: Request, voice: Voice) -> Reply:
    return Amend(redrawn(request, voice, CORRECTED, more=True))


@router.command("volunteer-admin", "vet", fr="agreer")
def vet(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say_posting.vetted(voice, organizations.vet(work, request.words, vetted=True)))


@router.command("volunteer-admin", "unvet", fr="retirer-agrement")
def unvet(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say_posting.vetted(voice, organizations.vet(work, request.words, vetted=False)))


@router.command("volunteer-admin", "decline", fr="refuser")
def decline(work: Work, request: Request, voice: Voice) -> Reply:
    number, reason = request.number()
    return Tell(say_posting.declined_answer(voice, reviewing.decline(work, number, reason)))


@router.on("opportunity.decline", reads=True)
def start_decline(work: Work, request: Request, voice: Voice) -> Reply:
    number, seen = request.page()
    return Open(forms.decline_form(voice, reviewing.still_waiting(work, number), seen))


@router.on("opportunity.declined")
def decline_in_dialog(work: Work, request: Request, voice: Voice) -> Reply:
    reason = str(request.answers.get("reason") or "")
    seen = request.carried.get("seen", "")
    opportunity = reviewing.decline(work, whole(carried(request.carried, "number")), reason, seen)
    return Amend(forms.page_form(voice, forms.DECLINED, say_posting.declined(voice, opportunity)))


@router.command("volunteer-admin", "channels", fr="canaux")
def channels(work: Work, request: Request, voice: Voice) -> Reply:
    if not request.words:
        return Tell(say.channel_list(voice, communities.channels(work)))
    change = administration.change_channel(work, request.team, request.words)
    if change.channel is None:
        return Tell(say.channel_stopped(voice, change.platform_id))
    return Tell(say.channel_saved_answer(voice, change.channel))


@router.on("channels.add", reads=True)
def add_channel(work: Work, request: Request, voice: Voice) -> Reply:
    must_be_admin(work)
    return Open(forms.channel_form(voice))


@router.on("channels.saved")
def save_channel(work: Work, request: Request, voice: Voice) -> Reply:
    channel = administration.add_channel(work, request.team, request.answers)
    return Amend(forms.page_form(voice, forms.SAVED, say.channel_saved(voice, channel)))


@router.on("channels.stop")
def stop_channel(work: Work, request: Request, voice: Voice) -> Reply:
    administration.stop_channel(work, request.team, request.words)
    return Tell(say.channel_list(voice, communities.channels(work)), instead=True)


@router.on("channel.retry")
def retry_channel(work: Work, request: Request, voice: Voice) -> Reply:
    administration.retry_channel(work, request.team, request.words)
    return Tell(say.trying_again(voice, request.words))


@router.command("volunteer-admin", "digest", fr="recapitulatif", reads=True)
def digest(work: Work, request: Request, voice: Voice) -> Reply:
    found = digests.digest_now(work)
    return Tell(digest_words.digest(voice, found) if found else digest_words.nothing_to_say(voice))


@router.command("volunteer-admin", "settings", fr="parametres")
def settings(work: Work, request: Request, voice: Voice) -> Reply:
    if request.words:
        administration.change_setting(work, request.words)
    return Tell(say.settings(voice, communities.settings(work)))


@router.on("settings.change", reads=True)
def start_settings(work: Work, request: Request, voice: Voice) -> Reply:
    return Open(forms.settings_form(voice, communities.settings(work)))


@router.on("settings.saved")
def save_settings(work: Work, request: Request, voice: Voice) -> Reply:
    administration.save_settings(work, request.answers)
    return Amend(forms.page_form(voice, forms.SAVED, say.settings_saved(voice)))
