"""The posting dialog: what is asked of who posts or edits, the rest behind "more"."""

from collections.abc import Sequence
from datetime import date, time

from bot.marketplace.role_lines import drafted
from bot.marketplace.versions import SAYINGS, SEVERAL
from bot.messages.form import Ask, Field, Form, Remark
from bot.messages.message import Button
from bot.messages.plan_fields import Known
from bot.messages.posting_fields import EDITING, PLANNED, fields, some_fields
from bot.messages.role_lines import role_lines
from bot.messages.voice import N_, Voice
from db.models import Opportunity, Role, Session

POSTED, EDITED, CORRECTED = "opportunity.posted", "opportunity.edited", "review.edited"
"""What the dialog is filled in for: a new posting, a change, or a change by the admin who then approves it."""
OF_DATE = ("scope", "day", "start", "end", "roles", *EDITING)
"""What is asked of one date alone; the first only where there are several."""
TITLES = {
    POSTED: (N_("Post an opportunity"), N_("Post")),
    EDITED: (N_("Edit the posting"), N_("Save")),
    CORRECTED: (N_("Edit and approve"), N_("Approve")),
}
"""The dialog's heading, and the word on its button."""


def post_form(voice: Voice, name: str, known: Known, carried: dict[str, str], *, more: bool) -> Form:
    """The posting dialog, to post or to edit. What few postings of its kind need stands behind "more"."""
    title, submit = TITLES[name]
    last = PLANNED if name == POSTED or "draft" in carried else EDITING if name == EDITED else ()
    parts: list[Field | Remark | Ask] = [*fields(voice, known, more=more, last=last)]
    if not more:
        parts.append(Ask((Button(voice.word("More: skills, way in, links, time zone"), "opportunity.more", name),)))
    return Form(
        name=name,
        title=voice.word(title),
        close=voice.word("Close"),
        submit=voice.word(submit),
        parts=tuple(parts),
        carried={**carried, "more": "yes" if more else ""},
    )


def date_form(voice: Voice, known: Known, carried: dict[str, str]) -> Form:
    """What is of one date alone, of a posting that is edited: its time, its roles, and whether those after follow."""
    day, start = known["day"], known["start"]
    if not isinstance(day, date) or not isinstance(start, time):
        return post_form(voice, EDITED, known, carried, more=True)
    when = voice.say("{day}, {time}", day=voice.day(day), time=voice.hour(start))
    about = voice.say("{posting}, {when}", posting=f"#{carried['number']} {known['title']}", when=when)
    return Form(
        name=EDITED,
        title=voice.word("Edit a date"),
        close=voice.word("Close"),
        submit=voice.word(TITLES[EDITED][1]),
        parts=(Remark(about), *some_fields(voice, known, OF_DATE if known.get("several") else OF_DATE[1:])),
        carried={**carried, "more": "yes"},
    )


def known_of(
    voice: Voice, opportunity: Opportunity, organization: str, roles: Sequence[Role], session: Session | None
) -> Known:
    """What an existing posting's dialog starts with, its roles in the reader's language."""
    known: dict[str, object] = {name: getattr(opportunity, name) for name in (*SAYINGS, *SEVERAL)}
    known |= {f"other_{name}": words for name, words in opportunity.other.items()}
    known["organization"] = organization
    known["questions"] = "\n".join(opportunity.questions)
    known["roles"] = role_lines(voice, [drafted(role) for role in roles])
    if session is not None:
        known |= {
            "day": session.starts.date(),
            "start": session.starts.time(),
            "end": session.ends.time(),
            "timezone": session.timezone,
        }
    return known
