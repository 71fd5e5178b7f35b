"""Drafts and templates: published, thrown away, copied."""

from bot.marketplace import browsing, posting, publishing, templates
from bot.messages import drafts as say
from bot.messages import opportunities as say_posting
from bot.messages import templates as say_template
from bot.messages.posting_form import POSTED, post_form
from bot.messages.voice import Voice
from bot.work import Work
from db.queries.communities import channels_for
from handlers.slack.request import Open, Reply, Request, Tell
from handlers.slack.router import Router

router = Router()


@router.command("organize", "publish", fr="diffuser")
@router.on("opportunity.publish")
def publish(work: Work, request: Request, voice: Voice) -> Reply:
    opportunity = publishing.publish(work, request.which())
    channels = [channel.platform_id for channel in channels_for(work.db, opportunity)]
    return Tell(say_posting.published(voice, opportunity, channels))


@router.on("opportunity.discard")
def discard(work: Work, request: Request, voice: Voice) -> Reply:
    return Tell(say.discarded(voice, publishing.discard(work, request.about())))


@router.command("organize", "duplicate", fr="dupliquer", reads=True)
@router.on("opportunity.duplicate", reads=True)
def duplicate(work: Work, request: Request, voice: Voice) -> Reply:
    known, carries = posting.start_duplicate(work, request.which())
    return Open(post_form(voice, POSTED, known, carries, more=True))


@router.command("organize", "template", fr="modele")
def keep_template(work: Work, request: Request, voice: Voice) -> Reply:
    if not request.words or request.typed_page()[1] != request.words:
        return Tell(say_template.template_list(voice, browsing.templates(work, request.typed_page()[0])))
    number, _words = request.number()
    return Tell(say_template.template_kept(voice, number, templates.keep(work, number)))


@router.on("templates.page", reads=True)
def page(work: Work, request: Request, voice: Voice) -> Reply:
    number, _words = request.page()
    return Tell(say_template.template_list(voice, browsing.templates(work, number)), instead=True)
