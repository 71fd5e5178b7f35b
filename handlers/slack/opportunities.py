"""Posting and running opportunities: /organize, the dialogs, the shortcuts."""

from dataclasses import replace

from bot.errors.typed import NoLongerThere
from bot.marketplace import browsing, posting, rosters, sessions
from bot.marketplace.edited import edited
from bot.marketplace.given import carried, whole
from bot.messages import forms, lists, organized, slot_rosters
from bot.messages import opportunities as say
from bot.messages.form import Form
from bot.messages.message import Message
from bot.messages.posting_form import EDITED, POSTED, date_form, post_form
from bot.messages.voice import Voice
from bot.work import Work
from db.models import Opportunity
from db.queries.communities import channels_for
from handlers.slack.request import Amend, Open, Reply, Request, Tell
from handlers.slack.router import Router

router = Router()


@router.command("organize", "post", fr="publier", reads=True)
@router.on("opportunity.post", reads=True)
@router.on("shortcut post", reads=True)
@router.on("shortcut turn", reads=True)
def start_post(work: Work, request: Request, voice: Voice) -> Reply:
    said = request.words if request.route == "shortcut turn" else ""
    known = posting.blank(work, said)
    return Open(post_form(voice, POSTED, known, {"timezone": str(known["timezone"])}, more=False))


@router.command("organize", "edit", fr="modifier", reads=True)
@router.on("opportunity.edit", reads=True)
def start_edit(work: Work, request: Request, voice: Voice) -> Reply:
    known, carried = posting.start_edit(work, request.which())
    return Open(post_form(voice, EDITED, known, carried, more=True))


@router.on("session.edit", reads=True)
def start_edit_date(work: Work, request: Request, voice: Voice) -> Reply:
    known, carried = posting.start_edit_date(work, request.about())
    return Open(date_form(voice, known, carried))


@router.on("opportunity.more", reads=True)
def more(work: Work, request: Request, voice: Voice) -> Reply:
    if request.words not in (POSTED, EDITED):
        raise NoLongerThere
    return Amend(redrawn(request, voice, request.words, more=True))


@router.on(f"{POSTED}.kind", reads=True)
@router.on(f"{POSTED}.repeat", reads=True)
def choose_kind(work: Work, request: Request, voice: Voice) -> Reply:
    return Amend(redrawn(request, voice, POSTED, more=bool(request.carried.get("more"))))


@router.on(f"{EDITED}.kind", reads=True)
@router.on(f"{EDITED}.repeat", reads=True)
def change_kind(work: Work, request: Request, voice: Voice) -> Reply:
    return Amend(redrawn(request, voice, EDITED, more=True))


def redrawn(request: Request, voice: Voice, name: str, *, more: bool) -> Form:
    """The dialog in front, with what was typed so far."""
    several = request.carried.get("several", "")
    known = {"timezone": carried(request.carried, "timezone"), "several": several, **request.answers}
    return post_form(voice, name, known, dict(request.carried), more=more)


@router.on(POSTED)
def post(work: Work, request: Request, voice: Voice) -> Reply:
    return _posted(work, voice, posting.post(work, request.answers, request.carried))


def _posted(work: Work, voice: Voice, opportunity: Opportunity) -> Reply:
    channels = [channel.platform_id for channel in channels_for(work.db, opportunity)]
    told = say.posted(voice, opportunity, channels, sessions.made(work, opportunity))
    return Amend(forms.page_form(voice, forms.became(opportunity), told))


@router.on(EDITED)
def save(work: Work, request: Request, voice: Voice) -> Reply:
    opportunity = posting.save(work, request.answers, request.carried)
    if "draft" in request.carried:
        return _posted(work, voice, opportunity)
    return Amend(forms.page_form(voice, forms.SAVED, say.saved(voice, edited(work, opportunity))))


@router.command("organize", "mine", fr="mes-offres", reads=True)
def mine(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.typed_page()
    return Tell(organized.organized_list(voice, browsing.organized_by_me(work, number), work.now))


@router.on("organized.page", reads=True)
def mine_page(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.page()
    return Tell(organized.organized_list(voice, browsing.organized_by_me(work, number), work.now), instead=True)


@router.command("organize", "roster", fr="liste", reads=True)
def show_roster(work: Work, request: Request, voice: Voice) -> Reply:
    number, words = request.number()
    page, _words = replace(request, words=words).typed_page()
    return Tell(_roster(work, voice, number, page))


@router.on("opportunity.roster", reads=True)
def show_roster_by_button(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(_roster(work, voice, request.about(), 1))


@router.on("session.roster", reads=True)
def show_roster_of_date(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(lists.roster(voice, rosters.of_date(work, request.about()), 1))


@router.on("roster.page", reads=True)
def roster_page(work: Work, request: Request, voice: Voice) -> Reply:
    page, number = request.page()
    return Tell(_roster(work, voice, whole(number), page), instead=True)


@router.on("roster.date", reads=True)
def roster_date(work: Work, request: Request, voice: Voice) -> Reply:
    page, session = request.page()
    return Tell(lists.roster(voice, rosters.of_date(work, whole(session)), page), instead=True)


def _roster(work: Work, voice: Voice, number: int, page: int) -> Message:
    slots = rosters.by_slot(work, number, page)
    return slot_rosters.page(voice, slots) if slots else lists.roster(voice, rosters.of(work, number), page)
